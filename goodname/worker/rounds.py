"""One round of listening: every source whose turn has come, many hosts at once, each host in peace.

Threads only ask and read; the database is spoken to by the one thread that called. So a round needs
one connection however many places it asks, and what has been read waits in a short queue: that, and
the limits of the fetcher, keep the memory of a round bounded.
"""

import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from queue import Full, Queue

from django.db import transaction

from goodname import clock
from goodname.core.listen.allowance import day_of, until_reset, used_up
from goodname.core.listen.kinds import Kind
from goodname.core.listen.networks import youtube
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome
from goodname.web.inbox import hearing
from goodname.web.inbox.models import Probe, Source, Spending

from .courtesy import host_of
from .looking import OURS, asked_of, look

log = logging.getLogger(__name__)
THREADS = 8
WAITING = 4  # looks that were read and wait to be kept
CLAIMED = 200  # sources at a time
SECONDS = 240.0  # after which no further source is begun; the next round goes on

Result = Batch | NotHeard
Looker = Callable[[Source, Asked], Batch]


@dataclass(frozen=True)
class Turn:
    """One source with what it is asked, made before the threads begin."""

    source: Source
    asked: Asked

    @property
    def host(self) -> str:
        return self.source.connection_id or host_of(self.asked.address)


def go_round(seconds: float = SECONDS) -> int:
    """Ask every source whose turn has come. Returns how many were asked."""
    end = time.monotonic() + seconds
    asked = 0
    while time.monotonic() < end and (turns := _claim()):
        for turn, result in listen_to(turns, look, end):
            keep(turn.source, result)
            asked += 1
    return asked


def keep(source: Source, result: Result) -> None:
    """Keep what came of one look. What cannot be kept is said, and holds up nobody else."""
    if isinstance(result, NotHeard):
        hearing.keep_not_heard(source=source, reason=result)
        return
    try:
        hearing.keep_batch(source=source, batch=result)
    except Exception as fault:
        log.error("%s %s: %s", source.kind, source.pk, type(fault).__name__)
        hearing.keep_not_heard(source=source, reason=NotHeard(Outcome.UNREADABLE, OURS))


def listen_to(turns: Iterable[Turn], looker: Looker, end: float) -> Iterator[tuple[Turn, Result]]:
    """Ask them all, and give each with what came of it, in the order in which they answer.

    A source that was not begun before `end` (by time.monotonic) is left out: it was put off when it
    was claimed, and its turn comes again.
    """
    hosts: dict[str, deque[Turn]] = defaultdict(deque)
    for turn in turns:
        hosts[turn.host].append(turn)
    waiting = deque(hosts.values())
    lock, over = threading.Lock(), threading.Event()
    done: Queue[tuple[Turn, Result] | Exception | None] = Queue(WAITING)

    def going_on() -> bool:
        return not over.is_set() and time.monotonic() < end

    def hand_over(what: tuple[Turn, Result] | Exception | None) -> None:
        while not over.is_set():
            with suppress(Full):
                done.put(what, timeout=0.5)
                return

    def work() -> None:
        try:
            while going_on():
                with lock:
                    host = waiting.popleft() if waiting else deque()
                if not host:
                    return
                # One thread stays with a host until it is done: nobody is asked twice at once.
                while host and going_on():
                    turn = host.popleft()
                    hand_over((turn, _result(turn, looker)))
        except Exception as error:  # of ours: the round ends with it, and it is told
            hand_over(error)
        finally:
            hand_over(None)

    left = min(THREADS, len(waiting))
    for _ in range(left):
        threading.Thread(target=work, daemon=True).start()
    try:
        while left:
            got = done.get()
            if got is None:
                left -= 1
            elif isinstance(got, Exception):
                raise got
            else:
                yield got
    finally:
        over.set()


def _result(turn: Turn, looker: Looker) -> Result:
    try:
        return looker(turn.source, turn.asked)
    except NotHeard as reason:
        return reason


def _claim() -> list[Turn]:
    """The next sources whose turn has come, put off at once so that nobody else asks them too.

    After a crash each is asked again when that time has passed.
    """
    now = clock.now()
    due = Source.objects.filter(state=Source.ACTIVE, next_look__lte=now).exclude(kind=Kind.PERSON)
    with transaction.atomic():  # nobody else writes meanwhile
        mine = due.select_related("school", "connection").select_for_update(of=("self",))
        rows = list(mine.order_by("next_look")[:CLAIMED])
        put_off: dict[datetime, list[str]] = defaultdict(list)
        for source in rows:
            later = hearing.next_look(now, source.failures + 1, source.kind)
            put_off[later].append(source.pk)
        for later, claimed in put_off.items():
            Source.objects.filter(pk__in=claimed).update(next_look=later)
    turns = []
    for source in rows:
        if spent := used_up_today(source):
            keep(source, spent)
        else:
            turns.append(Turn(source, asked_of(source)))
    return turns


def used_up_today(source: Source | Probe) -> NotHeard | None:
    """Why a source is not asked today: its allowance is gone."""
    if source.connection_id is None:
        return None
    kind, now = Kind(source.kind), clock.now()
    today = Spending.objects.filter(connection=source.connection_id, day=day_of(kind, now))
    spent = sum(today.values_list("units", flat=True))
    if not used_up(kind, spent, is_search=_is_search(kind, source)):
        return None
    note = "Today's questions to it are used up. We ask again tomorrow."
    return NotHeard(Outcome.QUOTA, note, wait=until_reset(kind, now), spent=0)


def _is_search(kind: Kind, source: Source | Probe) -> bool:
    """Whether a look is one of a day's searches: to read YouTube's comments is none."""
    return kind != Kind.YOUTUBE or not any(youtube.places(asked_of(source)))
