"""Reads one source's posts: whether a post means the school, and what it is about."""

from dataclasses import replace
from functools import cached_property

from goodname.core.decide.policy import Policy
from goodname.core.listen.kinds import ALWAYS_ABOUT_US, Kind
from goodname.core.listen.letters.mail import FOR_US, MailKind
from goodname.core.sort.names import MEANT_FROM, SchoolNames, match
from goodname.core.story import Heard
from goodname.core.words import Post as Said

from .danger.actions import danger_in
from .models import Source
from .reading import read, school_names, school_policy

NAMESAKE = "namesake"  # what a match says where it may mean another school of the same name


class Reader:
    """Reads what one source told at one time; the names and the policy are looked up once."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def names(self) -> SchoolNames:
        return school_names(self.source.school)

    @cached_property
    def policy(self) -> Policy:
        return school_policy(self.source.school)

    def means_us(self, said: Said) -> bool:
        """Whether it is kept. Nearly nothing is, so the school's names alone say so at first."""
        if _is_for_us(said, self.source):
            return True
        found = match(self.names, said.text, said.title, said.address, self.source.is_local)
        if found.confidence >= MEANT_FROM:
            return True
        return NAMESAKE in found.because and _in_danger(self._read(said, brought=True))

    def read(self, said: Said) -> Heard:
        """Danger beside a namesake's words may still be ours: then it is read as ours."""
        brought = _is_for_us(said, self.source)
        heard = self._read(said, brought=brought)
        if brought or heard.match.confidence >= MEANT_FROM or NAMESAKE not in heard.match.because:
            return heard
        as_ours = self._read(said, brought=True)
        return replace(as_ours, match=heard.match) if _in_danger(as_ours) else heard

    def _read(self, said: Said, *, brought: bool) -> Heard:
        local, policy = self.source.is_local, self.policy
        return read(said, self.source.school, is_local=local, brought=brought, policy=policy)


def _in_danger(heard: Heard) -> bool:
    return bool(danger_in(heard.facts, child_image=heard.child_image))


def _is_for_us(said: Said, source: Source) -> bool:
    """Whether somebody brought it to us: then it is about us, whether or not it names us."""
    return source.kind in ALWAYS_ABOUT_US and not _passed_on(said, source)


def _passed_on(said: Said, source: Source) -> bool:
    """Whether a letter is no letter to us: an alert or a list, which may mean another school."""
    if source.kind != Kind.MAILBOX:
        return False
    kind = dict(said.marks).get("kind", "")
    return kind not in FOR_US and kind != MailKind.OWN
