from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "goodname.web.inbox"
    label = "inbox"

    def ready(self) -> None:
        from goodname.web.policy import past

        from .past import happened

        past.register(happened)
