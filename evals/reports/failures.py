"""Each failed case as people read it: question, answer, evidence, tool calls and the reason."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

Failure = Mapping[str, Any]


def failures(failed: Sequence[Failure]) -> str:
    """All of them, by kind, each folded."""
    if not failed:
        return "<p>None."
    ordered = sorted(failed, key=lambda f: (f["kind"], f["id"]))
    return "".join(
        f"<h3>{escape(kind)}</h3>" + "".join(_failure(case) for case in cases)
        for kind, cases in groupby(ordered, key=lambda f: f["kind"])
    )


def _failure(case: Failure) -> str:
    why = "<br>".join(f"{escape(name)}: {escape(reason)}" for name, reason in case["why"].items())
    asset = f" <span class=soft>{escape(case['asset'])}</span>" if case["asset"] else ""
    parts = [
        f"<details><summary><b>{escape(case['id'])}</b>{asset} {escape(case['question'])}<br><span class=why>{why}</span></summary><div>",
        _list("Asked before", case["thread"]),
        f"<p class=soft>Status {escape(case['status'])}",
        _list("Warnings", case["warnings"]),
        f"<pre>{escape(case['answer']) or '(no text)'}</pre>",
        "".join(_citation(c) for c in case["citations"]),
        _list("Tool calls", [_call(c) for c in case["tool_calls"]], code=True),
        _list("Gaps", case["gaps"]),
        _list("Withheld", case["withheld"]),
        "</div></details>",
    ]
    return "".join(parts)


def _citation(citation: Mapping[str, Any]) -> str:
    place = citation["source_id"] or f"{citation['path'] or citation['title']}, page {citation['page']}"
    section = f", {citation['section']}" if citation["section"] else ""
    return f"<p>[{citation['n']}] {escape(citation['kind'])}: {escape(place)}{escape(section)}</p><blockquote>{escape(citation['quote'])}</blockquote>"


def _call(call: Mapping[str, Any]) -> str:
    return f"{call['name']}({json.dumps(call['args'], ensure_ascii=False, sort_keys=True)}) → {call['status']}"


def _list(title: str, lines: Sequence[str], *, code: bool = False) -> str:
    if not lines:
        return ""
    tag = "code" if code else "span"
    return (
        f"<p class=soft>{escape(title)}</p><ul>{''.join(f'<li><{tag}>{escape(line)}</{tag}>' for line in lines)}</ul>"
    )
