"""Two sites, people of every role at each, and what belongs to them."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.answers import Answer, Citation
from domain.approvals import Approval
from domain.evaluations.nouns import CaseLine, EvaluatedCase, EvaluationRun, Exchange, Touched
from domain.records import Asset, WorkOrder
from stores.open_stores import Stores
from stores.writes.approvals import hash_of
from tests.api.organisation import write_organisation

ROLES = ("technician", "planner", "engineer", "admin")
SITES = ((), ("South",), ("North",), ("south", "NORTH"), ("Elsewhere",))
SECRET = "zebra"
"""Stands in records of South only."""
PRIVATE = "quokka"
"""Stands in what the stranger asked only."""
STRANGER = "stranger"


@dataclass(frozen=True)
class Holder:
    """Somebody with a key. `sees_south` is what the matrix turns on."""

    name: str
    role: str
    sites: tuple[str, ...]
    key: str

    @property
    def sees_south(self) -> bool:
        return not self.sites or "south" in {site.casefold() for site in self.sites}


def write_two_sites(stores: Stores) -> None:
    """North as elsewhere in these tests, and South with one machine and one job."""
    write_organisation(stores)
    stores.records.put_assets([Asset(tag="MX-9", model="Hoist H9", site="South", serial=f"{SECRET}-7")])
    stores.records.put_work_orders(
        [WorkOrder(number="JOB-900", asset="MX-9", title=f"{SECRET} gearbox seized", status="open")]
    )
    stores.evaluations.keep(*_evaluation())


def _evaluation() -> tuple[EvaluationRun, list[EvaluatedCase]]:
    """A run named `evaluated` with one case, whose answer cites the job of South."""
    quote = f"{SECRET} gearbox seized"
    cited = Citation(n=1, kind="work_order", title="JOB-900", source_id="JOB-900", quote=quote)
    answer = Answer(id="e1", thread_id="e", status="answered", text=f"{quote} [1]", citations=(cited,))
    touched = Touched(work_orders=("JOB-900",), records=True)
    line = CaseLine(number=1, suite="own", id="c", question=SECRET, asset="MX-9", status="answered", touched=touched)
    case = EvaluatedCase(line=line, conversation=(Exchange(question=SECRET, answer=answer),))
    return EvaluationRun(id="evaluated", finished=datetime.now(UTC), suites="own", cases=1), [case]


def holders(stores: Stores) -> list[Holder]:
    """Every role at every group of sites, each with a key."""
    found: list[Holder] = []
    for role in ROLES:
        for sites in SITES:
            name = f"{role} {' '.join(sites) or 'everywhere'}"
            found.append(Holder(name, role, sites, stores.keys.create(name, role=role, sites=sites)[1]))
    return found


def conversation(stores: Stores, owner: str) -> tuple[str, str]:
    """The ids of a thread of this person and of a run in it that has ended."""
    thread = stores.threads.create(owner, title=PRIVATE)
    run = uuid.uuid4().hex
    stores.runs.start(run, thread, f"{PRIVATE}?")
    answer = Answer(id=run, thread_id=thread.id, status="answered", text=PRIVATE)
    stores.runs.finish(run, status="answered", answer=answer)
    return thread.id, run


def approval_at_south(stores: Stores) -> str:
    """The id of a note on South's job that a planner there may decide."""
    args: dict[str, Any] = {"work_order": "JOB-900", "note": uuid.uuid4().hex}
    now = datetime.now(UTC)
    approval = Approval(
        id=uuid.uuid4().hex, thread_id="t", run_id="r", tool="add_work_order_note", args=args, args_hash=hash_of(args),
        summary=f"Note on the {SECRET}", requested_by=STRANGER, created=now, expires_at=now + timedelta(hours=1),
        roles=("planner",), site="South",
    )  # fmt: skip
    stores.approvals.put(approval)
    return approval.id
