"""What is kept, held against what the people saw."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bench.kills.people import Asked, Seen
from domain.errors import NotFound
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

OWNER = "local"


@dataclass
class Counted:
    """How often each promise was broken; all are to be zero but the first three."""

    turns: int
    resumed: int
    approved: int
    lost_turns: int
    doubled_turns: int
    lost_writes: int
    doubled_writes: int
    unasked_writes: int
    left_running: int

    @property
    def broken(self) -> int:
        """All of them together."""
        writes = self.lost_writes + self.doubled_writes + self.unasked_writes
        return self.lost_turns + self.doubled_turns + self.left_running + writes


def count(settings: StoreSettings, seen: Seen) -> Counted:
    """Look at the database when every server is gone and everybody has been answered."""
    approved = [one for one in seen.asked if one.approved]
    with open_stores(settings=settings) as stores:
        kept = _kept_writes(stores)
        wanted = Counter(one.text.partition(": ")[2] for one in approved)
        turns = [(one, stores.threads.turns(one.thread, OWNER)) for one in seen.asked]
        return Counted(
            turns=len(seen.asked),
            resumed=sum(one.resumed > 0 for one in seen.asked),
            approved=len(approved),
            lost_turns=sum(not _is_kept(one, stores) for one in seen.asked),
            doubled_turns=sum(sum(turn.answer is not None for turn in kept) > 1 for _, kept in turns),
            lost_writes=(wanted - kept).total(),
            doubled_writes=sum(times - 1 for times in kept.values() if times > 1),
            unasked_writes=len(set(kept) - set(wanted)),
            left_running=sum(turn.status == "running" for _, kept in turns for turn in kept),
        )


def _is_kept(asked: Asked, stores: Stores) -> bool:
    """Whether the answer that was shown is the one in the thread."""
    try:
        turn = stores.threads.turn(asked.run, OWNER)
    except NotFound:
        return False
    shown = asked.answer and asked.answer["text"]
    return turn.thread_id == asked.thread and turn.answer is not None and turn.answer.text == shown


def _kept_writes(stores: Stores) -> Counter[str]:
    orders = stores.records.find_work_orders(limit=100_000)
    notes = _notes(order.actions for order in orders if order.number.startswith("JOB-"))
    return Counter(order.title for order in orders if order.title.startswith("leak ")) + notes


def _notes(actions: Iterable[str]) -> Counter[str]:
    return Counter(line.rpartition(": ")[2] for text in actions for line in text.splitlines())
