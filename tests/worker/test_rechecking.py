"""Later looks at a real page whose author changes it, is believed, and puts the first words back."""

from typing import Any

import pytest

from goodname.core.act.recheck import State
from goodname.core.decide import facts as fact_sheet
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case, Check
from goodname.web.cases.removal.edits import judge_edit
from goodname.worker.rechecking import recheck_case
from tests.adapters.peers import Peer, answer, peer
from tests.web.cases.desk import Desk, make_desk, opened

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = "Mr Okafor was smirking at the gate again while our children stood in the rain, the fool."
CALMER = "Mr Okafor was at the gate again while our children stood in the rain, sorry for shouting."
WORSE = "Mr Okafor was at the gate again while our children stood in the rain, useless as he is."


@pytest.fixture
def said() -> dict[str, str]:
    return {"words": FIRST}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk, said: dict[str, str], settings: Any) -> Any:
    def behave(_: Peer, path: str, out: Any) -> None:
        body = f"<!doctype html><title>A post</title><article><p>{said['words']}</p></article>"
        out.write(answer(body.encode(), "Content-Type: text/html"))

    with peer(behave) as there:
        settings.ALLOW_HOSTS = there.place
        case = opened(desk, desk.teacher)
        Case.objects.filter(pk=case.pk).update(words=FIRST, address=f"http://{there.place}/post")
        yield case


def look(case: Case) -> Check:
    recheck_case(case.id)
    found = case.checks.order_by("-id").first()
    assert found is not None
    return found


def removal(case: Case) -> str:
    case.refresh_from_db()
    return fact_sheet.read(case.facts).removal.value


def test_a_change_that_was_enough_stays_enough_until_the_words_change_again(desk, case, said):
    assert look(case).state == State.LIVE
    said["words"] = CALMER
    changed = look(case)
    assert (changed.state, changed.words) == (State.EDITED, CALMER)
    judge_edit(viewer=Viewer.of(desk.head), case=case, check_id=str(changed.pk), enough=True)
    assert removal(case) == "removed"
    again = look(case)
    assert again.state == State.LIVE
    assert "as it was changed" in again.sentence
    assert removal(case) == "removed"
    said["words"] = WORSE
    worse = look(case)
    assert worse.state == State.EDITED
    assert "useless" in worse.words
    assert removal(case) == "removed"  # until a person says otherwise
    said["words"] = FIRST
    assert "Still there" in look(case).sentence
    assert removal(case) == "not_asked"


def test_a_change_that_was_not_enough_is_not_asked_about_at_every_look(desk, case, said):
    said["words"] = CALMER
    changed = look(case)
    judge_edit(viewer=Viewer.of(desk.head), case=case, check_id=str(changed.pk), enough=False)
    assert look(case).state == State.LIVE
    assert removal(case) == "not_asked"
