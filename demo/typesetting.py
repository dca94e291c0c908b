"""Typst sources to PDF bytes, the same bytes every time."""

from datetime import UTC, datetime

import typst

from demo.catalogue import DEMO_FOLDER, ManualSource
from demo.scanning import scan
from domain.errors import BadInput

TIMESTAMP = int(datetime(2026, 11, 20, 8, 0, tzinfo=UTC).timestamp())
"""Written into every PDF in place of the time of day, so that compiling twice gives equal files."""


def typeset(manual: ManualSource) -> bytes:
    """The PDF of one manual.

    Only the fonts that come with Typst are used, since those of the machine differ.

    Raises:
        BadInput: the source is missing or Typst refuses it; the message names the file.
    """
    if not manual.path.is_file():
        raise BadInput(f"The source of {manual.output} is missing: manuals/{manual.path.name}.")
    try:
        pdf = typst.compile(
            str(manual.path),
            root=str(DEMO_FOLDER),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=dict(manual.inputs),
            timestamp=TIMESTAMP,
        )
    except typst.TypstError as error:
        raise BadInput(f"Typst cannot compile manuals/{manual.path.name}: {error}.") from error
    return scan(pdf) if manual.scanned else pdf
