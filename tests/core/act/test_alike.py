"""Like cases side by side: what differed, and whether anything explains it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.alike import CHANGED, OPEN, Treated, groups
from goodname.core.words import Action, Author, Conduct, Facts, Force, Removal, Towards

ASK, THANK, TALK = Action.REQUEST_DELETION, Action.ACKNOWLEDGE, Action.INVITE_PRIVATE_CONTACT
RANT = Facts(Author.PARENT, frozenset({Conduct.ABUSIVE}), frozenset({Towards.STAFF}))


def case(name: str, done: set[Action], facts: Facts = RANT, **more) -> Treated:
    asked = more.pop("asked", ((ASK, Force.MUST), (TALK, Force.SHOULD)))
    return Treated(name, facts, asked, frozenset(done), more.pop("outcome", "settled"))


def test_a_difference_that_nothing_explains_is_a_question():
    (group,) = groups([case("a", {ASK, TALK}), case("b", {TALK}), case("c", {ASK, TALK})])
    assert group.cases == ("a", "b", "c")
    (one,) = group.differences
    assert (one.action, one.did, one.did_not, one.explained) == (ASK, ("a", "c"), ("b",), "")
    assert group.unexplained == 1


def test_a_policy_that_asked_otherwise_or_a_step_that_is_left_open_explains_it():
    (changed,) = groups([case("a", {ASK}), case("b", set(), asked=((ASK, Force.MAY),))])
    assert [one.explained for one in changed.differences] == [CHANGED]
    (new,) = groups([case("a", {ASK}), case("b", set(), asked=((TALK, Force.SHOULD),))])
    assert [one.explained for one in new.differences] == [CHANGED]
    may = ((ASK, Force.MAY),)
    (left_open,) = groups([case("a", {ASK}, asked=may), case("b", set(), asked=may)])
    assert [one.explained for one in left_open.differences] == [OPEN]
    assert (changed.unexplained, new.unexplained, left_open.unexplained) == (0, 0, 0)


def test_a_step_that_was_asked_the_same_way_of_both_is_explained_by_nothing():
    some = [case("a", {ASK}), case("b", set()), case("c", set(), asked=((TALK, Force.SHOULD),))]
    (group,) = groups(some)
    assert [one.explained for one in group.differences] == [""]


def test_what_the_policy_decides_by_sets_cases_apart():
    for other in (replace(RANT, unresolved=True), replace(RANT, author_age=10)):
        assert groups([case("a", {ASK}), case("b", set(), other)]) == ()


def test_cases_that_ended_differently_are_shown_with_their_ends():
    (group,) = groups([case("a", {ASK}), case("b", {ASK}, outcome="no_action")])
    assert group.ends == (("no_action", ("b",)), ("settled", ("a",)))
    assert group.unexplained == 1


def test_who_wrote_it_sets_cases_apart_and_what_became_of_asking_does_not():
    by_staff = replace(RANT, author=Author.STAFF)
    assert groups([case("a", {ASK}), case("b", set(), by_staff)]) == ()
    gone = replace(RANT, removal=Removal.REMOVED)
    assert [group.cases for group in groups([case("a", {ASK}), case("b", {ASK}, gone)])] == [
        ("a", "b")
    ]


CASES = st.lists(
    st.builds(
        case,
        st.uuids().map(str),
        st.sets(st.sampled_from([ASK, TALK])),
        st.sampled_from([RANT, replace(RANT, author=Author.STAFF)]),
        asked=st.sampled_from([((ASK, Force.MUST), (TALK, Force.SHOULD)), ((TALK, Force.MAY),)]),
        outcome=st.sampled_from(["settled", "no_action"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(CASES, st.randoms())
def test_the_order_of_cases_changes_nothing_and_every_difference_is_really_there(cases, random):
    found = groups(cases)
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert groups(shuffled) == found
    by_id = {one.id: one for one in cases}
    for group in found:
        assert len(group.cases) >= 2
        for one in group.differences:
            assert all(one.action in by_id[id].done for id in one.did)
            assert not any(one.action in by_id[id].done for id in one.did_not)
            assert sorted(one.did + one.did_not) == sorted(group.cases)
            assert one.did
            assert one.did_not


@given(st.lists(st.uuids().map(str), min_size=2, max_size=6, unique=True))
def test_cases_treated_the_same_show_no_difference(names):
    (group,) = groups([case(name, {ASK}) for name in names])
    assert (group.differences, group.unexplained) == ((), 0)
