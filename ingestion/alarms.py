"""Which parts of a document describe an alarm: those whose heading begins with its code."""

import re
from collections.abc import Sequence

from ingestion.marks import ALARM_CODE
from ingestion.outline import Part

_SUBJECT = re.compile(
    r"alarm|fault|error|warning list|status code|event|troubleshoot|fehler|störung|meldung|fejl|hændelse|avería|"
    r"falha|erro\b|défaut|erreur|panne",
    re.IGNORECASE,
)
_MANY = 5


def alarm_parts(parts: Sequence[Part]) -> set[int]:
    """Indexes of the parts; a heading that only looks like a code ("TX-90 manual") counts where alarms are the subject.

    That is where a heading above names them, or where many headings of the document are of this shape.
    """
    coded = [index for index, part in enumerate(parts) if part.blocks and ALARM_CODE.match(part.title)]
    deep = [index for index in coded if len(parts[index].path) > 1]
    if len(deep) >= _MANY:
        return set(deep)
    return {index for index in deep if any(_SUBJECT.search(title) for title in parts[index].path)}
