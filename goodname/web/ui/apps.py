from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "goodname.web.ui"
    label = "ui"
