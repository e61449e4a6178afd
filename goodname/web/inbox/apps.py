from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "goodname.web.inbox"
    label = "inbox"
