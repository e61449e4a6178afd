"""Where a school like ours may be talked about: suggestions, and whether each can be tried now."""

from typing import Any

from goodname.core.listen.kinds import NEEDS_KEY, Kind
from goodname.core.listen.searches import suggestions
from goodname.core.listen.searches.suggestions import Suggestion
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Connection, Source

from . import phrasing, queries
from .cards import kind_name

WITH_CONNECTION = NEEDS_KEY | {Kind.SEARXNG}


def suggested(viewer: Viewer) -> list[dict[str, Any]]:
    """Each suggestion with why; `ready` where it can be tried, else what is missing.

    `place` is what actions.try_place takes; `connect` names the connections one of which
    it waits for, `connect_kind` is its kind where there is one alone.
    """
    school = viewer.school
    held = {one.kind: one for one in queries.connections(viewer).filter(problem="")}
    rows = Source.objects.filter(school=school)
    known = set(rows.values_list("kind", "query")) | set(rows.values_list("kind", "address"))
    offered = suggestions.suggested(phrasing.offered(school), town=school.town)
    found = [_one(str(number), one, held, known) for number, one in enumerate(offered)]
    return sorted(found, key=lambda one: not one["ready"])  # what can be tried now comes first


def _one(
    number: str, one: Suggestion, held: dict[str, Connection], known: set[tuple[str, str]]
) -> dict[str, Any]:
    usable = [kind for kind in one.kinds if kind not in WITH_CONNECTION or kind.value in held]
    kind = usable[0] if usable else one.kinds[0]
    where = one.query or one.address
    listened = bool(where) and (kind.value, where) in known
    return {
        "id": number,
        "title": one.title,
        "why": one.why + (" Nobody knows yet whether it exists: try it." if one.is_guess else ""),
        "detail": one.by_hand,
        "kind": kind_name(kind.value),
        "known": listened,
        "connect": "" if usable or one.by_hand else _needs(one),
        "connect_kind": kind.value if len(one.kinds) == 1 else "",
        "ready": bool(usable) and not one.by_hand and not listened,
        "place": {
            "kind": kind.value,
            "address": "" if kind.value in held else one.address,
            "query": one.query,
            "connection": held.get(kind.value) if kind in WITH_CONNECTION else None,
            "options": dict(one.options),
        },
    }


def _needs(one: Suggestion) -> str:
    return " or ".join(kind_name(kind.value) for kind in one.kinds)
