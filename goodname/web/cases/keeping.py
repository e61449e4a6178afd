"""From whom a case is kept: everybody who wrote it, is spoken of or was hurt, on every matter of it."""

from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.actions import keep_story_from

from .models import Case, Involvement, Step
from .recording import keep


def together(case: Case) -> list[Case]:
    """The case with all that was joined to it or that it was joined to, and all on the same matter."""
    found = {case.id: case}
    waiting = [case]
    while waiting:
        one = waiting.pop()
        near = list(one.merged.all()) + list(Case.objects.filter(matter_id=one.matter_id))
        near += [one.merged_into] if one.merged_into else []
        for other in near:
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return list(found.values())


def subjects(case: Case) -> set[Person]:
    """The people on our roster for whom nothing of this case is there."""
    parts = Involvement.objects.filter(case__in=together(case), part__in=Involvement.SUBJECTS)
    return {row.person for row in parts.select_related("person") if row.person}


def keep_from(viewer: Viewer, case: Case) -> None:
    """Make what is hidden follow from people's parts. Who is no subject any more sees it again.

    What was given to somebody who turns out to be meant is taken back from them.
    """
    after = subjects(case)
    done = set()
    for one in together(case):
        if one.matter_id in done:
            continue
        done.add(one.matter_id)
        hidden = one.matter.hidden_from
        before = set(hidden.all())
        hidden.set(after)
        for kind, people in (("matter.hidden", after - before), ("matter.shown", before - after)):
            for person in sorted(people, key=lambda person: person.id):
                keep(one, viewer.person, kind, refs={"person": person.id})
        if one.mention:
            keep_story_from(
                actor=viewer.person.id,
                mention=one.mention,
                kept=after - before,
                shown=before - after,
            )
    given = Step.objects.filter(case__in=together(case), state=Step.WAITING, assigned_to__in=after)
    given.update(assigned_to=None, assigned_by=None, assigned_at=None, briefing="")
