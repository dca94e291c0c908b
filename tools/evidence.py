"""Passages and records as evidence: plain lines that a sentence can be checked against and quoted from."""

from collections.abc import Iterable
from datetime import datetime

from domain.answers import Evidence, Region
from domain.documents import Document, Passage, SearchHit, Section
from domain.records import AlarmCode, Asset, Part, WorkOrder
from tools.findings import decimal, regions_of


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


def alarm_evidence(alarm: AlarmCode) -> Evidence:
    """One alarm-list entry; causes and actions are one line each."""
    rows = [f"Alarm {alarm.code}: {alarm.title}"]
    rows += _named(("Also", ", ".join(alarm.aliases)))
    rows += [f"Model: {', '.join(alarm.models)}"] if alarm.models else []
    rows += _named(("Severity", alarm.severity), ("Reset", alarm.reset), ("Meaning", alarm.meaning))
    rows += [f"Cause: {cause}" for cause in alarm.causes]
    rows += [f"Action: {action}" for action in alarm.actions]
    rows += _named(*((_label(key), value) for key, value in alarm.fields.items()))
    return _record("alarm", alarm.code, f"Alarm {alarm.code} {alarm.title}", rows, models=alarm.models)


def asset_evidence(asset: Asset) -> Evidence:
    """One machine."""
    rows = [f"{asset.tag}: {asset.model}".rstrip(": ")]
    rows += _named(
        ("Name", asset.name),
        ("Status", asset.status),
        ("Serial number", asset.serial),
        ("Controller", asset.controller),
        ("Site", asset.site),
        ("Commissioned", asset.commissioned.isoformat() if asset.commissioned else ""),
        ("Next service", asset.next_service.isoformat() if asset.next_service else ""),
        *((_label(key), value) for key, value in asset.fields.items()),
    )
    return _record("asset", asset.tag, asset.tag, rows)


def part_evidence(part: Part) -> Evidence:
    """One part with its stock by location."""
    rows = [f"Part {part.number}: {part.name or part.description}"]
    rows += _named(("Description", part.description if part.name else ""))
    for stock in part.stock:
        free = max(stock.quantity - stock.reserved, 0)
        reserved = f" ({stock.reserved:g} reserved, {free:g} free)" if stock.reserved else ""
        least = f" (minimum {stock.minimum:g})" if stock.minimum is not None else ""
        rows.append(f"Stock at {stock.location}: {stock.quantity:g} {part.unit}{reserved}{least}")
    rows += _named(
        ("Bin", "; ".join(f"{s.location} {s.bin}" for s in part.stock if s.bin)),
        ("Lead time", f"{part.lead_time_days} days" if part.lead_time_days is not None else ""),
        ("Superseded by", part.superseded_by),
        ("Supersedes", ", ".join(part.supersedes)),
        ("Equivalents", ", ".join(part.equivalents)),
        ("Models", ", ".join(part.models)),
        ("Manufacturer", part.manufacturer),
        ("Supplier", part.supplier),
        ("Price", f"{part.price:.2f} {part.currency}".strip() if part.price is not None else ""),
        *((_label(key), value) for key, value in part.fields.items()),
    )
    as_of = max((s.as_of for s in part.stock if s.as_of), default=None)
    return _record("part", part.number, f"{part.number} {part.name}".strip(), rows, as_of=as_of)


def work_order_evidence(order: WorkOrder) -> Evidence:
    """One job, in the technician's own words."""
    what = order.title or order.description
    rows = [f"{order.number}: {what}" if what else order.number]
    rows += _named(
        ("Asset", f"{order.asset} ({order.asset_name})" if order.asset_name else order.asset),
        ("Status", order.status),
        ("Kind", order.kind),
        ("Opened", _day(order.opened)),
        ("Closed", _day(order.closed)),
        ("Due", _day(order.due)),
        ("Alarm", order.alarm_code),
        ("Component", order.component),
        ("Failure mode", order.failure_mode),
        ("Description", order.description if order.title else ""),
        ("Done", order.actions),
        ("Parts used", ", ".join(order.parts_used)),
        ("Assigned to", order.assigned_to),
        ("Priority", order.priority),
        ("Hours", decimal(order.hours) if order.hours is not None else ""),
        ("Cost", decimal(order.cost) if order.cost is not None else ""),
        *((_label(key), value) for key, value in order.fields.items()),
    )
    title = f"{order.number} {order.title}".strip()
    return _record("work_order", order.number, title, rows, as_of=order.closed or order.opened)


def _record(
    kind: str,
    number: str,
    title: str,
    rows: Iterable[str],
    *,
    as_of: datetime | None = None,
    models: tuple[str, ...] = (),
) -> Evidence:
    lines = [" ".join(row.split()) for row in rows]
    scope = "+".join(models)
    return Evidence.model_validate(
        {
            "id": f"{kind}:{number}" + (f":{scope}" if scope else ""),
            "kind": kind,
            "title": title,
            "text": "\n".join(lines),
            "source_id": number,
            "regions": regions_of(lines),
            "as_of": as_of,
            "fields": {"models": ", ".join(models)} if models else {},
        }
    )


def _named(*pairs: tuple[str, str]) -> list[str]:
    return [f"{name}: {value}" for name, value in pairs if value]


def _label(key: str) -> str:
    return key.replace("_", " ").strip().capitalize()


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
