from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goodname.web.cases"
    label = "cases"

    def ready(self) -> None:
        from goodname.web.policy import past

        from .past import happened

        past.register(happened)
