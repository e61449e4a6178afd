"""A policy as text: read with the law beneath it, or refused with a line that can be acted on."""

import pytest

from goodname.core.words import Refused, Unreadable
from goodname.data import policies

OWN = policies.text("highfield")


def test_a_text_decides_as_the_shipped_pack_does() -> None:
    assert policies.read_text(OWN).version == policies.load("highfield").version


def test_the_law_always_stands_beneath() -> None:
    assert [pack.id for pack in policies.read_text(OWN).packs] == ["highfield", "england"]
    assert [pack.id for pack in policies.read_text(policies.text("england")).packs] == ["england"]


def test_a_policy_cannot_leave_the_law_away() -> None:
    with pytest.raises(Unreadable, match="the law beneath every policy"):
        policies.read_text(OWN.replace('adds_to = ["england"]', ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace('force = "should"', "force = should", 1), r"^line \d\d\d: "),
        ("a = 1\n\nb = \n", "^line 3: "),
        ("a = 1\na = 2", "^line 2: "),
        ("", "^pack: "),
        ("pack = 3", "^pack: "),
        (OWN + "#" * policies.LARGEST, "longer than 200,000 characters"),
        ("a.a" * 1000, "^line 1: is longer than 2,000 characters"),
        ("a = " + "[\n" * 50_000, "too deep"),
        (OWN.replace('"must"', '"perhaps"', 1), "footprint.manage row 1.force: does not know"),
        (OWN.replace('["england"]', '["england", "wales"]'), "adds to wales"),
        ("\0", "^line 1: "),
    ],
)
def test_a_text_that_cannot_be_read_says_where(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        policies.read_text(text)
    assert refused.match(said)
    assert all("\n" not in fault for fault in refused.value.faults)


def test_only_a_pack_of_ours_has_a_text() -> None:
    for name in ("retention", "../facts/platforms", "nowhere"):
        with pytest.raises(Refused, match="There is no policy called"):
            policies.text(name)
