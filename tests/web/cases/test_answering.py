"""How we answer, as the headteacher reads it, and what somebody whom a case is about can learn from it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Action, Author, Conduct, Facts, Towards
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import close_case, open_case
from goodname.web.cases.joining.actions import merge
from goodname.web.cases.models import Case, Letter, LetterAnswer
from goodname.web.cases.steps.actions import complete_step
from goodname.web.inbox.actions import file_mention, not_us
from goodname.web.inbox.models import Mention
from tests.web.cases.desk import Desk, make_desk, opened
from tests.world import hear, sign_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 2, 8, 9, tzinfo=LONDON)
THANKS = "Thank you to everyone at Tansy Lane Primary School, you have been wonderful."
ASKED = "Does anybody know when Tansy Lane Primary School breaks up for Easter?"
CIVIL = "Tansy Lane Primary School answers e-mails far too slowly, and I am disappointed by it."
UNCLEAR = "Well. I saw it at Tansy Lane Primary School, and I know what I saw."
PRAISE = Facts(Author.PARENT, frozenset({Conduct.PRAISE}), frozenset({Towards.SCHOOL}))


@pytest.fixture
def desk() -> Desk:
    with clock.at(MONDAY):
        return make_desk()


def read(
    person: Person, at: datetime = MONDAY + timedelta(days=2), place: str = "/answers/"
) -> Any:
    with clock.at(at):
        return sign_in(person).get(place)


def numbers(answer: Any) -> dict[str, tuple[int, int, int, int]]:
    rows = [bar["row"] for bar in answer.context["rows"]]
    return {row.kind: (row.heard, row.answered, row.let_be, row.waits) for row in rows}


def said(desk: Desk, text: str, key: str) -> Mention:
    with clock.at(MONDAY):
        return hear(desk.source, text, key=key)


def thank(desk: Desk, mention: Mention, hours: float) -> Case:
    viewer = Viewer.of(desk.head)
    with clock.at(MONDAY):
        case = open_case(viewer=viewer, mention=mention, facts=PRAISE, about=[])
    with clock.at(MONDAY + timedelta(hours=hours)):
        step = case.steps.get(action=Action.ACKNOWLEDGE)
        complete_step(viewer=viewer, step=step)
        close_case(viewer=viewer, case=case, outcome="answered")
    return case


def test_praise_questions_and_criticism_stand_side_by_side(desk):
    for number, hours in enumerate((1, 2, 5)):
        thank(desk, said(desk, f"{THANKS} {'!' * number}", f"thanks-{number}"), hours)
    said(desk, CIVIL, "civil")
    put_away = said(desk, ASKED, "asked")
    with clock.at(MONDAY + timedelta(hours=4)):
        file_mention(viewer=Viewer.of(desk.head), mention=put_away, reason="answered")
    answer = read(desk.head)
    assert numbers(answer) == {
        "praise": (3, 3, 0, 0),
        "question": (1, 1, 0, 0),
        "criticism": (1, 0, 0, 1),
    }
    text = answer.content.decode()
    assert "two school hours" in text
    assert "five school hours" in text
    assert "Too few to say" in text
    assert "far too slowly" in text  # who waits longest stands there, with a way in


def test_what_needed_no_answer_and_what_is_not_about_us_is_told_apart(desk):
    viewer = Viewer.of(desk.head)
    with clock.at(MONDAY):
        file_mention(viewer=viewer, mention=said(desk, ASKED, "a"), reason="nothing_owed")
        not_us(viewer=viewer, mention=said(desk, CIVIL, "b"), reason="namesake")
    assert numbers(read(desk.head)) == {
        "praise": (0, 0, 0, 0),
        "question": (1, 0, 1, 0),
        "criticism": (0, 0, 0, 0),
    }


def test_a_case_that_was_closed_without_an_answer_owes_none(desk):
    viewer = Viewer.of(desk.head)
    with clock.at(MONDAY):
        mention = said(desk, THANKS, "a")
        case = open_case(viewer=viewer, mention=mention, facts=PRAISE, about=[])
        assert numbers(read(desk.head))["praise"] == (1, 0, 0, 1)
        close_case(viewer=viewer, case=case, outcome="no_action")
    assert numbers(read(desk.head))["praise"] == (1, 0, 1, 0)


def test_what_was_joined_to_a_case_that_answered_waits_no_longer(desk):
    viewer = Viewer.of(desk.head)
    with clock.at(MONDAY):
        first, second = (
            open_case(viewer=viewer, mention=said(desk, text, key), facts=PRAISE, about=[])
            for text, key in ((THANKS, "a"), (f"{THANKS} And to the cooks.", "b"))
        )
        merge(viewer=viewer, case=first, into=second)
        assert numbers(read(desk.head))["praise"] == (2, 0, 0, 2)
        complete_step(viewer=viewer, step=second.steps.get(action=Action.ACKNOWLEDGE))
    assert numbers(read(desk.head))["praise"] == (2, 2, 0, 0)


def test_a_person_says_what_it_is_and_the_sorter_only_where_it_could_tell(desk):
    """A guess is not counted as praise; what the case says is, whatever the sorter thought."""
    unsure, thought_praise = said(desk, UNCLEAR, "a"), said(desk, THANKS, "b")
    Mention.objects.filter(pk=unsure.pk).update(abstained=True, tone="praise", hurts=False)
    facts = Facts(Author.PARENT, frozenset({Conduct.CONCERN}), frozenset({Towards.SCHOOL}))
    hurtful = Facts(Author.PARENT, frozenset({Conduct.INSULTING}), frozenset({Towards.SCHOOL}))
    with clock.at(MONDAY):
        open_case(viewer=Viewer.of(desk.head), mention=thought_praise, facts=facts, about=[])
        other = said(desk, f"{THANKS} Not.", "c")
        open_case(viewer=Viewer.of(desk.head), mention=other, facts=hurtful, about=[])
    answer = read(desk.head)
    assert numbers(answer) == {
        "praise": (0, 0, 0, 0),
        "question": (0, 0, 0, 0),
        "criticism": (1, 0, 0, 1),
    }
    assert "Of one post nobody has said yet" in answer.content.decode()
    with clock.at(MONDAY):
        file_mention(viewer=Viewer.of(desk.head), mention=unsure, reason="nothing_owed")
    assert "nobody has said yet" not in read(desk.head).content.decode()


def test_what_nobody_could_read_is_told_of_where_nothing_else_was_heard(desk):
    unsure = said(desk, UNCLEAR, "a")
    Mention.objects.filter(pk=unsure.pk).update(abstained=True, tone="praise", hurts=False)
    text = read(desk.head).content.decode()
    assert "Nothing was heard in this time" not in text
    assert "Of one post nobody has said yet" in text


def test_an_answer_to_our_letter_is_not_heard_anew(desk):
    case = opened(desk)
    letter = Letter.objects.create(
        case=case, action=Action.REPLY, state=Letter.SENT, drafted_at=MONDAY
    )
    answer = said(desk, ASKED, "answer")
    assert numbers(read(desk.head))["question"][0] == 1
    LetterAnswer.objects.create(letter=letter, mention=answer, at=MONDAY)
    assert numbers(read(desk.head))["question"][0] == 0


def test_a_year_counts_what_a_term_does_not(desk):
    said(desk, THANKS, "a")
    later = MONDAY + timedelta(days=80)  # in the summer term
    desk.school.terms.create(name="Spring term", starts="2027-01-04", ends="2027-03-25")
    desk.school.terms.create(name="Summer term", starts="2027-04-12", ends="2027-07-21")
    assert "Nothing was heard in this time" in read(desk.head, later).content.decode()
    assert numbers(read(desk.head, later, "/answers/?stretch=year"))["praise"][0] == 1
    assert numbers(read(desk.head, MONDAY, "/answers/?stretch=nonsense"))["praise"][0] == 1
    last = read(desk.head, later, "/answers/?stretch=last")
    assert numbers(last)["praise"][0] == 1
    assert "from 4 January 2027 to 11 April 2027" in last.content.decode()


def test_last_term_ends_where_this_one_begins_and_is_offered_once_there_was_one(desk):
    desk.school.terms.create(name="Spring term", starts="2027-01-04", ends="2027-03-25")
    desk.school.terms.create(name="Summer term", starts="2027-04-12", ends="2027-07-21")
    said(desk, THANKS, "a")  # in the spring term
    summer = datetime(2027, 4, 12, 8, tzinfo=LONDON)
    with clock.at(summer):
        hear(desk.source, ASKED, key="b")
    page = read(desk.head, summer, "/answers/?stretch=last")
    assert {kind: row[0] for kind, row in numbers(page).items()} == {
        "praise": 1,
        "question": 0,
        "criticism": 0,
    }
    with clock.at(datetime(2026, 9, 7, 9, tzinfo=LONDON)):
        assert "Last term" not in sign_in(desk.head).get("/answers/").content.decode()


def test_somebody_whom_it_is_about_learns_nothing_from_a_number(desk):
    assert read(desk.dsl).context["heard"] == 0
    mention = said(desk, CIVIL, "civil")
    facts = Facts(Author.PARENT, frozenset({Conduct.CRITICISM}), frozenset({Towards.STAFF}))
    with clock.at(MONDAY):
        case = open_case(
            viewer=Viewer.of(desk.head), mention=mention, facts=facts, about=[desk.dsl]
        )
        other = open_case(
            viewer=Viewer.of(desk.head), mention=desk.rant, facts=facts, about=[desk.dsl]
        )
        for one in (case, other):
            close_case(viewer=Viewer.of(desk.head), case=one, outcome="settled")
    assert numbers(read(desk.head))["criticism"][0] == 2
    assert b"far too slowly" not in read(desk.dsl).content
    assert read(desk.dsl).context["heard"] == 0
    theirs = read(desk.dsl, place="/answers/alike/").content.decode()
    assert case.id not in theirs
    assert "no two cases alike yet" in theirs
    assert case.id in read(desk.head, place="/answers/alike/").content.decode()


def test_like_cases_show_what_differed_as_a_question(desk):
    viewer = Viewer.of(desk.head)
    first = opened(desk)
    second = thank(desk, said(desk, THANKS, "a"), 1)
    third_mention = said(desk, f"{THANKS} Again.", "b")
    with clock.at(MONDAY):
        third = open_case(viewer=viewer, mention=third_mention, facts=PRAISE, about=[])
        close_case(viewer=viewer, case=third, outcome="no_action")
    answer = read(desk.head, place="/answers/alike/")
    text = answer.content.decode()
    assert "Two cases alike" in text
    assert "Say thank you: done in one, not in one" in text
    assert "They ended differently" in text
    assert "A good reason may well be there" in text
    assert first.id not in text  # open, and alike to none
    assert f"/cases/{second.id}/" in text
    assert f"/cases/{third.id}/" in text
    links = re.findall(r'<a href="/cases/([^/]+)/">([^<]+)</a>', text)
    assert len({label for _, label in links}) == len({id for id, _ in links}) == 2
    assert "Again." in text  # what tells the one from the other


@pytest.mark.parametrize("place", ["/answers/", "/answers/alike/"])
def test_only_those_who_lead_compare(desk, place):
    for person in (desk.office, desk.chair, desk.teacher):
        assert read(person, place=place).status_code == 404
