"""What a person decided since the last turn: later questions of the thread may mean the records that came of it."""

from agent.question.header import Named
from stores.writes.approvals import SqlApprovals


def done_since(thread_id: str, approvals: SqlApprovals | None) -> tuple[Named, ...]:
    """The work orders that approved writes of this thread made or changed, oldest first."""
    if approvals is None or not thread_id:
        return ()
    results = [one.result or {} for one in approvals.of_thread(thread_id)]
    orders = dict.fromkeys(str(result["work_order"]) for result in results if result.get("work_order"))
    return tuple(Named(kind="done_work_order", value=order) for order in orders)
