"""Passages and records as evidence: plain lines that a sentence can be checked against and quoted from."""

from collections.abc import Mapping
from datetime import datetime

from domain.answers import Evidence, Region
from domain.documents import Document, Passage, SearchHit, Section
from domain.records import AlarmCode, Asset, Part, WorkOrder
from language.phrasebook import FALLBACK, decimal, decimal_sign
from tools.findings import regions_of
from tools.phrases.saying import BOOK, label, say


def passage_evidence(
    passage: Passage,
    document: Document,
    section: Section,
    *,
    score: float = 0.0,
    applies: bool = True,
    superseded: bool = False,
) -> Evidence:
    """A passage of a document, with the printed regions that its text came from."""
    return Evidence(
        id=passage.id,
        kind="manual",
        title=document.title,
        text=passage.text,
        document_id=document.id,
        path=document.path,
        revision=document.revision or None,
        section=_heading(section),
        section_id=section.id,
        page=passage.page,
        order=passage.order,
        passage_kind=passage.kind,
        refs=passage.refs,
        level=passage.level,
        table=passage.table,
        regions=tuple(
            Region(text=line.text, start=line.start, end=line.end, page=line.page, box=line.box)
            for line in passage.lines
        ),
        applies=applies,
        superseded=superseded or bool(document.superseded_by),
        score=score,
        as_of=document.indexed_at,
        fields=_scope(passage, document)
        | ({"caption": passage.caption} if passage.caption else {})
        | ({"number": document.number} if document.number else {}),
    )


def _scope(passage: Passage, document: Document) -> dict[str, str]:
    """The models that a passage, or else its document, is for."""
    models = passage.applies_to.models or document.applies_to.models
    return {"models": ", ".join(models)} if models else {}


def hit_evidence(hit: SearchHit) -> Evidence:
    """A search hit as evidence."""
    return passage_evidence(
        hit.passage,
        hit.document,
        hit.section,
        score=hit.score,
        applies=hit.applies,
        superseded=hit.superseded,
    ).model_copy(update={"page": hit.page, "overridden_by": hit.overridden_by})


def _heading(section: Section) -> str:
    title = section.title
    if section.number and not title.startswith(section.number):
        return f"{section.number} {title}"
    return title


def alarm_evidence(alarm: AlarmCode, language: str = "") -> Evidence:
    """One alarm-list entry; causes and actions are one line each."""
    head = f"{label('alarm', language)} {alarm.code}"
    rows = _Rows(language).add("", f"{head}: {alarm.title}")
    rows.named("also", ", ".join(alarm.aliases)).named("model", ", ".join(alarm.models))
    rows.named("severity", alarm.severity).named("reset", alarm.reset).named("meaning", alarm.meaning)
    for cause in alarm.causes:
        rows.named("cause", cause)
    for action in alarm.actions:
        rows.named("action", action)
    rows.others(alarm.fields)
    return rows.evidence("alarm", alarm.code, f"{head} {alarm.title}", models=alarm.models)


def asset_evidence(asset: Asset, language: str = "") -> Evidence:
    """One machine."""
    rows = _Rows(language).add("", f"{asset.tag}: {asset.model}".rstrip(": "))
    rows.named("name", asset.name).named("status", asset.status).named("serial", asset.serial)
    rows.named("controller", asset.controller).named("site", asset.site)
    rows.named("commissioned", asset.commissioned.isoformat() if asset.commissioned else "")
    rows.named("next_service", asset.next_service.isoformat() if asset.next_service else "")
    return rows.others(asset.fields).evidence("asset", asset.tag, asset.tag)


def part_evidence(part: Part, language: str = "") -> Evidence:
    """One part with its stock by location."""
    rows = _Rows(language).add("", f"{label('part', language)} {part.number}: {part.name or part.description}")
    rows.named("description", part.description if part.name else "")
    for stock in part.stock:
        free = max(stock.quantity - stock.reserved, 0)
        told = f"{decimal(stock.quantity, language)} {part.unit}"
        if stock.reserved:
            told += say("reserved", language, reserved=float(stock.reserved), free=float(free))
        if stock.minimum is not None:
            told += say("minimum_of", language, minimum=float(stock.minimum))
        rows.add("stock", f"{say('stock_at', language, place=stock.location)}: {told}")
    rows.named("bin", "; ".join(f"{s.location} {s.bin}" for s in part.stock if s.bin))
    days = part.lead_time_days
    rows.named("lead_time", say("days", language, count=days) if days is not None else "")
    rows.named("superseded_by", part.superseded_by).named("supersedes", ", ".join(part.supersedes))
    rows.named("equivalents", ", ".join(part.equivalents)).named("models", ", ".join(part.models))
    rows.named("manufacturer", part.manufacturer).named("supplier", part.supplier)
    rows.named("price", _price(part, language) if part.price is not None else "")
    as_of = max((s.as_of for s in part.stock if s.as_of), default=None)
    return rows.others(part.fields).evidence("part", part.number, f"{part.number} {part.name}".strip(), as_of=as_of)


def work_order_evidence(order: WorkOrder, language: str = "") -> Evidence:
    """One job, in the technician's own words."""
    what = order.title or order.description
    rows = _Rows(language).add("", f"{order.number}: {what}" if what else order.number)
    rows.named("asset", f"{order.asset} ({order.asset_name})" if order.asset_name else order.asset)
    rows.named("status", order.status).named("kind", order.kind)
    rows.named("opened", _day(order.opened)).named("closed", _day(order.closed)).named("due", _day(order.due))
    rows.named("alarm", order.alarm_code).named("component", order.component)
    rows.named("failure_mode", order.failure_mode).named("description", order.description if order.title else "")
    rows.named("done", order.actions).named("parts_used", ", ".join(order.parts_used))
    rows.named("assigned_to", order.assigned_to).named("priority", order.priority)
    rows.named("hours", decimal(order.hours, language) if order.hours is not None else "")
    rows.named("cost", decimal(order.cost, language) if order.cost is not None else "")
    title = f"{order.number} {order.title}".strip()
    return rows.others(order.fields).evidence("work_order", order.number, title, as_of=order.closed or order.opened)


class _Rows:
    """The lines of a record, each with the field that it tells, under the names that the fields have in a language."""

    def __init__(self, language: str) -> None:
        self._language = language if language in BOOK.languages else FALLBACK
        self._rows: list[tuple[str, str]] = []

    def add(self, field: str, line: str) -> "_Rows":
        self._rows.append((field, " ".join(line.split())))
        return self

    def named(self, field: str, value: str) -> "_Rows":
        """A line with the field's name, where it tells anything."""
        return self.add(field, f"{label(field, self._language)}: {value}") if value else self

    def others(self, fields: Mapping[str, str]) -> "_Rows":
        """The company's own fields, by its own names."""
        for key, value in fields.items():
            name = key.replace("_", " ").strip().capitalize()
            if value:
                self.add("", f"{name}: {value}")
        return self

    def evidence(
        self, kind: str, number: str, title: str, *, as_of: datetime | None = None, models: tuple[str, ...] = ()
    ) -> Evidence:
        """All of them. The id tells languages apart: in each the same record has other words."""
        fields, lines = zip(*self._rows, strict=True)
        told = "+".join(filter(None, (*models, self._language if self._language != FALLBACK else "")))
        return Evidence.model_validate(
            {
                "id": f"{kind}:{number}" + (f":{told}" if told else ""),
                "kind": kind,
                "title": title,
                "text": "\n".join(lines),
                "source_id": number,
                "regions": regions_of(lines, fields),
                "as_of": as_of,
                "language": self._language,
                "fields": {"models": ", ".join(models)} if models else {},
            }
        )


def _price(part: Part, language: str) -> str:
    return f"{part.price:.2f} {part.currency}".strip().replace(".", decimal_sign(language), 1)


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
