"""Holes of the gate: claims turned round after it, still citing the place that says otherwise."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from domain.answers import Answer, Claim

# The faults' own words, not those that the gate or the metrics know: English and German, as the suites are.
_NOT = re.compile(r"\b(?:do not|does not|must not|may not|cannot|never|not|no|nicht|keine?[nrms]?)\b ?", re.IGNORECASE)
_LIMITS = (("not above", "not below"), ("at most", "at least"), ("max.", "min."), ("maximum", "minimum"), ("below", "above"), ("up to", "from"),
           ("not over", "not under"), ("höchstens", "mindestens"), ("less than", "more than"))  # fmt: skip
_ORDER = (("before", "after"), ("until", "after"), ("then", "first"), ("vor", "nach"))
_CONDITION = re.compile(
    r"(?:\b(?:if|when|unless|until|while|as long as|wenn|bevor|bis)\b[^,;.:]*[,;]?"
    r"|\b(?:above|below|not above|not below|up to|over|under|at|bei|über|unter)\b(?: the)? ?[-−]?\d[^,;.:]*[,;]?)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?![\w/-]|[.,]\d)")
_SOFTER = (("must not", "should preferably not"), ("must", "may"), ("never", "rarely"), ("do not", "try not to"), ("only", "preferably"), ("always", "usually"),
           ("lock", "mark"), ("danger", "note"), ("warning", "note"), ("wait", "pause briefly"))  # fmt: skip
_FIELD = re.compile(r"([^;:\n]+): ([^;\n]+)")


def claims(change: Callable[[str], str]) -> Callable[[Answer], Answer]:
    """An answer whose claims are changed one by one, in its text as well."""
    return lambda answer: _with(answer, [change(claim.text) for claim in answer.claims])


def _with(answer: Answer, texts: Sequence[str]) -> Answer:
    text = answer.text
    new: list[Claim] = []
    for claim, said in zip(answer.claims, texts, strict=True):
        new.append(claim.model_copy(update={"text": said}) if said.strip() else claim)
        text = text.replace(claim.text, new[-1].text, 1)
    return answer.model_copy(update={"claims": tuple(new), "text": text})


def without_negation(text: str) -> str:
    """Its negations are swallowed."""
    return _NOT.sub("", text)


def limits_flipped(text: str) -> str:
    """What was a most is a least."""
    return _exchanged(text, _LIMITS)


def order_turned(text: str) -> str:
    """What came before comes after."""
    return _exchanged(text, _ORDER)


def without_condition(text: str) -> str:
    """What held under a condition holds always."""
    return re.sub(r"\s{2,}", " ", _CONDITION.sub("", text)).strip(" ,;")


def rounded(text: str) -> str:
    """Figures of two digits and more are rounded to one."""
    return _FIGURE.sub(lambda m: str(_round(m.group())), text)


def _round(figure: str) -> str:
    whole = re.split(r"[.,]", figure)[0]
    return figure if len(whole) < 2 else str(round(int(whole), 1 - len(whole)))


def column_swapped(text: str) -> str:
    """In "Joint: A; Torque: 45 Nm; Bolt: M12" each field has the next one's value."""
    fields = _FIELD.findall(text)
    if len(fields) < 3:
        return text
    values = [value for _, value in fields]
    turned = iter([values[0], *values[2:], values[1]])
    return _FIELD.sub(lambda m: f"{m[1]}: {next(turned)}", text)


def subject_swapped(answer: Answer) -> Answer:
    """Each claim has the figures of the next one."""
    texts = [claim.text for claim in answer.claims]
    with_figures = [at for at, text in enumerate(texts) if _FIGURE.search(text)]
    figures = {at: _FIGURE.findall(texts[at]) for at in with_figures}
    for one, other in pairwise([*with_figures, *with_figures[:1]]):
        theirs = iter(figures[other])
        texts[one] = _FIGURE.sub(lambda m, theirs=theirs: next(theirs, m.group()), texts[one])
    return _with(answer, texts)


def labels_tainted(answer: Answer) -> Answer:
    """The label of one line stands before the next line's facts."""
    texts = [claim.text for claim in answer.claims]
    labelled = [(at, match) for at, text in enumerate(texts) if (match := _FIELD.match(text))]
    for (at, own), (_, other) in pairwise([*labelled, *labelled[:1]]):
        texts[at] = texts[at].replace(own[2], other[2], 1)
    return _with(answer, texts)


def safety_softened(answer: Answer) -> Answer:
    """Duties become advice, in warnings and claims."""
    softer = _with(answer, [_exchanged(claim.text, _SOFTER, both=False) for claim in answer.claims])
    warnings = tuple(w.model_copy(update={"text": _exchanged(w.text, _SOFTER, both=False)}) for w in answer.warnings)
    return softer.model_copy(update={"warnings": warnings})


def _exchanged(text: str, couples: Sequence[tuple[str, str]], *, both: bool = True) -> str:
    """The first couple that is there changes place."""
    for one, other in couples:
        for this, that in ((one, other), (other, one))[: 2 if both else 1]:
            found = re.sub(rf"(?<!\w){re.escape(this)}(?!\w)", that, text, flags=re.IGNORECASE)
            if found != text:
                return found
    return text
