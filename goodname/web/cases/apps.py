from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goodname.web.cases"
    label = "cases"
