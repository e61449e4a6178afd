"""What was answered when a school is set up, and how it is read from a file of `name=value` lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goodname.core.words import Unreadable
from goodname.worker.questions import Question
from goodname.worker.term_dates import Term, day, term


@dataclass
class Given:
    """The answers by the names of their questions, tidied, and the dates of the school's year."""

    answers: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    closures: list[date] = field(default_factory=list)

    def summary(self) -> list[str]:
        """What a person looks over before it is written; never the password."""
        shown = {name: said for name, said in self.answers.items() if name != "password"}
        lines = [
            f"{name.removeprefix('your_').replace('_', ' ')}: {said}"
            for name, said in shown.items()
        ]
        lines += [
            f"term: {one.name}, {one.starts:%d/%m/%Y} to {one.ends:%d/%m/%Y}" for one in self.terms
        ]
        return lines + [f"closed: {one:%d/%m/%Y}" for one in self.closures]


def read_lines(data: bytes, questions: Iterable[Question], school: str = "") -> Given:
    """All the answers in a file. `school` is the name of the one that is set up already, if any.

    Raises Unreadable with a line for each fault: `line 4: postcode: what is wrong, what is allowed`
    or `town: is missing, …`. The password is taken as it stands, everything else is tidied.
    """
    known = {question.name: question for question in questions}
    given, faults, met = Given(), [], set()
    for number, name, value in _lines(data):
        try:
            if name in known and name in met:
                raise Unreadable("is given twice, once is allowed")
            met.add(name)
            if name in known:
                given.answers[name] = known[name].read(value)
            else:
                _read_more(given, name, value, [*known], school)
        except Unreadable as error:
            faults += [f"line {number}: {name or 'text'}: {fault}" for fault in error.faults]
    for question in known.values():
        if question.needed and question.name not in met:
            faults.append(f"{question.name}: is missing, a line {question.name}=… is needed")
    if faults:
        raise Unreadable(*faults)
    return given


def _read_more(given: Given, name: str, value: str, known: list[str], school: str) -> None:
    if not name:
        raise Unreadable("is not an answer, lines name=value are allowed")
    if name == "term" and not school:
        given.terms.append(term(value, given.terms))
    elif name == "closure" and not school:
        given.closures.append(day(value))
    else:
        told = f" ({school} is set up already)" if school else ""
        allowed = ", ".join([*known, *([] if school else ["term", "closure"])])
        raise Unreadable(f"is not asked for{told}, allowed are {allowed}")


def _lines(data: bytes) -> Iterator[tuple[int, str, str]]:
    """Number, name and value of each line that is not empty. A line without a name has an empty
    one and no value: it may be a password that went astray, so it is never shown."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        wrong = f"line {number}: text: is not UTF-8, only UTF-8 is allowed"
        raise Unreadable(wrong) from error
    for number, line in enumerate(lines, 1):
        name, sign, value = line.removesuffix("\r").partition("=")
        name = name.strip()
        if sign and name.isascii() and name.replace("_", "").isalpha():
            yield number, name, value
        elif line.strip():
            yield number, "", ""
