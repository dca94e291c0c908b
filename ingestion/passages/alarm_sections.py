"""Which parts of a document describe an alarm: those whose heading begins with its code, or has it behind a label that recurs."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingestion.marks import ALARM_CODE
from ingestion.structure.outline import Part

_SUBJECT = re.compile(
    r"alarm|fault|error|warning list|status code|event|troubleshoot|fehler|störung|meldung|fejl|hændelse|avería|"
    r"falha|erro\b|défaut|erreur|panne",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<label>[^\W\d][^:#]{1,40}?)\s?[:#]\s*(?P<code>(?=\S*\d)[\w./-]{1,16})")
_MANY = 5


def alarm_parts(parts: Sequence[Part]) -> set[int]:
    """Indexes of the parts; a heading that only looks like a code ("TX-90 manual") counts where alarms are the subject.

    That is where a heading above names them, or where many headings of the document are of this shape.
    """
    labelled = [(index, match) for index, part in enumerate(parts) if (match := _LABELLED.fullmatch(part.title))]
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for _, match in labelled:
        codes[match["label"].lower()].add(match["code"])
    named = {index for index, match in labelled if len(codes[match["label"].lower()]) > 1 and parts[index].blocks}
    return named | _coded(parts)


def _coded(parts: Sequence[Part]) -> set[int]:
    coded = [index for index, part in enumerate(parts) if part.blocks and ALARM_CODE.match(part.title)]
    deep = [index for index in coded if len(parts[index].path) > 1]
    if len(deep) >= _MANY:
        return set(deep)
    return {index for index in deep if any(_SUBJECT.search(title) for title in parts[index].path)}
