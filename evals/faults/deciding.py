"""Faults of writes that wait for a person."""

from typing import Any, Literal

from domain.approvals import Approval
from evals.faults.seams import Delegate


class NobodyAsked(Delegate):
    """Every write is approved as soon as it is asked for; what a person says afterwards changes nothing."""

    def put(self, *approvals: Approval) -> None:
        """Keep them and carry them out at once."""
        self._real.put(*approvals)
        for approval in approvals:
            self._real.decide(approval.id, "approved", by=approval.requested_by)

    def decide(self, approval_id: str, decision: Literal["approved", "rejected"], **rest: Any) -> Approval:
        """Too late."""
        del decision, rest
        return self._real.get(approval_id)
