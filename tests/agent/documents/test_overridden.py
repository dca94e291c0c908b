"""A bulletin overrides the sections it names: from its file to the note in the answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.assistant import AskRequest, Assistant
from domain.records import Asset
from ingestion.pipeline import ingest
from ingestion.terminal.passage_search import as_hit, as_text
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

MANUAL = """# HX 20 chain hoist manual

Document number: OM-HX20
Revision: B
Applies to: HX 20

## 3 Brake

### 3.1 Replacing the brake lining

1. Remove the cover of the brake.
2. Tighten the screws of the brake cover to 25 Nm.

## 4 Chain

Lubricate the load chain every three months with chain oil.
"""
BULLETIN = """# Service bulletin: brake cover screws

Document number: SB-014
Date: 2025-03-01
Applies to: HX 20

This bulletin overrides section 3.1 of OM-HX20.

## New torque

New screws are delivered. Tighten the screws of the brake cover to 32 Nm, crosswise.
"""


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "manual.md").write_text(MANUAL, encoding="utf-8")
    (papers / "bulletin.md").write_text(BULLETIN, encoding="utf-8")
    with open_stores(settings=StoreSettings(home=tmp_path / "home")) as opened:
        opened.records.put_assets([Asset(tag="H-01", model="HX 20"), Asset(tag="H-02", model="HX 35")])
        ingest([papers], passages=opened.passages, workers=1)
        yield opened


def test_the_bulletin_stands_before_the_section_that_it_overrides(stores: Stores) -> None:
    hits = stores.passages.search("remove the cover to replace the brake lining", limit=4).hits
    assert [(hit.document.number, hit.overridden_by) for hit in hits if hit.section.number == "3.1"] == [
        ("OM-HX20", "SB-014")
    ]
    numbers = [hit.document.number for hit in hits]
    assert numbers.index("SB-014") < numbers.index("OM-HX20")
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert "overridden by SB-014" in as_text([as_hit(hit) for hit in hits])


def test_a_bulletin_that_was_not_found_is_fetched(stores: Stores) -> None:
    hits = stores.passages.search("remove the cover to replace the brake lining", limit=1).hits
    assert [hit.document.number for hit in hits] == ["SB-014"]


def test_other_sections_stay_in_force_and_so_does_all_when_the_bulletin_goes(stores: Stores) -> None:
    chain = stores.passages.search("lubricate the load chain").hits[0]
    assert (chain.section.number, chain.overridden_by) == ("4", "")
    bulletin = next(one for one in stores.passages.documents() if one.number == "SB-014")
    assert (bulletin.kind, bulletin.overrides) == ("bulletin", ("OM-HX20 § 3.1",))
    stores.passages.remove(bulletin.id)
    assert not any(hit.overridden_by for hit in stores.passages.search("screws of the brake cover").hits)


@pytest.mark.anyio
async def test_an_answer_from_an_overridden_section_says_so(stores: Stores) -> None:
    answer = await Assistant(stores).ask(AskRequest(question="How do I replace the brake lining?", asset="H-01"))
    assert any(citation.section == "3.1 Replacing the brake lining" for citation in answer.citations)
    reasons = [gap.reason for gap in answer.gaps]
    assert any("3.1 Replacing the brake lining" in reason and "SB-014" in reason for reason in reasons)


@pytest.mark.anyio
async def test_a_value_comes_from_the_bulletin(stores: Stores) -> None:
    answer = await Assistant(stores).ask(
        AskRequest(question="How tight are the screws of the brake cover?", asset="H-01")
    )
    assert "32 Nm" in answer.text
