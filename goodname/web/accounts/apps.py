from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goodname.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import signals  # noqa: F401  (its receivers connect when it is imported)
