"""Makes the database itself refuse to change, replace or remove an entry of the ledger.

A later migration that rebuilds the table on SQLite loses these triggers and must set them again.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "ledger_ledgerentry"
REFUSAL = "the ledger is append-only"

_SQLITE = (
    (
        f"CREATE TRIGGER ledger_no_update BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
    (
        f"CREATE TRIGGER ledger_no_delete BEFORE DELETE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
    # INSERT OR REPLACE removes the old row without waking the trigger above.
    (
        f"CREATE TRIGGER ledger_no_replace BEFORE INSERT ON {TABLE} "
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id "
        "OR (school_id = NEW.school_id AND seq = NEW.seq)) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
)
_SQLITE_UNDONE = tuple(
    f"DROP TRIGGER IF EXISTS ledger_no_{what}" for what in ("update", "delete", "replace")
)
_POSTGRESQL = (
    (
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ),
    (
        f"CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
    ),
    (
        f"CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    ),
)
_POSTGRESQL_UNDONE = (
    f"DROP TRIGGER IF EXISTS ledger_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS ledger_no_truncate ON {TABLE}",
    "DROP FUNCTION IF EXISTS ledger_refuse()",
)


def protect(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers. A kind of database that has none here is a loud KeyError."""
    _run(connection, {"sqlite": _SQLITE, "postgresql": _POSTGRESQL})


def release(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: the way back of the migration, and how a test database is emptied."""
    _run(connection, {"sqlite": _SQLITE_UNDONE, "postgresql": _POSTGRESQL_UNDONE})


def _run(connection: BaseDatabaseWrapper, sql: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in sql[connection.vendor]:
            cursor.execute(statement)
