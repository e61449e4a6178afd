from django.apps import AppConfig


class ToldConfig(AppConfig):
    name = "goodname.web.told"
    label = "told"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from .holding import forget_files
        from .models import Enclosure, Telling

        # Retention lets go of the post, and the row goes with it: so must its files.
        post_delete.connect(forget_files, sender=Telling, dispatch_uid="told.files")
        post_delete.connect(forget_files, sender=Enclosure, dispatch_uid="told.enclosures")
