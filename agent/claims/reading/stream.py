"""A model's stream as sentences and lines, each handed on as soon as it is whole, its markers as `[n]`, without its thinking."""

import re
from collections.abc import Container

from agent.claims.reading.marking import Every, normalised
from agent.models.replies.thoughts import Thoughts
from language.sentences import sentence_spans

LONGEST = 3_000
"""Characters of a sentence without an end; then it is handed on as it is."""
_AGAIN = 40
_LONGEST_LIST = 400
_STOP = re.compile(r"[.!?。！？…।؟]")
_ONE_MARKER = r"(?:\[{1,2}\^?\s*(?:\w{1,10}\s*[:=#.]?\s*)?\d{1,4}[^\[\]\n]{0,60}\]{1,2}|【[^】\n]{1,80}】)"
_LEADING = re.compile(rf"\s*{_ONE_MARKER}(?:\s*{_ONE_MARKER})*[.,;:]?(?!\()(?=\s|$)")
_MAY_BE_MARKER = re.compile(rf"\s*(?:{_ONE_MARKER}\s*)*(?:[\[【(][^\]】)\n]{{0,80}})?\s*$")
_ONLY_MARKERS = re.compile(rf"\W*(?:[^\W\d]{{2,20}}\s*:)?\W*{_ONE_MARKER}(?:\s*[,;]?\s*{_ONE_MARKER})*\W*$")
_FILE = r"(?:\[[^\]\n]{1,120}\]\(\S{1,300}\)|<?https?://\S{1,300}|[^\s/]{1,120}\.(?:pdf|docx?|xlsx?|pptx?|html?|md|txt|csv|json|xml))"
_ENTRY = re.compile(
    rf"\W*{_ONE_MARKER}:?\s*{_FILE}(?:\s*[,;(·|–-]\s*(?:[^\W\d]{{1,12}}\.?\s*)?[\d.–-]{{1,12}}\)?){{0,2}}\s*$",
    re.IGNORECASE,
)
"""An entry of a list of sources that endpoints append: a marker, and a file or an address."""
_FENCE = re.compile(r"\s*(?:```|~~~)")


class SentenceReader:
    """Cuts a stream of tokens. A sentence keeps the markers behind its full stop; a line of a table or list is one piece.

    Args:
        known: The evidence numbers there are; other numbers in brackets are left as they stand.
    """

    def __init__(self, known: Container[int] = Every()) -> None:
        self._known = known
        self._thoughts = Thoughts()
        self._rest = ""
        self._looked_at = 0

    def feed(self, chunk: str) -> list[str]:
        """Take what came; the sentences and lines that are whole now."""
        said = self._thoughts.feed(chunk)
        if self._thoughts.never_opened:  # a closing tag alone: all before it was thought
            self._thoughts.never_opened, self._rest, self._looked_at = False, "", 0
        self._rest += said
        out: list[str] = []
        while "\n" in self._rest:
            line, self._rest = self._rest.split("\n", 1)
            self._looked_at = 0
            out += self._pieces(line)
        if len(self._rest) > LONGEST or self._grown():
            out += self._whole()
        return out

    def finish(self) -> list[str]:
        """What is left when the stream has ended; unended thinking is nothing."""
        rest, self._rest = self._rest + self._thoughts.finish(), ""
        return self._pieces(rest)

    def _grown(self) -> bool:
        """Whether there is a stop, and enough behind what was looked at before: a long line is not read again for each token."""
        return len(self._rest) - self._looked_at > len(self._rest) // _AGAIN and _STOP.search(self._rest) is not None

    def _whole(self) -> list[str]:
        """The sentences of the unended line behind which another has begun; markers that may still come are waited for."""
        if _is_one_piece(self._rest):
            return []
        spans = _spans(self._rest)
        self._looked_at = len(self._rest)
        if len(spans) < 2 or _MAY_BE_MARKER.fullmatch(self._rest[spans[-1][0] :]):
            if len(self._rest) <= LONGEST:
                return []
            cut = max(self._rest.rfind(" ", 0, LONGEST), LONGEST // 2)
            done, self._rest, self._looked_at = self._rest[:cut], self._rest[cut:], 0
            return self._cleaned([done])
        done = [self._rest[start:end] for start, end in spans[:-1]]
        self._rest, self._looked_at = self._rest[spans[-1][0] :], 0
        return self._cleaned(done)

    def _pieces(self, line: str) -> list[str]:
        if _FENCE.match(line):
            return []
        if _is_one_piece(line) or _is_source(line):
            return self._cleaned([line])
        parts = [line[at : at + LONGEST] for at in range(0, len(line), LONGEST)]
        return self._cleaned([part[start:end] for part in parts for start, end in _spans(part)])

    def _cleaned(self, pieces: list[str]) -> list[str]:
        """Markers as `[n]`; a piece of a list of sources says nothing."""
        return [normalised(piece.strip(), self._known) for piece in pieces if piece.strip() and not _is_source(piece)]


def _is_source(piece: str) -> bool:
    """Whether it is markers alone, or a marker with the file that it stands for."""
    bare = piece.strip()
    return len(bare) < _LONGEST_LIST and bool(_ONLY_MARKERS.fullmatch(bare) or _ENTRY.fullmatch(bare))


def _is_one_piece(line: str) -> bool:
    return line.lstrip().startswith("|")


def _spans(line: str) -> list[tuple[int, int]]:
    """Sentences with the markers that stand behind their full stop."""
    out: list[tuple[int, int]] = []
    for start, end in sentence_spans(line):
        leading = _LEADING.match(line, start)
        if out and leading and leading.end() <= end:
            out[-1] = (out[-1][0], leading.end())
            start = leading.end()
        if line[start:end].strip():
            out.append((start, end))
    return out
