from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goodname.web.accounts"
    label = "accounts"
