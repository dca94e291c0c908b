"""Which conversation an OpenAI client goes on with: most keep no id of it, they send again what was said before."""

from collections.abc import Sequence

from domain.errors import NotFound
from stores.schema import storable
from stores.threads import SqlThreads, Thread

RECENT = 50
RESPONSE = "resp_"


def thread_of_response(threads: SqlThreads, response_id: str, owner: str) -> Thread:
    """The conversation of an earlier response. Raises NotFound, also for another owner's."""
    try:
        turn = threads.turn(response_id.removeprefix(RESPONSE), owner)
    except NotFound as error:
        raise NotFound(f"No response '{response_id}'.") from error
    return threads.get(turn.thread_id, owner)


def thread_of_history(
    threads: SqlThreads, earlier: Sequence[str], owner: str, *, asset: str, library: str
) -> Thread | None:
    """The person's last used conversation in which exactly these questions were asked, about the same machine and library.

    Such a text is the same conversation or one just like it, so what its turns left in memory is what the history says.
    None where there is none: the question is then the first of a new one.
    """
    asked = [storable(question) for question in earlier]
    if not asked:
        return None
    title = " ".join(asked[0].split())[:80]
    for thread in threads.of(owner, limit=RECENT):
        if (thread.title, thread.asset, thread.library) != (title, asset, library):
            continue
        turns = threads.turns(thread.id, owner)
        if [turn.question for turn in turns] == asked and all(turn.status != "running" for turn in turns):
            return thread
    return None
