from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "goodname.web.policy"
    label = "policy"
