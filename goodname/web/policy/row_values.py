"""A rule's values between the table that the text holds and the form that people fill in."""

from collections.abc import Mapping
from typing import Any

from goodname.core.decide.conditions import MANY, ONE, QUESTIONS
from goodname.core.decide.policy import minutes

HOUR, DAY = 60, 24 * 60
UNITS = {"school_days": "school days", "days": "days, weekends too", "hours": "hours, nights too"}
LENGTHS = {"school_days": DAY, "days": DAY, "hours": HOUR, "minutes": 1}
LISTS = tuple(field for field in MANY if field != "concerned")  # which only the law may ask


def initial(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with."""
    found: dict[str, Any] = {key: row.get(key) for key in ("force", "owner", "to", "choice", "why")}
    found |= {"action": row.get("forbid"), "unit": "school_days"}
    if "within" in row:
        length, calendar = minutes(row["within"]), row.get("within_unit") == "calendar"
        unit = "school_days"
        if calendar:
            unit = "days" if length % DAY == 0 else "hours" if length % HOUR == 0 else "minutes"
        found |= {"number": length // LENGTHS[unit], "unit": unit}
    found |= {key: row.get(key, []) for key in ("where", "except")}
    for field in ONE:
        value = row.get(field, [])
        found[field] = [str(value).lower()] if isinstance(value, bool) else value
    for field in LISTS:
        found |= {f"{field}-{how}": row.get(field, {}).get(how, []) for how in QUESTIONS}
    return found


def within(number: int, unit: str) -> str:
    """A time as a duration: 2 school days are "P2D", 4 hours "PT4H"."""
    return (
        f"PT{number}{'H' if unit == 'hours' else 'M'}"
        if unit in ("hours", "minutes")
        else f"P{number}D"
    )


def same(key: str, was: Any, now: Any) -> bool:
    """Whether two ways of writing a value say the same: a line that nobody changed stays."""
    return bool(_meant(key, was) == _meant(key, now))


def _meant(key: str, value: Any) -> Any:
    if key == "within":
        return minutes(value)
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return sorted(value)
    if isinstance(value, Mapping):
        return {part: _meant(part, words) for part, words in value.items()}
    return value
