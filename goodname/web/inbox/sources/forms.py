"""The forms of sources, searches and connections."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places import doubts
from goodname.core.listen.searches.phrases import Phrase
from goodname.data import connectors
from goodname.data.connectors import Need
from goodname.web.inbox.models import Connection


class PlaceForm(forms.Form):
    place = forms.CharField(
        label="Paste an address, a search or a hashtag",
        help_text="A paper, a forum, a review page, the school’s name or its hashtag. "
        "We find out what it is and show what it would bring.",
        max_length=2000,
        error_messages={"required": "Paste an address, or write the school’s name or its hashtag."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SourceForm(forms.Form):
    title = forms.CharField(
        label="What shall we call it?",
        max_length=200,
        error_messages={"required": "Give it a name that your team will know."},
    )
    is_local = forms.BooleanField(
        label="It is about our own town",
        help_text="Then a post can mean us without naming the town.",
        required=False,
    )

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        """`asks` where the address does not tell whether it is one person's own page."""
        super().__init__(*args, **kwargs)
        if asks:
            self.fields["own_page"] = forms.ChoiceField(
                label=doubts.QUESTION,
                help_text=doubts.WHY,
                choices=[("no", "No, several people write it, or an organisation"), ("yes", "Yes")],
                widget=forms.RadioSelect,
                error_messages={"required": "Say whether it is one person’s own page."},
            )


class PartForm(forms.Form):
    """Which part of a page is watched: all of it, what stands under a heading, or an element."""

    WHOLE, OTHER = "whole", "other"

    part = forms.ChoiceField(
        label="Which part of the page?",
        help_text="The headings are the page’s own, each with the first words under it.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a part of the page, or the whole."},
    )
    other = forms.CharField(
        label="What else?",
        help_text="For “Something else”: the words of a heading, as the page writes them.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self,
        *args: Any,
        offered: Iterable[tuple[str, str]],
        chosen: str = "",
        **kwargs: Any,
    ) -> None:
        """`offered` are headings with their labels; `chosen` is what is watched now, "" for all."""
        headings = list(offered)
        self.headings = {str(number): heading for number, (heading, _) in enumerate(headings)}
        now = next((number for number, said in self.headings.items() if said == chosen), self.OTHER)
        known = {"part": now if chosen else self.WHOLE}
        known |= {"other": chosen} if chosen and now == self.OTHER else {}
        super().__init__(*args, initial=known, **kwargs)
        labels = [(str(number), label) for number, (_, label) in enumerate(headings)]
        whole, other = (self.WHOLE, "The whole page"), (self.OTHER, "Something else")
        self.fields["part"].choices = [whole, *labels, other]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("part") == self.OTHER and not found.get("other"):
            self.add_error("other", "Write the words of the heading, or choose another part.")
        return found

    @property
    def chosen(self) -> str:
        """The heading's words, or "" for the whole page."""
        said = self.cleaned_data
        if said["part"] == self.OTHER:
            return str(said["other"])
        return self.headings.get(said["part"], "")


class FolderForm(forms.Form):
    folder = forms.CharField(
        label="Folder",
        help_text="INBOX, or one that your rules put concerns and alerts into.",
        initial="INBOX",
        max_length=200,
    )


class SearchForm(forms.Form):
    """Where to search, for which of the school's phrases, and on which one site if any."""

    where = forms.ChoiceField(
        label="Where shall we search?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where to search."},
    )
    phrase = forms.ChoiceField(
        label="What shall we search for?",
        help_text="Only the school’s own names. People are never searched for.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what to search for.",
            "invalid_choice": "Only the school’s own names are searched for. Choose one of these.",
        },
    )
    site = forms.RegexField(
        label="On one site alone?",
        help_text="Such as mumsnet.com. For web searches.",
        regex=r"^(?=.{4,100}$)[a-z0-9-]+(\.[a-z0-9-]+)+$",
        required=False,
        error_messages={"invalid": "Write a site’s name alone, such as mumsnet.com."},
    )

    def __init__(
        self,
        *args: Any,
        connections: Iterable[Connection],
        phrases: Iterable[Phrase],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        reddit = (Kind.REDDIT.value, "Reddit, without a key")
        choices = [*((one.id, one.title) for one in connections), reddit]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        self.fields["phrase"].choices = [(said.text, said.text) for said in phrases]  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["where"].initial = reddit[0]


class ConnectionForm(forms.Form):
    """The fields that one kind of place needs. What is secret never comes back out of the form."""

    def __init__(self, *args: Any, kind: Kind, new_key_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for need in connectors.load()[kind].needs:
            if not (new_key_only and need.name == "server"):
                self.fields[need.name] = _field(need)

    def clean_server(self) -> str:
        said = str(self.cleaned_data["server"]).strip()
        if not said:
            return ""
        safe, plain = ("imaps", "imap") if self.kind is Kind.MAILBOX else ("https", "http")
        if "://" not in said:
            said = f"{safe}://{said}"
        try:
            parts = urlsplit(said)
            port = parts.port
        except ValueError:
            raise forms.ValidationError("That is not an address.") from None
        if parts.username or parts.password or not parts.hostname or parts.query:
            raise forms.ValidationError("Write the server’s address alone.")
        allowed = f"{parts.hostname}:{port}" in settings.ALLOW_HOSTS.split(",")
        if parts.scheme != safe and not (parts.scheme == plain and allowed):
            raise forms.ValidationError(
                f"It should begin with {safe}:// so that nobody can listen in."
            )
        return said.rstrip("/")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        app = [found.get(name) for name in ("tenant", "client_id", "client_secret")]
        if (
            self.kind is Kind.MAILBOX
            and not self.errors
            and not (found.get("password") or all(app))
        ):
            self.add_error(
                "password", "Give a password, or all three of tenant, client id and client secret."
            )
        return found

    @property
    def server(self) -> str:
        return str(self.cleaned_data.get("server", ""))

    @property
    def secret(self) -> dict[str, str]:
        """What Connection.secret holds: everything but the server, without what was left empty."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "server"}
        return {name: value for name, value in said.items() if value}


def _field(need: Need) -> forms.CharField:
    kept_out = {"autocomplete": "new-password" if need.secret else "off", "spellcheck": "false"}
    widget = forms.PasswordInput if need.secret else forms.TextInput
    return forms.CharField(
        label=need.label,
        help_text=need.help + (" It is never shown again." if need.secret else ""),
        max_length=500,
        required=not need.optional,
        initial=need.default,
        strip=True,
        widget=widget(attrs=kept_out),
        error_messages={"required": f"Fill in: {need.label}."},
    )
