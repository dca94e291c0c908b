"""Work that can kill: what it looks like in a manual's own words."""

import re

_HAZARDS = re.compile(
    # high voltage and live parts
    r"\b(?:high[- ]voltage|medium[- ]voltage|switchgear|dc[- ]link|bus ?bars?|live parts?|energi[sz]ed|arc flash|hochspannung\w*|schaltanlage\w*|"
    r"højspænding\w*|alta tensión|alta tensão)\b|\b(?:[1-9]\d{0,2}(?:[.,]\d+)? ?kV|[4-9]\d\d ?V|1[05]00 ?V)\b"
    # stored energy, hydraulics
    r"|\b(?:accumulators?|stored energy|charged capacitors?|pre-?charge[d]?|nitrogen|hydraulic (?:unit|line|hose|pressure|cylinder|pump|station|power)\w*|depressuri[sz]e|druckspeicher|"
    r"hydraulik\w*|akkumulator\w*|acumulador\w*|hidráulic\w*)\b"
    # rotating parts
    r"|\b(?:rotor|hub|blades?|high[- ]speed shaft|spinner|nabe|rotorblatt|rotoren|navet|pás|pá)\b"
    # height and lifting
    r"|\b(?:climb\w*|work(?:ing)? at height|fall arrest|fall-arrest harness|climb\w*|hoist\w*|crane|lifting|sling\w*|suspended load|heben|kran|anseilen|løft\w*|kran|grúa|izar|izaje|içar|guindaste)\b",
    re.IGNORECASE,
)
_SAFETY_CHAPTER = re.compile(
    r"\b(?:safety|warnings?|lock-?out|loto|hazards?|sicherheit\w*|warnhinweise?|freischalt\w*|sikkerhed\w*|advarsler|aflåsning|seguridad|advertencias|bloqueo|segurança|avisos|bloqueio)\b",
    re.IGNORECASE,
)
_PREREQUISITE = re.compile(
    r"\b(?:lock(?:ed)?[- ]?out|tag[- ]?out|isolate[ds]?|de-?energi[sz]e[ds]?|switch(?:ed)? off|disconnect(?:ed)? (?:the )?(?:power|supply|mains)|discharge[ds]?|depressuri[sz]e[ds]?|"
    r"rotor lock|secure[ds]? against|freischalt\w*|freigeschaltet|gegen wiedereinschalten|spannungsfrei\w*|drucklos|afbryd\w*|aflås\w*|trykløs|bloque\w* y etiquet\w*|desenergi\w*|despresuri\w*|desligar)\b",
    re.IGNORECASE,
)


def hazardous(text: str) -> bool:
    """Whether a step or its heading names high voltage, stored energy, rotating parts, hydraulics, height or lifting."""
    return _HAZARDS.search(text) is not None


def is_safety_chapter(heading: str) -> bool:
    """Whether a heading is that of a manual's safety chapter."""
    return _SAFETY_CHAPTER.search(heading) is not None


def gives_prerequisite(text: str) -> bool:
    """Whether a text tells to isolate, lock out, discharge or secure."""
    return _PREREQUISITE.search(text) is not None
