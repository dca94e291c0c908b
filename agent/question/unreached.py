"""What is known of machines while their source is out of reach: the tags, and nothing else."""

from collections.abc import Sequence

from agent.phrases.saying import phrase, unreached
from agent.question.naming.catalogue import Catalogue
from domain.answers import Gap
from domain.errors import NacelleError, NotFound
from domain.records import AlarmCode, Asset


class UnreachedFleet:
    """Stands in for the fleet in one turn: the machine keeps its tag, but its model, serial number and controller are unknown."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._tags = set(catalogue.known.get("asset", {}).values())

    def asset(self, tag: str) -> Asset:
        """The bare machine. Raises NotFound for a tag that the records never had."""
        if tag not in self._tags:
            raise NotFound(f"No machine '{tag}' is known.")
        return Asset(tag=tag)

    def assets(self, *, site: str = "", model: str = "") -> Sequence[Asset]:
        """None: there is nothing to choose from."""
        del site, model
        return ()

    def alarms(self, code: str, *, model: str = "") -> Sequence[AlarmCode]:
        """Raises NotFound: whether a code means several things cannot be told just now."""
        del model
        raise NotFound(f"The alarm lists cannot be asked for '{code}' just now.")

    def search_alarms(self, text: str, *, model: str = "", limit: int = 10) -> Sequence[AlarmCode]:
        """None."""
        del text, model, limit
        return ()

    def alarm_codes(self) -> Sequence[str]:
        """None."""
        return ()


def unreached_gap(error: NacelleError, language: str) -> Gap:
    """The turn goes on, but nothing says which manuals apply to this machine: the reader has to know."""
    reason = f"{unreached(str(error), language)} {phrase('not_filtered', language)}"
    return Gap(source="assets", reason=reason)
