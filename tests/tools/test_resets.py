"""Which alarms their lists say can be reset, in whatever language the list is."""

from typing import Any

import pytest

from domain.records import AlarmCode
from stores.records.store import SqlRecords


@pytest.mark.parametrize("written", ["No", "Nee", "Nei", "Não", "Aucun", "Non", "नहीं", "not allowed", "0", "FALSE"])
def test_an_alarm_that_its_list_says_cannot_be_reset_in_any_language(
    call: Any, records: SqlRecords, written: str
) -> None:
    records.put_alarms(
        [
            AlarmCode(code="E90", title="Ice on the hook", reset=written),
            AlarmCode(code="E91", title="Ice on the rope", reset="remote"),
        ]
    )
    told = call("find_alarms", words="ice", reset="no").evidence[0].text
    assert "E90" in told
    assert "E91" not in told
