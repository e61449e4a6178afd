"""What is asked when a school is set up and when somebody joins it, in this order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from goodname.core.words import Role, Unreadable
from goodname.worker import answers

LEFT_OUT = "-"  # takes back an answer that would be offered again


@dataclass(frozen=True)
class Question:
    """One thing to ask: its name in a file, its words in a terminal, and its check."""

    name: str
    asks: str
    check: Callable[[str], str]
    needed: bool = True
    usual: Callable[[Mapping[str, str]], str] = lambda given: ""
    secret: bool = False

    def read(self, text: str) -> str:
        """The tidy answer. Raises Unreadable."""
        answer = text if self.secret else answers.tidy(text)
        if answer == LEFT_OUT and not self.needed:
            return ""
        if not answer and self.needed:
            raise Unreadable("is empty, an answer is needed here")
        return self.check(answers.seen(answer)) if answer else ""


SCHOOL = (
    Question("school", "The school's name, as on its sign", answers.school_name),
    Question("town", "Its town or village", answers.at_most(100)),
    Question("street", "Its street", answers.at_most(200), needed=False),
    Question("postcode", "Its postcode", answers.postcode, needed=False),
    Question("domain", "Its website, such as tansylane.example", answers.domain, needed=False),
    Question(
        "office_email",
        "The office's e-mail address",
        answers.email,
        usual=lambda given: f"office@{given['domain']}" if given.get("domain") else "",
    ),
)


def person(whose: str, free: Iterable[Role]) -> tuple[Question, ...]:
    """The questions about “Your” or “Their” sign-in; `free` are the roles that nobody has yet."""
    first = str(next(iter(free), ""))
    choice = f"{whose} role: {', '.join(answers.OFFERED)}. Several go with commas"
    return (
        Question("your_name", f"{whose} name", answers.at_most(120)),
        Question("your_email", f"{whose} e-mail address, to sign in with", answers.sign_in),
        Question(
            "password",
            f"{whose} password, 12 signs or more (it is not shown)",
            answers.password,
            secret=True,
        ),
        Question("role", choice, answers.roles, usual=lambda given: first),
    )
