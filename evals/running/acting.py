"""What a person does with the writes that wait for one."""

import asyncio
from typing import Literal

from agent.assistant import Assistant
from domain.answers import Answer

PERSON = "evaluation"


async def decide_all(player: Assistant, answer: Answer, decision: Literal["approve", "reject"]) -> None:
    """Approve or reject every write of the answer; an approved one is carried out."""
    decided: Literal["approved", "rejected"] = "approved" if decision == "approve" else "rejected"
    for approval in answer.approvals:
        await asyncio.to_thread(player.stores.approvals.decide, approval.id, decided, by=PERSON)
