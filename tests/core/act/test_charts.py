"""The charts are whole: every state can be reached, nothing leads nowhere, and the manual shows them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act import charts
from goodname.core.words import Refused, Removal

DOCS = Path(__file__).parents[3] / "docs" / "states.md"


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.thing)
def test_a_chart_names_each_state_it_uses_and_reaches_each(chart: charts.Chart) -> None:
    states = {state for state, _ in chart.states}
    assert chart.first in states
    for move in chart.moves:
        assert move.before
        assert {*move.before, move.then} <= states, move
    reached, new = {chart.first}, True
    while new:
        new = {m.then for m in chart.moves if reached & set(m.before)} - reached
        reached |= new
    assert reached == states


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.thing)
def test_one_event_leads_from_a_state_to_one_state_only(chart: charts.Chart) -> None:
    seen = [(move.event, before) for move in chart.moves for before in move.before]
    assert len(seen) == len(set(seen))


@given(st.data())
def test_what_the_chart_does_not_name_is_refused_with_a_sentence(data: st.DataObject) -> None:
    chart = data.draw(st.sampled_from(charts.CHARTS))
    state = data.draw(st.sampled_from([state for state, _ in chart.states]))
    event = data.draw(st.sampled_from([move.event for one in charts.CHARTS for move in one.moves]))
    if event in chart.events(state):
        assert chart.may(state, event)
        assert chart.after(state, event) in dict(chart.states)
    else:
        with pytest.raises(Refused) as refused:
            chart.after(state, event)
        assert chart.called(state) in refused.value.reason


def test_a_closed_case_is_opened_only_by_being_reopened() -> None:
    assert charts.CASE.events("closed") == ("reopen",)


def test_a_letter_that_has_gone_stays_as_it_went() -> None:
    assert charts.LETTER.events("sent") == ()


def test_no_letter_is_queued_that_nobody_approved() -> None:
    to_queue = next(move for move in charts.LETTER.moves if move.event == "queue")
    assert "draft" not in to_queue.before
    assert "asked" not in to_queue.before


def test_the_states_of_a_request_are_the_facts_that_the_policy_knows() -> None:
    assert {state for state, _ in charts.REMOVAL.states} == set(Removal)


def test_the_manual_shows_the_charts_as_they_are() -> None:
    shown = re.findall(r"```mermaid\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert shown == [charts.diagram(chart) for chart in charts.CHARTS], (
        "docs/states.md shows other charts than core/act/charts.py: paste these\n\n"
        + "\n".join(charts.diagram(chart) for chart in charts.CHARTS)
    )
