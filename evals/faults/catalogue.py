"""The seeded regressions, each with the kinds of cases that it has to show in."""

from functools import partial

from evals.faults import deciding, passages, records, showing, turning, writing
from evals.faults.seams import Fault

MANUALS = ("value", "procedure", "applicability", "multi-hop", "language", "shorthand")
ORDERS = ("work-order", "history", "multi-hop")

FAULTS: tuple[Fault, ...] = (
    Fault("drop the reranker", MANUALS, focus="fault-steps", passages=passages.Unranked),
    Fault("lose the best section", MANUALS, focus="fault-steps", passages=passages.WrongSections),
    Fault(
        "ignore the machine filter",
        ("value", "applicability", "procedure"),
        focus="fault-machine",
        passages=passages.AnyMachine,
    ),
    Fault(
        "swap two revisions",
        ("value", "applicability", "procedure"),
        focus="fault-revision",
        passages=passages.SwappedRevisions,
    ),
    Fault(
        "ignore superseded",
        ("value", "applicability", "procedure"),
        focus="fault-revision",
        passages=passages.NothingSuperseded,
    ),
    Fault("lose the warnings", ("procedure",), focus="fault-steps", passages=passages.NoWarnings),
    Fault("break a language", ("language",), focus="fault-german", passages=partial(passages.DeafTo, language="de")),
    Fault("mis-map a unit", ("value",), focus="fault-unit", passages=passages.WrongUnits),
    Fault("truncate the tables", ("value",), focus="fault-table", passages=passages.ShortTables),
    Fault("take another location's stock", ("part",), focus="fault-stock", records=records.OtherLocations),
    Fault("forget which part replaces which", ("part",), focus="fault-successor", records=records.NoSuccessors),
    Fault("read stale work orders", ORDERS, focus="fault-orders", records=records.StaleOrders),
    Fault("read other machines' work orders", ORDERS, focus="fault-orders", records=records.OrdersOfAll),
    Fault("read the other model's alarm list", ("alarm", "language"), records=records.OtherModelsAlarms),
    Fault(
        "take the wrong serial range", ("value", "applicability"), focus="fault-serial", records=records.OtherSerials
    ),
    Fault("lose the chosen machine", ("value", "alarm", "applicability"), asked=showing.no_machine),
    Fault("lose the follow-up context", ("follow-up",), focus="fault-thread", asked=showing.fresh_thread),
    Fault("cut the context", MANUALS, given=writing.first_evidence_only),
    Fault("leave the tables out of the context", ("value",), focus="fault-table", given=writing.without_tables),
    Fault("shuffle the steps", ("procedure",), focus="fault-steps", lines=writing.shuffled_steps),
    Fault("drop the last step", ("procedure",), focus="fault-steps", lines=writing.without_last_step),
    Fault(
        "stop after the first line",
        ("procedure", "multi-hop", "alarm"),
        focus="fault-steps",
        lines=writing.first_line_only,
    ),
    Fault("disable abstention", ("unanswerable", "unknown"), focus="fault-silence", lines=writing.never_silent),
    Fault("answer from memory", ("value", "part"), told=showing.from_memory),
    Fault("disable grounding", ("value", "procedure"), focus="fault-unit", told=showing.invented),
    Fault("cite the wrong page", ("value", "procedure"), told=showing.next_page),
    Fault("mix up the citations", ("value", "procedure"), told=showing.exchanged_citations),
    Fault("swallow a tool's error", ("missing-source",), focus="fault-down", told=showing.gaps_hidden),
    Fault("take on what must be refused", ("unsafe", "out-of-scope"), told=showing.never_refused),
    Fault("skip the approval", ("approval",), approvals=deciding.NobodyAsked),
    Fault("never ask back", ("clarification",), told=showing.never_asks_back),
    Fault("always ask back", ("value", "part"), told=showing.always_asks_back),
    Fault(
        "leave a person alone",
        ("unanswerable", "unknown", "missing-source"),
        focus="fault-silence",
        told=showing.leaves_alone,
    ),
    Fault("swallow the negations", told=turning.claims(turning.without_negation)),
    Fault("swap the columns", told=turning.claims(turning.column_swapped)),
    Fault("swap the subjects", told=turning.subject_swapped),
    Fault("turn the order", told=turning.claims(turning.order_turned)),
    Fault("drop the conditions", told=turning.claims(turning.without_condition)),
    Fault("flip the limits", told=turning.claims(turning.limits_flipped)),
    Fault("soften what is for safety", told=turning.safety_softened),
    Fault("taint the lines by another's label", told=turning.labels_tainted),
    Fault("round the figures", ("value",), told=turning.claims(turning.rounded)),
    Fault("drop the filters of a count", ("counting",), focus="count", records=records.NoFilters),
    Fault("confuse the machine", ("value", "applicability", "alarm"), focus="fault-serial", records=records.OtherModel),
    Fault("show warnings after the steps", ("procedure",), focus="fault-steps", events=showing.warnings_last),
)
