from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goodname.web.cases"
    label = "cases"

    def ready(self) -> None:
        from goodname.web.inbox import belonging
        from goodname.web.policy import past

        from .letters.answers import belonging as answers
        from .past import happened

        past.register(happened)
        belonging.register(answers)

        from django.db.models.signals import post_delete

        from goodname.web.told.holding import forget_files

        from .models import CaseFile

        # A file goes with its row, and the row with its case.
        post_delete.connect(forget_files, sender=CaseFile, dispatch_uid="cases.files")
