"""Every way to report, on every platform: for whom, with what, and never with a name or a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.guard import ProtectedName, Why, find
from goodname.core.act.packing import CaseWords, prepared
from goodname.core.act.packs import ACTIONS, Item, Known, Who, routes_for
from goodname.core.words import Action, Author, Conduct, Danger, Facts, Towards
from goodname.data.registers import known
from goodname.data.routes import routes

PLATFORMS = sorted(
    name.split(".")[1] for name in known() if name.startswith("platform.") and name.endswith("name")
)
NAMES = (ProtectedName("Orsolya Quennell", Why.PUPIL), ProtectedName("Tibor Vashti", Why.PUPIL))
HARMS = [
    Conduct.BULLYING,
    Conduct.IMPERSONATION,
    Conduct.UNDERAGE_ACCOUNT,
    Conduct.IMAGE_WITHOUT_PERMISSION,
    Conduct.INTIMATE_IMAGE_OF_CHILD,
]


def facts(*conduct: Conduct, towards: Towards = Towards.PUPIL, **more: object) -> Facts:
    return Facts(Author.PUPIL, frozenset(conduct), frozenset({towards}), **more)  # type: ignore[arg-type]


def words(known_facts: Facts, **more: object) -> CaseWords:
    return CaseWords(
        "Tansy Lane Primary School",
        "office@tansylane.example",
        known_facts,
        protected=NAMES,
        **more,
    )  # type: ignore[arg-type]


def ids(action: Action, what: Facts) -> list[tuple[str, Who]]:
    return [(one.route.id, one.who) for one in routes_for(action, what, routes())]


@pytest.mark.parametrize("platform", [*PLATFORMS, None, "somewhere_new"])
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_each_action_has_a_way_on_each_platform(action, platform):
    for harm in HARMS:
        what = facts(harm, platform=platform)
        found = routes_for(action, what, routes())
        assert found
        assert all(one.route.action is action and one.why for one in found)
        assert {one.route.platform for one in found} <= {"", platform}
        for one in found:
            pack = prepared(one, words(what, address="https://town.example/1"))
            assert pack.text.strip()
            assert pack.steps
            assert not pack.attach & pack.never
            assert harm is not Conduct.INTIMATE_IMAGE_OF_CHILD or pack.attach == frozenset()


@pytest.mark.parametrize("platform", ["facebook", "instagram", "threads"])
def test_a_picture_of_a_child_on_meta_is_for_the_child_or_the_parent_and_never_the_school(platform):
    what = facts(Conduct.IMAGE_WITHOUT_PERMISSION, platform=platform)
    own = [who for way, who in ids(Action.REPORT_TO_PLATFORM, what) if way == f"{platform}.privacy"]
    assert own == [Who.PARENT, Who.CHILD]
    assert ids(Action.REPORT_TO_PLATFORM, what)[0][0] == f"{platform}.privacy"


def test_in_a_closed_chat_the_school_may_not_report():
    what = facts(Conduct.BULLYING, platform="whatsapp")
    found = ids(Action.REPORT_TO_PLATFORM, what)
    assert ("whatsapp.content", Who.CHILD) in found
    assert ("whatsapp.content", Who.SCHOOL) not in found


def test_an_unknown_platform_leads_to_a_search_by_hand_and_never_to_an_address():
    what = facts(Conduct.BULLYING, platform="somewhere_new")
    found = [
        one for one in routes_for(Action.REPORT_TO_PLATFORM, what, routes()) if one.route.by_hand
    ]
    assert found
    assert all("http" not in one.route.where for one in found)
    assert any("do not guess" in line for line in prepared(found[0], words(what)).warnings)


def test_danger_comes_first_and_says_999():
    what = facts(Conduct.THREAT, danger=Danger.IMMEDIATE)
    found = routes_for(Action.CONTACT_POLICE, what, routes())
    assert [one.route.id for one in found] == ["police.999", "police.101"]
    calm = routes_for(Action.CONTACT_POLICE, facts(Conduct.THREAT), routes())
    assert calm[0].route.id == "police.101"
    assert "ring 999 first" in prepared(calm[0], words(what)).warnings[0]


def test_report_remove_is_for_the_child_and_touches_no_picture():
    what = facts(Conduct.INTIMATE_IMAGE_OF_CHILD, platform="snapchat")
    found = routes_for(Action.HAND_TO_REPORT_REMOVE, what, routes())
    assert [one.who for one in found] == [Who.CHILD, Who.PARENT]
    for one in found:
        pack = prepared(one, words(what, address="https://town.example/picture"))
        assert "town.example" not in pack.text
        assert not pack.attach
        assert pack.never == frozenset(Item)
    assert "It is not your fault." in prepared(found[0], words(what)).text


def test_the_words_of_a_lado_and_a_prevent_pack_judge_nothing():
    for action, line in (
        (Action.CONSULT_LADO, "one working day"),
        (Action.REFER_PREVENT, "safeguarding lead"),
    ):
        pack = prepared(routes_for(action, facts(Conduct.SEXUAL), routes())[0], words(facts()))
        assert "What is wrong" not in pack.text
        assert any(line in warning for warning in pack.warnings)
        assert pack.names


def test_what_nobody_has_said_yet_does_not_go_with_it():
    what = facts(Conduct.ABUSIVE, platform="instagram")
    one = routes_for(Action.REPORT_TO_PLATFORM, what, routes())[0]
    assert one.route.attach >= {Item.ADDRESS, Item.TIME}
    bare = prepared(one, words(what, address="", posted=""))
    assert not bare.attach & {Item.ADDRESS, Item.TIME}
    day = next(ask.id for ask in one.route.asks if ask.known is Known.TIME)
    said = prepared(one, words(what, address="", posted=""), {day: "Monday 7 June"})
    assert Item.TIME in said.attach
    assert Item.ADDRESS not in said.attach
    whole = prepared(one, words(what, address="https://town.example/1", posted="7 June 2027"))
    assert whole.attach >= {Item.ADDRESS, Item.TIME}


def test_an_address_with_a_pupils_name_in_it_is_left_out():
    what = facts(Conduct.BULLYING, platform="tiktok")
    one = routes_for(Action.REPORT_TO_PLATFORM, what, routes())[0]
    pack = prepared(one, words(what, address="https://www.tiktok.com/@orsolyaquennell/1"))
    assert "orsolya" not in pack.text.lower()
    assert any("has a name in it" in line for line in pack.warnings)


@given(
    st.sampled_from(sorted(ACTIONS)),
    st.sets(st.sampled_from(list(Conduct)), min_size=1),
    st.sampled_from(list(Towards)),
    st.sampled_from([*PLATFORMS, None]),
    st.sampled_from(
        ["", "https://a.example/1", "https://a.example/tibor-vashti", "https://x.example/Quennell"]
    ),
    st.booleans(),
)
def test_no_pack_ever_has_a_pupils_name_or_what_must_not_go(
    action, conduct, towards, platform, address, image
):
    what = facts(*conduct, towards=towards, platform=platform)
    for one in routes_for(action, what, routes()):
        pack = prepared(one, words(what, address=address, child_image=image))
        owed = pack.names or one.route.id == "iwf"  # the police need the address as it is
        assert owed or find(pack.text, NAMES) == ()
        assert Item.IMAGE not in pack.attach
        assert not pack.attach & one.route.never
        if image or Conduct.INTIMATE_IMAGE_OF_CHILD in conduct:
            assert pack.attach == frozenset()
            assert pack.never == frozenset(Item)


EVERYTHING = {
    "address": "https://a.example/1",
    "posted": "20 November 2026",
    "platform": "Facebook",
    "words": "Orsolya Quennell smells",
    "people": ("Tibor Vashti: wrote it (a pupil)", "Orsolya Quennell: was hurt by it (a pupil)"),
    "copies": ("Saved on 20 November 2026",),
    "answer": "Reported on 20 November 2026, number 77.",
}
OWED_NAMES = {"police.999", "police.101", "ceop", "lado", "prevent"}
# Words of our own house that tell a stranger nothing, or too much.
HOUSE = ("policy", "case", "dsl", "clause", "mention", "goodname", "safeguarding lead", "referral")


def every_pack(what: Facts, **more: object):
    for action in sorted(ACTIONS):
        for one in routes_for(action, what, routes()):
            yield one, prepared(one, words(what, **(EVERYTHING | more)))


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("harm", [*HARMS, Conduct.SEXUAL])
def test_each_reader_is_told_what_they_are_owed_and_no_more(platform, harm):
    for one, pack in every_pack(facts(harm, platform=platform)):
        told = "\n".join([pack.text, *(field.text for field in pack.fields)])
        owed = one.route.id in OWED_NAMES and one.who is Who.SCHOOL
        named = find(told, NAMES)
        assert (not named) or owed, (one.route.id, one.who, named)
        assert ("smells" not in told) or owed, (one.route.id, one.who)
        assert ("Saved on" not in told) or one.route.id == "police.101"
        if one.route.action is Action.REPORT_TO_PLATFORM:
            said = set(pack.text.lower().replace(",", " ").replace(".", " ").split())
            assert not said & set(HOUSE), (one.route.id, one.who)


def test_the_police_get_all_but_a_picture():
    what = facts(Conduct.THREAT, platform="facebook")
    pack = {one.route.id: pack for one, pack in every_pack(what)}["police.101"]
    for line in ("Orsolya Quennell smells", "Tibor Vashti: wrote it", "Saved on", "a.example/1"):
        assert line in pack.text
    assert Item.IMAGE in pack.never


@pytest.mark.parametrize("said", ["facts", "a suspicion"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_may_be_a_sexual_picture_of_a_child_is_offered_to_no_platform(platform, said):
    image = said == "a suspicion"
    what = facts(Conduct.BULLYING if image else Conduct.INTIMATE_IMAGE_OF_CHILD, platform=platform)
    found = routes_for(Action.REPORT_TO_PLATFORM, what, routes(), child_image=image)
    assert {one.route.id for one in found} == {"iwf"}
    for action in sorted(ACTIONS):
        for one in routes_for(action, what, routes(), child_image=image):
            pack = prepared(one, words(what, **(EVERYTHING | {"child_image": image})))
            told = "\n".join([pack.text, *(field.text for field in pack.fields)])
            assert pack.attach == frozenset()
            assert "smells" not in told
            assert "Saved on" not in told
            takes_it = one.route.id in ("iwf", "police.101", "police.999")
            assert ("a.example" in told) is (takes_it), one.route.id
            assert any("Do not open, copy, save" in line for line in pack.warnings)


def test_every_thing_that_is_asked_is_there_to_paste_or_put_as_a_question():
    for one, pack in every_pack(facts(Conduct.THREAT, platform="tiktok"), address="", posted=""):
        assert [field.ask.id for field in pack.fields] == [ask.id for ask in one.route.asks]
        for field in pack.fields:
            assert field.ask.label
            assert field.ask.question.strip()[-1] in "?."
            assert "?" in field.ask.question


def test_what_a_person_answered_stands_in_the_words():
    what = facts(Conduct.THREAT)
    one = routes_for(Action.CONTACT_POLICE, what, routes())[0]
    pack = prepared(one, words(what), {"happened": "A boy was threatened at the gate."})
    assert "What happened: A boy was threatened at the gate." in pack.text
    asked = {field.ask.id: field.text for field in pack.fields}
    assert asked["happened"] == "A boy was threatened at the gate."


def test_ceop_is_for_contact_with_a_child_stands_behind_the_police_and_takes_no_bullying():
    contact = facts(Conduct.SEXUAL, Conduct.DIRECT_MESSAGE)
    found = [way for way, _ in ids(Action.CONTACT_POLICE, contact)]
    assert found[0] == "police.101"
    assert found[-1] == "ceop"
    assert "ceop" not in [way for way, _ in ids(Action.CONTACT_POLICE, facts(Conduct.BULLYING))]
    grown_up = facts(Conduct.SEXUAL, towards=Towards.STAFF)
    assert "ceop" not in [way for way, _ in ids(Action.CONTACT_POLICE, grown_up)]


def test_act_early_is_for_the_family_and_the_school_refers_to_prevent():
    found = routes_for(Action.REFER_PREVENT, facts(Conduct.EXTREMISM), routes())
    assert [(one.route.id, one.who) for one in found] == [
        ("prevent", Who.SCHOOL),
        ("act_early", Who.PARENT),
    ]
    letter = prepared(found[1], words(facts(Conduct.EXTREMISM))).text
    assert "0800 011 3764" in letter
    assert "Something online may be about your child" not in letter
