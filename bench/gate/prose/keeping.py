"""What is said otherwise and stays true."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bench.gate.prose.figures import converted, dated, figured, unit_named
from bench.gate.prose.sources import Source, is_whole
from bench.gate.prose.words import any_of, exchanged, listed

Maker = Callable[[Source, random.Random], str]
LONGEST, SHORT = 26, 3
"""Words of a sentence that is joined with another; of a clause that stands by itself."""
_BRACKET = re.compile(r" \(([^()]{3,60})\)")
_AND = "and, or, et, ou, y, o, e, than, que, como"
_MARKS = (
    "{text}【1】.",
    "{text} (1).",
    "{text}.[1]",
    "{text}. [1]",
    "{text} [1][2].",
    "{text} [^1].",
    "{text} [evidence 1].",
)


def joined(source: Source, _: random.Random) -> str:
    """Two sentences of a paragraph in one; what a condition stands before would be said of both."""
    words = source.words
    if not source.follows or source.step or max(_long(source.text), _long(source.follows)) > LONGEST:
        return ""
    if _conditioned(source, source.text) or any_of(words["linking"]).match(source.follows):
        return ""
    return words["joined"].format(one=bare(source.text), low=source.low(source.follows))


def stepped(source: Source, chance: random.Random) -> str:
    """Two steps that follow each other, in one sentence."""
    if not source.step or not source.follows or _long(source.text + source.follows) > 2 * LONGEST:
        return ""
    one, two = bare(source.text), source.low(bare(source.follows))
    if ":" in one + two or any_of(source.words["linking"]).match(source.follows) or _conditioned(source, source.text):
        return ""
    return f"{chance.choice(source.words['stepped']).format(one=source.low(one), One=one, two=two)}."


def numbered(source: Source, _: random.Random) -> str:
    """Two steps that follow each other, numbered anew."""
    if not source.step or not source.follows:
        return ""
    return f"1. {bare(source.text)} [1].\n2. {source.follows}"


def turned(source: Source, _: random.Random) -> str:
    """The clause of a conjunction before or behind its main clause."""
    words, text = source.words, bare(source.text)
    for conj in words["turning"]:
        front = re.fullmatch(rf"{conj} ([^,:;]+), ([^,:;]+)", text, re.IGNORECASE)
        if front and not any_of(words["linking"]).match(front[2]):
            main = _main_first(source, front[2])
            sub = front[1]
            return main and f"{words['turned'].format(main=main[:1].upper() + main[1:], conj=conj, sub=sub)}."
        behind = re.fullmatch(rf"([^,:;]+?),? {conj} ([^,:;]+)", text)
        if (
            behind
            and "front" not in words
            and not any_of(_AND).search(text)
            and text.count("(") in {0, behind[2].count("("), behind[1].count(")")}
            and not _tied(source, behind[1])
            and min(map(_long, behind.groups())) >= SHORT
        ) and len(re.findall(rf"\b{conj}\b", text)) == 1:
            return f"{conj[0].upper()}{conj[1:]} {behind[2]}, {source.low(behind[1])}."
    return ""


def _main_first(source: Source, main: str) -> str:
    """A main clause as it stands by itself: where the verb stands first behind a clause, its subject comes before it again."""
    words = source.words
    if "swapped" not in words:
        return main
    verb, subject, *rest = main.split()
    if subject in listed(words["formal"]) and verb in listed(words["swapped"]) and len(subject) != len("de") + 1:
        return " ".join([subject, verb, *rest]) if subject not in {"de", "den"} else ""
    return main if subject == "Sie" and verb not in listed(words["swapped"]) else ""


def _tied(source: Source, main: str) -> bool:
    """Whether what stands before a conjunction needs it where it is: "check if", "500 hours after"."""
    last = " ".join(main.split()[-3:])
    return bool(re.search(r"\d", last) or any_of(source.words["whether"]).search(main.split()[-1]))


def led(source: Source, chance: random.Random) -> str:
    """Behind a lead."""
    return chance.choice(source.words["leads"]).format(whole=source.text, low=source.low(source.text))


def bound(source: Source, chance: random.Random) -> str:
    """A duty in other words."""
    no = any_of(source.words["denied"])
    denied = no.search(source.text) is not None
    return exchanged(source.text, [pair for pair in source.words["duty"] if not denied or no.search(pair[0])], chance)


def reworded(source: Source, chance: random.Random) -> str:
    """One word for another."""
    return exchanged(source.text, source.words["same"], chance)


def abbreviated(source: Source, chance: random.Random) -> str:
    """An abbreviation written out, or a word abbreviated."""
    return exchanged(source.text, source.words["abbreviations"], chance)


def without_bracket(source: Source, _: random.Random) -> str:
    """What a bracket adds left out, where it neither restricts nor denies."""
    found = _BRACKET.findall(source.text)
    words = source.words
    if (
        len(found) != 1
        or _conditioned(source, found[0])
        or any_of(f"{words['denied']}, {words['only']}").search(found[0])
    ):
        return ""
    return _BRACKET.sub("", source.text)


def listed_item(source: Source, _: random.Random) -> str:
    """An item of a list behind the line above it."""
    return (
        f"{source.lead} {source.low(source.text.rstrip(' .,;'))}."
        if source.lead and len(source.text.split()) > 1
        else ""
    )


def decorated(source: Source, chance: random.Random) -> str:
    """With the signs of markup."""
    words = bare(source.text).split()
    at = chance.randrange(len(words))
    bold = " ".join([*words[:at], f"**{words[at]}**", *words[at + 1 :]])
    return chance.choice(
        [f"- {source.text}", f"* **{bare(source.text)}**.", f"{bold}.", f"### {bare(source.text)}", f"> {source.text}"]
    )


def marked(source: Source, chance: random.Random) -> str:
    """As printed or behind a lead, with another style of marker."""
    text = bare(source.text if chance.random() < 0.5 else led(source, chance))
    return chance.choice(_MARKS).format(text=text)


def mixed(source: Source, chance: random.Random) -> str:
    """Two or three of these at once."""
    made, left = source.text, chance.sample(list(_SIMPLE), len(_SIMPLE))
    done = 0
    for maker in [*left, led]:
        changed = maker(replace(source, text=made), chance) if is_whole(made) else ""
        done += bool(changed)
        made = changed or made
    return made if done > 1 else ""


def bare(text: str) -> str:
    return text[:-1] if text.endswith(".") else text


def _long(text: str) -> int:
    return len(text.split())


def _conditioned(source: Source, text: str) -> bool:
    return any_of(", ".join(source.words["turning"])).search(text) is not None


_SIMPLE: tuple[Maker, ...] = (turned, bound, reworded, abbreviated, without_bracket, figured, unit_named)
KEEPING: Mapping[str, Maker] = {
    "joined": joined, "then": stepped, "numbered": numbered, "turned": turned, "led": led, "duty": bound, "reworded": reworded, "abbreviated": abbreviated, "no bracket": without_bracket,
    "item": listed_item, "figures": figured, "unit named": unit_named, "converted": converted, "dated": dated, "decorated": decorated, "marked": marked, "mixed": mixed,
}  # fmt: skip
