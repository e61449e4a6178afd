from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "goodname.web.policy"
    label = "policy"

    def ready(self) -> None:
        from goodname.web.ui import clauses

        from .queries import titles

        clauses.titles_from(titles)
