"""A question whose answer points at a figure is given the picture of it, and only who may read the manual gets it."""

import struct
from collections.abc import Iterator

import pytest
import typst

from agent.assistant import Assistant
from domain.callers import Caller
from ingestion.pipeline import ingest
from stores.open_stores import Stores, open_stores
from tests.api.small_server import client_of, new_thread

pytestmark = pytest.mark.anyio

MANUAL = """#set page(width: 400pt, height: 500pt, margin: 40pt)
= Winch manual
== Drum brake
The slack adjuster of the drum brake is reached through the cover shown in Figure 2-1. Turn it until the shoes touch.

#box(width: 200pt, height: 100pt, {
  place(dx: 20pt, dy: 10pt, circle(radius: 30pt))
  place(dx: 120pt, dy: 20pt, rect(width: 60pt, height: 70pt, fill: red))
})

Figure 2-1: Slack adjuster with its cover

The rope is greased every month.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("winch")
    (folder / "winch.typ").write_text(MANUAL, "utf-8")
    (folder / "winch.pdf").write_bytes(typst.compile(str(folder / "winch.typ")))
    with open_stores(folder / "home") as stores:
        ingest([folder / "winch.pdf"], passages=stores.passages, keep=stores.originals, sites=("North",), workers=1)
        yield stores


@pytest.mark.parametrize(
    "question", ["How is the slack adjuster reached?", "Show me the slack adjuster with its cover"]
)
async def test_the_figure_stands_beside_the_answer(shelf: Stores, question: str) -> None:
    async with client_of(Assistant(shelf)) as client:
        thread = await new_thread(client)
        answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": question})).json()
        (figure,) = answer["figures"]
        assert figure["caption"] == "Figure 2-1: Slack adjuster with its cover"
        assert figure["page"] == 1
        assert set(figure["citations"]) <= {citation["n"] for citation in answer["citations"]}
        picture = await client.get(figure["url"], params={"scale": 1})
        width, height = struct.unpack(">II", picture.content[16:24])
        x0, y0, x1, y1 = figure["box"]
        assert (abs(width - (x1 - x0)) < 3, abs(height - (y1 - y0)) < 3) == (True, True)
        assert 160 < width < 230


async def test_a_figure_of_another_site_is_not_there(shelf: Stores) -> None:
    (document,) = shelf.passages.documents()
    (figure,) = shelf.passages.figures(document.id)
    assert shelf.seen_by(Caller(name="n", sites=("North",))).passages.figures(document.id) == [figure]
    _, key = shelf.keys.create("south", role="technician", sites=("South",))
    async with client_of(Assistant(shelf), auth="keys") as client:
        url = f"/api/documents/{document.id}/figures/{figure.id}"
        assert (await client.get(url, headers={"authorization": f"Bearer {key}"})).status_code == 404
        assert (await client.get(url)).status_code == 401
