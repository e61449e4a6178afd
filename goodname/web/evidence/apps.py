from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "goodname.web.evidence"
    label = "evidence"
