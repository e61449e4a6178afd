"""`goodname set-up`: a school and its people, from a file or at a terminal, or nothing at all."""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from goodname.core.words import Unreadable
from goodname.worker import answers
from goodname.worker.questions import SCHOOL as SCHOOL_ASKED
from goodname.worker.term_dates import Term, day, term
from tests.worker.desks import ROOT, Desk, free_port

PASSWORD = "seven quiet herons"
SCHOOL = {
    "school": "Tansy Lane Primary School",
    "town": "Wexcombe",
    "street": "Tansy Lane",
    "postcode": "wx47tl",
    "domain": "https://www.tansylane.example/",
    "office_email": "Office@tansylane.example",
}
HEAD = {
    "your_name": "Priya Hollis",
    "your_email": "Head@tansylane.example",
    "password": PASSWORD,
    "role": "headteacher, DSL",
}
TERMS = "term=Autumn term,2026-09-01,2026-12-18\nclosure=2026-10-26\nclosure=2026-10-27\n"
DSL = {**HEAD, "your_name": "Tomasz Carrick", "your_email": "dsl@tansylane.example"}
DSL["role"] = "dsl"
PEOPLE = "SELECT p.name, job, roles, email FROM accounts_person p JOIN accounts_account a"
PEOPLE += " ON a.id = account_id ORDER BY p.name"
COUNTS = "SELECT (SELECT count(*) FROM accounts_school), (SELECT count(*) FROM accounts_person),"
COUNTS += " (SELECT count(*) FROM accounts_account), (SELECT count(*) FROM accounts_term)"


def lines(*groups: dict[str, str], more: str = "") -> str:
    return "".join(f"{name}={said}\n" for group in groups for name, said in group.items()) + more


def surroundings(desk: Desk) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GOODNAME_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "GOODNAME_HOME": str(desk.home)}


def goodname(desk: Desk, *arguments: str, given: str | bytes = "") -> tuple[int, str, list[str]]:
    """Exit status, standard output, and the lines of standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "goodname.cli", *arguments],
        cwd=ROOT,
        env=surroundings(desk),
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode().splitlines()


def _at_a_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever started the tests may not listen to it


class Terminal:
    """`goodname set-up` at a terminal of its own, and somebody who types."""

    def __init__(self, desk: Desk) -> None:
        self.ours, theirs = pty.openpty()
        self.seen, self.read_to = "", 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "goodname.cli", "set-up"],
            cwd=ROOT,
            env=surroundings(desk),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_at_a_terminal,
        )
        os.close(theirs)

    def wait_for(self, words: str, seconds: float = 30) -> str:
        """What was shown from the last such wait up to these words."""
        deadline = time.monotonic() + seconds
        while (at := self.seen.find(words, self.read_to)) < 0:
            ready, _, _ = select.select([self.ours], [], [], deadline - time.monotonic())
            assert ready, f"“{words}” was not shown: {self.seen}"
            try:
                self.seen += os.read(self.ours, 4096).decode()
            except OSError as error:  # the other end has hung up
                raise AssertionError(f"“{words}” was not shown: {self.seen}") from error
        shown = self.seen[self.read_to : at + len(words)]
        self.read_to = at + len(words)
        return shown

    def answer(self, question: str, said: str) -> str:
        shown = self.wait_for(question)
        if "password" in question or question.startswith("The same again"):
            time.sleep(0.1)  # the terminal empties what was typed before it hides the typing
        os.write(self.ours, said.encode() + b"\n")
        return shown

    def break_off(self, key: bytes) -> int:
        """Press it as a person does: again, where it fell into the moment before the reading began."""
        for _ in range(20):
            os.write(self.ours, key)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(2)
                return self.end()
        self.process.kill()
        raise AssertionError(f"it went on after {key!r}: {self.seen}")

    def end(self) -> int:
        while True:
            try:
                if not (more := os.read(self.ours, 4096)):
                    break
                self.seen += more.decode()
            except OSError:
                break
        os.close(self.ours)
        return self.process.wait(20)


def sign_in_works(port: int, email: str, password: str) -> bool:
    """Through the sign-in page of a running desk, as a browser does it."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    there = f"http://127.0.0.1:{port}"
    page = browser.open(there, timeout=10)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    answer = browser.open(page.url, urlencode(form).encode(), timeout=10)
    return "sign-in" not in answer.url and "Sign out" in answer.read().decode()


def start(desk: Desk) -> tuple[subprocess.Popen[str], int, list[str]]:
    """The running desk, its port, and what it said until it was ready."""
    port = free_port()
    up = desk.start("goodname.cli", "up", GOODNAME_PORT=str(port))
    assert up.stdout is not None
    said = []
    for line in iter(up.stdout.readline, ""):
        said.append(line.strip())
        if "Ctrl-C stops it." in line:
            break
    return up, port, said


def stop(up: subprocess.Popen[str]) -> None:
    up.send_signal(signal.SIGTERM)
    assert up.wait(20) == 0


def test_an_empty_desk_says_what_to_do_and_who_was_set_up_meanwhile_can_sign_in(
    desk: Desk,
) -> None:
    up, port, said = start(desk)
    assert [line for line in said if "goodname set-up" in line] == [said[1]]
    status, out, told = goodname(desk, "set-up", given=lines(SCHOOL, HEAD, more=TERMS))
    assert (status, told) == (0, [])
    assert "Tansy Lane Primary School is set up." in out
    assert PASSWORD not in out
    assert "online-safety lead, office, chair of governors" in out
    assert sign_in_works(port, "head@tansylane.example", PASSWORD)
    assert not sign_in_works(port, "head@tansylane.example", "another password")
    stop(up)

    fields = "name, town, street, postcode, domain, office_email, closures"
    assert desk.ask(f"SELECT {fields} FROM accounts_school") == [
        (
            "Tansy Lane Primary School",
            "Wexcombe",
            "Tansy Lane",
            "WX4 7TL",
            "tansylane.example",
            "office@tansylane.example",
            '["2026-10-26", "2026-10-27"]',
        )
    ]
    assert desk.ask("SELECT name, starts, ends FROM accounts_term") == [
        ("Autumn term", "2026-09-01", "2026-12-18")
    ]
    head = ("Priya Hollis", "Headteacher, safeguarding lead", '["headteacher", "dsl"]')
    assert desk.ask(PEOPLE) == [(*head, "head@tansylane.example")]
    kinds = desk.ask("SELECT kind FROM ledger_ledgerentry ORDER BY rowid")
    assert kinds[:3] == [("school.added",), ("source.added",), ("person.added",)]
    assert goodname(desk, "verify", "--ledger")[0] == 0


def test_a_second_run_adds_a_person_and_never_a_second_school(desk: Desk) -> None:
    assert goodname(desk, "set-up", given=lines(SCHOOL, HEAD))[0] == 0
    status, _, told = goodname(desk, "set-up", given=lines(SCHOOL, DSL))
    assert (status, len(told)) == (2, len(SCHOOL))
    assert all("Tansy Lane Primary School is set up already" in line for line in told)
    status, _, told = goodname(desk, "set-up", given=lines(HEAD))
    assert (status, len(told)) == (2, 1)
    assert told[0].startswith("line 2: your_email: is in use")
    assert desk.ask(COUNTS) == [(1, 1, 1, 0)]
    status, out, told = goodname(desk, "set-up", given=lines(DSL))
    assert (status, told) == (0, [])
    assert "Tomasz Carrick may sign in as dsl@tansylane.example" in out
    assert desk.ask(COUNTS) == [(1, 2, 2, 0)]
    up, _, said = start(desk)
    stop(up)
    assert not [line for line in said if "set-up" in line]


def test_every_fault_has_its_line_and_nothing_is_written(desk: Desk) -> None:
    wrong = {**SCHOOL, "postcode": "12345", "domain": "tansy lane", "office_email": "office"}
    worse = {**HEAD, "password": "password", "role": "king,dsl", "colour": "red"}
    del wrong["town"]
    more = "term=Autumn,2026-12-18,2026-09-01\nclosure=31/02/2026\nschool=Another\nopen sesame\n"
    status, out, told = goodname(desk, "set-up", given=lines(wrong, worse, more=more))
    assert (status, out) == (2, "")
    assert [line.split(": is ")[0].split(": ")[:2] for line in told] == [
        ["line 3", "postcode"],
        ["line 4", "domain"],
        ["line 5", "office_email"],
        ["line 8", "password"],
        ["line 8", "password"],
        ["line 9", "role"],
        ["line 10", "colour"],
        ["line 11", "term"],
        ["line 12", "closure"],
        ["line 13", "school"],
        ["line 14", "text"],
        ["town"],
    ]
    assert "sesame" not in "".join(told)
    assert desk.ask(COUNTS) == [(0, 0, 0, 0)]


@pytest.mark.parametrize(
    ("given", "faults"),
    [(b"", 7), (b"school=\xff\n", 1), (lines(SCHOOL, HEAD).encode().replace(b"y Lane", b"\0"), 2)],
)
def test_input_that_is_none_is_refused_in_lines(desk: Desk, given: bytes, faults: int) -> None:
    status, out, told = goodname(desk, "set-up", given=given)
    assert (status, out) == (2, "")
    assert "Traceback" not in "".join(told)
    assert len(told) == faults, told
    assert desk.ask(COUNTS) == [(0, 0, 0, 0)]


def test_two_who_set_up_at_the_same_time_make_one_school(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "one").write_text(lines(SCHOOL, HEAD))
    (tmp_path / "other").write_text(lines(SCHOOL, DSL))
    both = []
    for name in ("one", "other"):
        with (tmp_path / name).open() as given:
            command = [sys.executable, "-m", "goodname.cli", "set-up"]
            env = surroundings(desk)
            both.append(subprocess.Popen(command, cwd=ROOT, env=env, stdin=given))
    assert sorted(process.wait(60) for process in both) == [0, 2]
    assert desk.ask(COUNTS) == [(1, 1, 1, 0)]


def test_a_file_from_another_system_is_read_as_it_is(desk: Desk) -> None:
    given = b"\xef\xbb\xbf" + lines(SCHOOL, HEAD).replace("\n", "\r\n").encode()
    assert goodname(desk, "set-up", given=given)[0] == 0
    assert desk.ask(COUNTS) == [(1, 1, 1, 0)]


def test_a_demo_is_refused_before_anything_is_asked_or_made(tmp_path: Path) -> None:
    (tmp_path / "demo").touch()
    status, out, told = goodname(Desk(tmp_path), "set-up", given=lines(SCHOOL, HEAD))
    assert (status, out, len(told)) == (2, "", 1)
    assert "holds the demo" in told[0]
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new")
    assert goodname(desk, "set-up", given=lines(SCHOOL, HEAD))[0] == 0
    assert desk.ask(COUNTS) == [(1, 1, 1, 0)]


def test_at_a_terminal_each_bad_answer_is_explained_and_asked_again(desk: Desk) -> None:
    person = Terminal(desk)
    person.answer("The school's name", "Primary School")
    person.wait_for("could be any school")
    person.answer("The school's name", "  Tansy Lane   Primary School ")
    person.answer("town or village: ", "")
    person.wait_for("an answer is needed here")
    person.answer("town or village: ", "Wexcombe")
    person.answer("street (Enter leaves it out): ", "")
    person.answer("postcode (Enter leaves it out): ", "WX4")
    assert "one such as WX4 7TL is allowed" in person.answer("postcode (Enter", "WX4 7TL")
    person.answer("website", "tansylane.example")
    person.answer("[office@tansylane.example]: ", "")
    person.answer("Your name: ", "Priya Hollis")
    person.answer("Your e-mail address", "head@tansylane")
    person.answer("Your e-mail address", "head@tansylane.example")
    person.answer("Your password, 12 signs or more (it is not shown): ", "short")
    assert "at least 12 characters" in person.answer(
        "Your password, 12 signs or more (it is not shown)", PASSWORD
    )
    person.answer("The same again: ", "something else")
    person.wait_for("differs from the second one")
    person.answer("Your password, 12 signs or more (it is not shown)", PASSWORD)
    person.answer("The same again: ", PASSWORD)
    person.answer("[headteacher]: ", "caretaker")
    assert "allowed are headteacher, dsl" in person.answer("[headteacher]: ", "")
    person.answer("A term", "Autumn term, 01/09/2026, 18/12/2026")
    person.answer("A term", "Winter, 01/12/2026, 18/01/2027")
    assert "overlaps another term" in person.answer("A term", "")
    person.answer("A day in a term", "26/10/2026")
    person.answer("A day in a term", "")
    person.answer("Is this right? [Y/n] ", "perhaps")
    assert "neither yes nor no" in person.answer("Is this right? [Y/n] ", "")
    assert person.end() == 0
    assert "Tansy Lane Primary School is set up." in person.seen
    assert PASSWORD not in person.seen
    assert desk.ask(COUNTS) == [(1, 1, 1, 1)]
    assert desk.ask("SELECT postcode, office_email FROM accounts_school") == [
        ("WX4 7TL", "office@tansylane.example")
    ]


def test_at_a_terminal_a_second_run_offers_to_add_somebody(desk: Desk) -> None:
    assert goodname(desk, "set-up", given=lines(SCHOOL, HEAD))[0] == 0
    offer = "Tansy Lane Primary School is set up. Add somebody to the roster? [y/N] "
    nobody = Terminal(desk)
    nobody.answer(offer, "")
    assert nobody.end() == 0
    assert desk.ask(COUNTS) == [(1, 1, 1, 0)]

    somebody = Terminal(desk)
    somebody.answer(offer, "yes")
    somebody.answer("Their name: ", "Denise Pruitt")
    somebody.answer("Their e-mail address", "office@tansylane.example")
    somebody.answer("Their password, 12 signs or more (it is not shown): ", PASSWORD)
    somebody.answer("The same again: ", PASSWORD)
    somebody.answer("[online_safety_lead]: ", "office")
    somebody.answer("Is this right? [Y/n] ", "n")
    somebody.answer("Their name [Denise Pruitt]: ", "Denise Pruett")
    somebody.answer("[office@tansylane.example]: ", "")
    somebody.answer("Their password, 12 signs or more (it is not shown): ", PASSWORD)
    somebody.answer("The same again: ", PASSWORD)
    somebody.answer("[office]: ", "")
    somebody.answer("Is this right? [Y/n] ", "y")
    assert somebody.end() == 0
    assert desk.ask(PEOPLE)[0] == (
        "Denise Pruett",
        "Office",
        '["office"]',
        "office@tansylane.example",
    )


@pytest.mark.parametrize("key", [b"\x03", b"\x04"])
def test_whoever_breaks_off_has_written_nothing(desk: Desk, key: bytes) -> None:
    person = Terminal(desk)
    person.answer("The school's name", "Tansy Lane Primary School")
    person.wait_for("town or village: ")
    assert person.break_off(key) == 2
    assert "Nothing was written." in person.seen
    assert "Traceback" not in person.seen
    assert desk.ask(COUNTS) == [(0, 0, 0, 0)]


@pytest.mark.parametrize("name", ["!!!", "School", "The Primary School", "Academy", "x" * 201])
def test_a_name_that_would_mean_any_school_is_no_name(name: str) -> None:
    with pytest.raises(Unreadable):
        answers.school_name(name)


@pytest.mark.parametrize("name", ["School 21", "St Mary's", "Ysgol Tansy", "The Grange School"])
def test_unusual_names_are_names(name: str) -> None:
    assert answers.school_name(name) == name


@pytest.mark.parametrize("said", ["localhost", "127.0.0.1", "tansylane.example:80", "a@b.example"])
def test_what_is_not_a_website_is_refused(said: str) -> None:
    with pytest.raises(Unreadable):
        answers.domain(said)


def test_an_answer_that_is_not_needed_can_be_taken_back() -> None:
    street, town = (next(q for q in SCHOOL_ASKED if q.name == name) for name in ("street", "town"))
    assert street.read(" - ") == street.read("") == ""
    with pytest.raises(Unreadable):
        town.read("-")


def test_roles_are_understood_as_people_write_them() -> None:
    assert answers.roles("Online-safety lead , DSL, dsl") == "dsl,online_safety_lead"
    for said in ("", "dsl,", "parent"):
        with pytest.raises(Unreadable):
            answers.roles(said)


def test_days_are_read_in_both_ways_of_writing_them() -> None:
    assert day("2026-10-26") == day(" 26/10/2026 ") == date(2026, 10, 26)
    for said in ("10/26/2026", "26.10.2026", "0026-10-26", "soon"):
        with pytest.raises(Unreadable):
            day(said)


def test_terms_keep_their_commas_and_never_overlap() -> None:
    autumn = term("Autumn, first half, 01/09/2026, 23/10/2026")
    assert autumn == Term("Autumn, first half", date(2026, 9, 1), date(2026, 10, 23))
    assert term("Later, 2026-11-02, 2026-12-18", [autumn]).name == "Later"
    for said in ("Autumn, 01/09/2026", "X, 23/10/2026, 18/12/2026", ",2026-11-02,2026-12-18"):
        with pytest.raises(Unreadable):
            term(said, [autumn])
