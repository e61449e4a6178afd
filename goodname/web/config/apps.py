from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "goodname.web.config"
    label = "config"
