"""Asks in the terminal, one question at a time, until each answer can be used."""

import getpass
from collections.abc import Callable, Iterable
from typing import TypeVar

from goodname.core.words import Unreadable
from goodname.worker.given import Given
from goodname.worker.questions import LEFT_OUT, Question
from goodname.worker.term_dates import day, term

T = TypeVar("T")
TERM = "A term, such as Autumn term, 01/09/2026, 18/12/2026"
CLOSURE = "A day in a term on which the school is closed, such as 26/10/2026"


def ask_all(questions: Iterable[Question], given: Given) -> None:
    """Fill in the answers. What stands there already is offered again."""
    for question in questions:
        given.answers[question.name] = (
            _secret(question) if question.secret else _ask(question, given)
        )


def ask_dates(given: Given) -> None:
    """The terms and closures, as many as the school wants to give now."""
    given.terms.clear()
    given.closures.clear()
    print("Deadlines count in school days. A half-term is a closure, or lies between two terms.")
    while one := _until(
        lambda said: term(said, given.terms) if said else None, lambda: _more(TERM)
    ):
        given.terms.append(one)
    while closed := _until(lambda said: day(said) if said else None, lambda: _more(CLOSURE)):
        given.closures.append(closed)


def agreed(words: str, usual: bool) -> bool:
    def read(said: str) -> bool:
        if said.lower() not in ("", "y", "yes", "n", "no"):
            raise Unreadable("is neither yes nor no, y and n are allowed")
        return said[0] in "yY" if said else usual

    return _until(read, lambda: input(f"{words} [{'Y/n' if usual else 'y/N'}] ").strip())


def _ask(question: Question, given: Given) -> str:
    usual = given.answers.get(question.name) or question.usual(given.answers)
    hint = f" [{usual}]" if usual else ""
    if not question.needed:
        hint += f" ({LEFT_OUT if usual else 'Enter'} leaves it out)"
    words = f"{question.asks}{hint}: "
    return _until(lambda said: question.read(said or usual), lambda: input(words).strip())


def _secret(question: Question) -> str:
    def read(said: str) -> str:
        checked = question.read(said)
        if getpass.getpass("The same again: ") != checked:
            raise Unreadable("differs from the second one, the same password twice is allowed")
        return checked

    return _until(read, lambda: getpass.getpass(f"{question.asks}: "))


def _more(words: str) -> str:
    return input(f"{words} (Enter: no more): ").strip()


def _until(read: Callable[[str], T], hear: Callable[[], str]) -> T:
    """Hear an answer and read it, again and again until it can be used."""
    while True:
        try:
            return read(hear())
        except Unreadable as error:
            print(*(f"  That {fault}." for fault in error.faults), sep="\n")
        except UnicodeDecodeError:
            print("  That is not UTF-8, only UTF-8 is allowed.")
