"""How a thing of a case may go from one state to the next: charts as data, and nothing else says so.

A chart is a closed table. What it does not name cannot happen: `after` refuses it with a sentence
for the person who tried. The manual's diagrams are drawn from the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodname.core.words import Refused


@dataclass(frozen=True)
class Move:
    """In any of the states `before`, `event` leads to `then`; `says` tells a reader what happened."""

    event: str
    before: tuple[str, ...]
    then: str
    says: str


@dataclass(frozen=True)
class Chart:
    """One kind of thing: its states with their plain names, where it begins, and its moves."""

    thing: str  # as a person calls it: "case", "letter"
    states: tuple[tuple[str, str], ...]  # id and plain name
    first: str
    moves: tuple[Move, ...]

    def called(self, state: str) -> str:
        """The plain name of a state. Raises KeyError for a state that the chart does not have."""
        return dict(self.states)[state]

    def may(self, state: str, event: str) -> bool:
        return any(move.event == event and state in move.before for move in self.moves)

    def events(self, state: str) -> tuple[str, ...]:
        """What can happen next, in the order of the chart."""
        return tuple(move.event for move in self.moves if state in move.before)

    def after(self, state: str, event: str) -> str:
        """The state that `event` leads to. Raises Refused where it cannot happen now."""
        for move in self.moves:
            if move.event == event and state in move.before:
                return move.then
        raise Refused(f"This {self.thing} is {self.called(state)}, so that cannot be done now.")

    def lead(self, before: str, then: str) -> str:
        """`then`, where one move leads to it. Raises Refused where none does."""
        if not any(before in move.before and move.then == then for move in self.moves):
            raise Refused(
                f"This {self.thing} is {self.called(before)}, and cannot be {self.called(then)} next."
            )
        return then

    def last(self) -> frozenset[str]:
        """The states out of which nothing leads."""
        return frozenset(
            state
            for state, _ in self.states
            if not any(state in move.before for move in self.moves)
        )


def diagram(chart: Chart) -> str:
    """The chart as a Mermaid state diagram, the same text for the same chart."""
    lines = ["stateDiagram-v2", f"    [*] --> {chart.first}"]
    lines += [f"    {state}: {name}" for state, name in chart.states]
    for move in chart.moves:
        lines += [f"    {before} --> {move.then}: {move.says}" for before in move.before]
    lines += [f"    {state} --> [*]" for state in sorted(chart.last())]
    return "\n".join(lines) + "\n"


CASE = Chart(
    "case",
    (("open", "open"), ("closed", "closed"), ("merged", "part of another case")),
    "open",
    (
        Move("close", ("open",), "closed", "closed, with its outcome and what was learnt"),
        Move("reopen", ("closed",), "open", "opened again, with a reason"),
        Move("merge", ("open",), "merged", "joined to another case"),
        Move("part", ("merged",), "open", "taken out of the other case again"),
    ),
)

STEP = Chart(
    "step",
    (("waiting", "waiting"), ("done", "done"), ("dropped", "no longer asked for")),
    "waiting",
    (
        Move("assign", ("waiting",), "waiting", "given to one person"),
        Move("do", ("waiting",), "done", "done by somebody, who is named"),
        Move("undo", ("done",), "waiting", "the tick taken back"),
        Move("drop", ("waiting",), "dropped", "the facts changed, and it is not asked for"),
        Move("ask", ("dropped",), "waiting", "the facts changed, and it is asked for again"),
    ),
)

LETTER = Chart(
    "letter",
    (
        ("draft", "a draft"),
        ("asked", "waiting for a yes"),
        ("approved", "approved"),
        ("queued", "on its way to the mail server"),
        ("sent", "sent"),
        ("unsure", "gone or not gone, nobody knows"),
        ("failed", "refused by the mail server"),
    ),
    "draft",
    (
        Move("change", ("draft", "asked", "approved", "failed"), "draft", "its words changed"),
        Move("ask", ("draft", "failed"), "asked", "shown to whom must approve it"),
        Move("approve", ("draft", "asked", "failed"), "approved", "approved"),
        Move("refuse", ("asked",), "draft", "sent back with a reason"),
        Move("queue", ("approved", "unsure"), "queued", "a person pressed send"),
        Move("send", ("approved", "queued", "unsure"), "sent", "it left"),
        Move("lose", ("queued",), "unsure", "the line broke while it was sent"),
        Move("fail", ("queued",), "failed", "the mail server said no"),
    ),
)

REMOVAL = Chart(
    "request",
    (
        ("not_asked", "not made"),
        ("asked", "made"),
        ("overdue", "made, and overdue"),
        ("refused", "refused by the author"),
        ("removed", "met: it is gone, or what hurt is gone"),
    ),
    "not_asked",
    (
        Move("ask", ("not_asked",), "asked", "the author was asked, with the evidence kept first"),
        Move("pass", ("asked",), "overdue", "the day has passed, and the post was seen there"),
        Move("refuse", ("asked", "overdue"), "refused", "the author said no"),
        Move("ask_again", ("overdue", "refused"), "asked", "asked once more, with a new day"),
        Move(
            "see_gone",
            ("not_asked", "asked", "overdue", "refused"),
            "removed",
            "several looks, days apart, did not find it",
        ),
        Move(
            "accept_edit",
            ("not_asked", "asked", "overdue", "refused"),
            "removed",
            "its author changed it, and somebody said that this is enough",
        ),
        Move("see_back", ("removed",), "asked", "a later look found it, after it was asked for"),
        Move(
            "see_back_unasked", ("removed",), "not_asked", "a later look found it; nobody had asked"
        ),
        Move("withdraw", ("asked", "overdue", "refused"), "not_asked", "the tick was a mistake"),
    ),
)

REFERRAL = Chart(
    "report",
    (("prepared", "prepared"), ("given", "handed in"), ("answered", "answered")),
    "prepared",
    (
        Move("change", ("prepared",), "prepared", "its words changed"),
        Move("give", ("prepared",), "given", "a person handed it in, once"),
        Move("chase", ("given",), "given", "asked what became of it"),
        Move("answer", ("given",), "answered", "the other side answered"),
    ),
)

COMPLAINT = Chart(
    "complaint",
    (
        ("stage_1", "at stage 1"),
        ("stage_2", "at stage 2"),
        ("stage_3", "at stage 3"),
        ("ended", "ended"),
    ),
    "stage_1",
    (
        Move("escalate_to_2", ("stage_1",), "stage_2", "they are not content: the next stage"),
        Move("escalate_to_3", ("stage_2",), "stage_3", "they are not content: the last stage"),
        Move("end", ("stage_1", "stage_2", "stage_3"), "ended", "answered, or taken back"),
    ),
)

CHARTS = (CASE, STEP, LETTER, REMOVAL, REFERRAL, COMPLAINT)
