"""The themes of the lesson log: every kind of conduct leads to one, and the gravest decides."""

from goodname.core.act.themes import BY_ID, THEMES, suggested
from goodname.core.words import Conduct


def test_ids_and_names_are_told_apart_and_fit_their_column():
    assert len(BY_ID) == len(THEMES) == len({theme.name for theme in THEMES})
    assert all(len(theme.id) <= 30 for theme in THEMES)


def test_no_conduct_suggests_two_themes():
    seen = [conduct for theme in THEMES for conduct in theme.suggested_by]
    assert len(seen) == len(set(seen))


def test_the_gravest_conduct_of_a_case_decides():
    assert suggested([Conduct.RUDE]) == "kind_words"
    assert suggested([Conduct.RUDE, Conduct.BULLYING]) == "friendship"
    assert suggested([Conduct.CONCERN, Conduct.EXTREMISM]) == "extremism"
    assert suggested([Conduct.ABUSIVE, Conduct.INTIMATE_IMAGE_OF_CHILD]) == "pictures"


def test_praise_alone_teaches_nothing_in_particular():
    assert suggested([Conduct.PRAISE]) == "other"
    assert suggested([]) == "other"
