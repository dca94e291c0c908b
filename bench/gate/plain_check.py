"""A second opinion on released text, independent of the gate: each number and code must stand in the raw quotes, as printed."""

import re
import unicodedata

from domain.answers import Answer

_WORDS = {
    w: str(n) for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\b(?=\w*\d)(?=\w*[^\W\d])\w+")


def _raw(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2011", "-").replace("\u2013", "-")
    return plain.casefold()


def _grouped(text: str) -> str:
    """Thousands written with spaces as one number; beside a decimal they are cells of a table."""
    return re.sub(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]?\d)", lambda m: m.group().replace(" ", ""), text)


def _said(text: str) -> str:
    shown = re.sub(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)", "", text)
    return re.sub(r"\[\d+\]", "", shown).replace("*", "")


def unsupported_words(answer: Answer) -> list[str]:
    """Numbers and codes of each claim and warning that none of its own citations prints in quote, title or section.

    What code worked out of cited values is printed nowhere, and is left out.
    """
    missing: list[str] = []
    for claim in (*(claim for claim in answer.claims if claim.verdict != "derived"), *answer.warnings):
        cited = [c for c in answer.citations if c.n in claim.citations]
        raw = _raw(
            " ".join(f"{c.quote} {c.title} {c.section or ''} {c.source_id or ''} {c.revision or ''}" for c in cited)
        )
        held = {*_TOKEN.findall(raw), *_TOKEN.findall(_grouped(raw))} | {
            _WORDS[word] for word in re.findall(r"[a-z]+", raw) if word in _WORDS
        }
        text = _raw(_said(claim.text))
        wanted = _TOKEN.findall(_grouped(text)) + [
            _WORDS[word] for word in re.findall(r"[a-z]+", text) if word in _WORDS
        ]
        missing += [
            word
            for word in wanted
            if word not in held and word.replace(",", ".") not in held and word.replace(",", "") not in held
        ]
    return missing
