"""The ledger's tables, and the triggers that keep them append-only."""

import django.db.models.deletion
from django.db import migrations, models

from goodname.web.ledger.protection import protect, release


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.school",
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("v", models.PositiveSmallIntegerField()),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.CharField(max_length=24)),
                ("actor", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=65)),
                ("matter", models.CharField(blank=True, max_length=64)),
                ("refs", models.JSONField(default=dict)),
                ("clauses", models.JSONField(default=list)),
                ("digests", models.JSONField(default=dict)),
                ("prev", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "seq"), name="ledger_one_entry_one_place"
                    )
                ],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: protect(editor.connection),
            lambda apps, editor: release(editor.connection),
        ),
    ]
