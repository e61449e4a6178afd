from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "goodname.web.ledger"
    label = "ledger"
