from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "goodname.web.today"
    label = "today"
