"""One rule of the policy as a form in plain words, and back into the table that the text holds."""

from collections.abc import Mapping
from typing import Any

from django import forms

from goodname.core.decide.conditions import MANY, ONE, QUESTIONS
from goodname.core.decide.phrases import FORBIDDEN, VALUES
from goodname.core.decide.policy import Policy
from goodname.core.words import Action, Force, Role
from goodname.web.ui.wording import sentence

from .labels import ACTIONS, ROLES
from .row_values import LISTS, UNITS, initial, same, within

FORCES = [
    (Force.MUST, "Must: there is no choice"),
    (Force.SHOULD, "Should: unless there is a good reason not to"),
    (Force.MAY, "May: it is allowed, and nobody has to"),
]
PEOPLE = [(role.value, sentence(ROLES[role])) for role in Role]
# Those of the school who can be given something to do.
OWNERS = {
    *(Role.HEADTEACHER, Role.DSL, Role.ONLINE_SAFETY_LEAD, Role.OFFICE, Role.CHAIR_OF_GOVERNORS),
    *(Role.DPO, Role.CLASS_TEACHER, Role.STAFF_MEMBER),
}
FIELDS = {
    "author": "Who wrote it",
    "audience": "Who can see it",
    "danger": "Danger",
    "exception": "An exception that lets a pupil and an adult be in touch",
    "removal": "Whether it was asked to be deleted",
    "unresolved": "Whether talking has settled it",
    "age": "How old the child is",
    "conduct": "What is in it",
    "towards": "At whom it is aimed",
}
ASKS = {
    "any": "at least one of these",
    "none": "none of these",
    "only": "nothing but these",
    "beyond": "something besides these",
}


class RowForm(forms.Form):
    """What a rule asks for and when. `row` is the table it begins from, {} for a new rule."""

    force = forms.ChoiceField(
        label="How firmly is it asked?",
        choices=FORCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how firmly it is asked."},
    )
    owner = forms.ChoiceField(
        label="Who does it?",
        choices=[("", "Choose one"), *(one for one in PEOPLE if one[0] in OWNERS)],
        error_messages={"required": "Choose who does it."},
    )
    to = forms.ChoiceField(
        label="For whom, or whom do they turn to?",
        choices=[("", "Nobody in particular"), *PEOPLE],
        required=False,
    )
    number = forms.IntegerField(
        label="Within how long?",
        required=False,
        min_value=0,
        max_value=365,
        error_messages={
            "invalid": "Write a whole number, such as 2, or nothing.",
            "min_value": "Write 0 or more.",
            "max_value": "Write 365 or less.",
        },
    )
    unit = forms.ChoiceField(label="Counted in", choices=list(UNITS.items()))
    choice = forms.CharField(
        label="Who chose this time, and why?",
        help_text="Needed where there is a time limit. Inspectors and families may ask.",
        max_length=300,
        required=False,
    )
    why = forms.CharField(
        label="Why? One plain sentence",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        error_messages={"required": "Say why, in one plain sentence."},
    )

    def __init__(self, *args: Any, row: Mapping[str, Any], policy: Policy, **kwargs: Any) -> None:
        self.row, self.policy = row, policy
        super().__init__(*args, initial=initial(row), **kwargs)
        self.tellings = {telling.action for telling in policy.tellings}
        if not row:
            self._ask_what()
        elif "forbid" in row:
            self._forbids()
        elif row["ask"] in self.tellings:
            self._drop("owner", "to")
        elif row["owner"] not in OWNERS:
            label = sentence(ROLES[Role(row["owner"])])
            self.fields["owner"].choices += [(row["owner"], label)]
        if self.initial["unit"] == "minutes" and "unit" in self.fields:
            self.fields["unit"].choices += [("minutes", "minutes")]
        self._ask_when()

    def _ask_what(self) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label="What does the rule say?",
            choices=[("ask", "Somebody is to do this"), ("forbid", "Nobody may do this")],
            widget=forms.RadioSelect,
            initial="ask",
        )
        self.fields["action"] = forms.ChoiceField(
            label="What is to be done, or is forbidden?",
            choices=[("", "Choose one"), *((a.value, ACTIONS[a]) for a in Action)],
            error_messages={"required": "Choose what is to be done, or is forbidden."},
        )
        self.order_fields(["kind", "action"])
        # What the first two answers make needless is not asked for.
        telling = self.data.get("action") in self.tellings
        self.fields["force"].required = self.asks
        self.fields["owner"].required = self.asks and not telling

    def _forbids(self) -> None:
        self._drop("force", "owner", "to", "number", "unit", "choice")
        self.fields["action"] = forms.MultipleChoiceField(
            label="What is forbidden?",
            choices=[(a.value, ACTIONS[a]) for a in Action if a in FORBIDDEN or a in self.barred],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one thing that is forbidden."},
        )
        self.order_fields(["action"])

    @property
    def barred(self) -> list[str]:
        return list(self.row.get("forbid", []))

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _ask_when(self) -> None:
        named = self.policy.conditions.values()
        self.fields["where"] = _ticks(
            "These must be so", [(one.id, sentence(one.reads)) for one in named]
        )
        self.fields["except"] = _ticks(
            "These must not be so", [(one.id, sentence(one.reads)) for one in named]
        )
        for field in ONE:
            choices = [(value, sentence(VALUES[field][value])) for value in ONE[field]]
            self.fields[field] = _ticks(f"{FIELDS[field]}: one of these", choices)
        for field in LISTS:
            choices = [(value, sentence(VALUES[field][value])) for value in MANY[field]]
            for how in QUESTIONS:
                label = f"{FIELDS[field]}: {ASKS[how]}"
                self.fields[f"{field}-{how}"] = _ticks(label, choices)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.asks and said.get("action") == Action.REPLY_FROM_OFFICIAL_ACCOUNT:
            self.add_error("action", "The school has no account, so this is only ever forbidden.")
        if self.asks and said.get("number") is not None and not said.get("choice"):
            self.add_error("choice", "Say who chose this time, and why.")
        if set(said.get("where", [])) & set(said.get("except", [])):
            self.add_error("except", "Something is ticked as so and as not so. Take one tick away.")
        return said

    @property
    def asks(self) -> bool:
        """Whether the rule asks for something, or else forbids it."""
        if self.row:
            return "ask" in self.row
        return bool(self.data.get("kind", "ask") != "forbid")

    @property
    def table(self) -> dict[str, Any]:
        """The rule as the text of a pack holds it; what the form does not know stays as it was."""
        said = {name: self._in_order(name) for name in self.cleaned_data}
        table = {key: value for key, value in self.row.items() if key in ("either", "locked")}
        for key in ("where", "except"):
            table[key] = said[key]
        for field in ONE:
            table[field] = [] if len(said[field]) == len(ONE[field]) else said[field]
        for field in LISTS:
            table[field] = {
                how: said[f"{field}-{how}"] for how in QUESTIONS if said[f"{field}-{how}"]
            }
        if self.asks:
            table |= self._asked(said)
        else:
            table["forbid"] = said["action"] if self.row else [said["action"]]
        table["why"] = " ".join(said["why"].split())
        return {
            key: self.row[key] if key in self.row and same(key, self.row[key], value) else value
            for key, value in table.items()
            if value
        }

    def _in_order(self, name: str) -> Any:
        """An answer; ticks in the order of their choices, however they were sent."""
        field, said = self.fields[name], self.cleaned_data[name]
        if not isinstance(field, forms.MultipleChoiceField):
            return said
        return [value for value, _ in field.choices if value in said]

    def _asked(self, said: Mapping[str, Any]) -> dict[str, Any]:
        action = self.row.get("ask") or said["action"]
        table = {"ask": action, "force": said["force"]}
        if action not in self.tellings:
            table |= {"owner": said["owner"], "to": said["to"]}
        if said["choice"]:
            table["choice"] = " ".join(said["choice"].split())
        if said["number"] is not None:
            unit = said["unit"]
            table["within"] = within(said["number"], unit)
            if unit != "school_days" or "within_unit" in self.row:
                table["within_unit"] = "school_days" if unit == "school_days" else "calendar"
        return table


def _ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )
