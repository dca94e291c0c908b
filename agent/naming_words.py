"""Words before or between identifiers that say what they are: alarm, order, part, machine; or that a plain value is meant."""

import re

from agent.catalogue import Kind

_CODE = r"(?=[\w./-]*\d)[^\W_][\w./-]*"
_NUMBER_WORD = r"\s*(?:numbers?|no|nr|nummer|número)?\.?\s*[:#]?\s*$"
AND = r"(?:,|&|/|and|or|und|oder|og|eller|y|o|e|ou)"
ALARM = re.compile(
    r"(?<!\w)(?:alarm(?:s|e|en|as?|er|koder?)?|faults?|errors?|codes?|koder?|fejl|fejlkoder?|fehler|fehlercodes?|störung(?:en)?|"
    r"c[óo]digos?|erros?|falhas?|fallos?|averías?|trips?|status|events?|warnings?|messages?|meldung(?:en)?)"
    rf"(?:\s+(?:codes?|koder?|nr|no|numbers?|código))?\.?\s*[:#]?\s*(?P<code>{_CODE})(?P<more>(?:\s*{AND}\s*{_CODE})*)",
    re.IGNORECASE,
)
WORD_OF: dict[Kind, re.Pattern[str]] = {
    "asset": re.compile(
        r"(?<!\w)(?:turbines?|machines?|units?|assets?|wtg|møllen?|vindmøllen?|maskinen?|anlæg|anlage|maschine|turbina|aerogerador|"
        rf"aerogenerador|máquina|equipo|equipamento|unidad|unidade){_NUMBER_WORD}",
        re.IGNORECASE,
    ),
    "work_order": re.compile(
        r"(?<!\w)(?:orders?|jobs?|wo|arbejdsordre|ordre|auftrag|arbeitsauftrag|orden(?:\s+de\s+trabajo)?|ordem(?:\s+de\s+trabalho)?)"
        rf"{_NUMBER_WORD}",
        re.IGNORECASE,
    ),
    "part": re.compile(
        rf"(?<!\w)(?:parts?|p/?n|item|article|varenummer|reservedel|artikel|teil|teilenummer|pieza|repuesto|peça){_NUMBER_WORD}",
        re.IGNORECASE,
    ),
}
VALUE_BEFORE = re.compile(
    r"(?:torque|moment|to|at|about|approx\.?|than|over|under|above|below|page|section|chapter|step|item|pos\.?|size|serial|"
    r"year|since|until|version|software|drehmoment|seite|kapitel|side|afsnit|página|capítulo|≈|[=<>~±])\s*$",
    re.IGNORECASE,
)
ON = re.compile(r"(?<!\w)(?:on|for|of|at|på|til|an|für|en|para|na|no|da|do|del)\s*$", re.IGNORECASE)
# "on an Osprey?", but not "the Siemens pump": a model's name alone stands for a machine where no noun follows it.
ONE_OF = re.compile(
    r"(?<!\w)(?:an?|the|our|this|that|on|for|of|at|en|et|den|på|til|ein(?:e[mnrs]?)?|die|de[rms]|das|beim?|für|una?|el|la|del|uma?|o|no|na|do|da|para)\s+$",
    re.IGNORECASE,
)
BEHIND_A_NAME = re.compile(
    r"\s*(?:$|[^\w\s'’-]|(?:and|or|is|has|have|with|in|on|at|when|ones?|turbines?|machines?|og|eller|er|har|med|und|oder|ist|hat|mit|y|o|con|e|ou|com)(?!\w))",
    re.IGNORECASE,
)
