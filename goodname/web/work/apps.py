from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "goodname.web.work"
    label = "work"
