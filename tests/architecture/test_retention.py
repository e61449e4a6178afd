"""Every table of the database has its place in the schedule that says how long it is kept."""

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from goodname.data import retention

OURS = "goodname.web."


def tables() -> dict[str, type]:
    """Each table with its model, those that only join two others among them."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models}


def personal() -> set[str]:
    """Tables of ours that hold words, or that lead to a person or a matter."""
    found = set()
    for table, model in tables().items():
        if not model.__module__.startswith(OURS):
            continue
        for field in model._meta.get_fields():
            leads = isinstance(field, ForeignKey | ManyToManyField) and field.related_model
            if leads and field.related_model.__name__ in ("Person", "Matter", "Post", "Case"):
                found.add(table)
    return found


def test_every_table_has_a_class() -> None:
    missing = retention.unclassified(tables(), personal())
    assert not missing, (
        f"Choose how long these are kept, and add to [tables] of {retention.FILE}:\n"
        + "\n".join(missing)
    )


def test_the_schedule_names_no_table_that_is_gone() -> None:
    # What Django and the queue make without a model of its own.
    others = {"django_migrations", "cache"}
    gone = retention.vanished(set(tables()) | others)
    assert not gone, f"Take these out of [tables] of {retention.FILE}:\n" + "\n".join(gone)


def test_tables_about_people_are_seen_as_such() -> None:
    assert {"cases_note", "cases_involvement", "inbox_mention", "evidence_capture"} <= personal()
    assert "accounts_term" not in personal()


def test_a_table_that_nobody_classified_is_answered_with_the_line_to_add() -> None:
    missing = retention.unclassified([*tables(), "cases_diary"], personal() | {"cases_diary"})
    assert missing == ('cases_diary = "case"',)
