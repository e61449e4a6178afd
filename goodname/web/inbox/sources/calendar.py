"""Days as squares with words: the picture of what was heard, and the table that says the same."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from goodname.core.listen.coverage import Place, State
from goodname.core.listen.talk import Outcome
from goodname.web.ui import wording

WORDS = {
    State.HEARD: "heard",
    State.PARTLY: "heard in part",
    State.NOT_HEARD: "not heard",
    State.NOT_ASKED: "nobody asked",
    State.NOT_YET: "not counted",
}
# How many looks ended how: "answered 90 times, asked us to come back later once".
ENDED = {
    Outcome.ANSWERED: "answered",
    Outcome.UNCHANGED: "said that nothing changed",
    Outcome.PARTLY: "answered in part",
    Outcome.REFUSED: "gave no answer",
    Outcome.BLOCKED: "could not be asked: our guard said no",
    Outcome.NOT_INVITED: "asked machines to stay away",
    Outcome.RATE_LIMITED: "asked us to come back later",
    Outcome.QUOTA: "could not be asked: the allowance was used up",
    Outcome.NO_TOKEN: "could not be asked: no key that works",
    Outcome.UNREADABLE: "sent what cannot be read",
    Outcome.STOPPED: "said that it has closed",
}


def square(place: Place, day: date, today: date) -> dict[str, Any]:
    state = place.state_on(day, today)
    return {"day": day, "state": state.value, "words": WORDS[state], "today": day == today}


def month(place: Place, today: date) -> list[dict[str, Any]]:
    """Four weeks and the one that runs, Monday to Sunday: {begins, days}; a day to come is None."""
    first = today - timedelta(days=today.weekday() + 28)
    weeks = []
    for week in range(5):
        begins = first + timedelta(weeks=week)
        all_seven = [begins + timedelta(days=n) for n in range(7)]
        days = [square(place, day, today) if day <= today else None for day in all_seven]
        weeks.append({"begins": begins, "days": days})
    return weeks


def ended(outcomes: Mapping[str, int]) -> str:
    """How the looks of a day, or of some days, ended; the commonest first."""
    told = sorted(outcomes.items(), key=lambda pair: -pair[1])
    return wording.listed(
        f"{ENDED[Outcome(outcome)]} {_times(number)}" for outcome, number in told if number
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{wording.in_words(number)} times")


def in_a_line(squares: Sequence[Mapping[str, Any]]) -> str:
    """The squares in words: "heard on 5 days, not heard on 2 days"."""
    counts = {state: sum(one["state"] == state for one in squares) for state in State}
    said = [
        f"{WORDS[state]} on {wording.count(number, 'day')}"
        for state, number in counts.items()
        if number and state is not State.NOT_YET
    ]
    return wording.sentence(wording.listed(said)) or "Not asked yet"
