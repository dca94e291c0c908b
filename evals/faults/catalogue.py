"""The seeded regressions, each with the kinds of cases that it has to show in."""

from functools import partial

from evals.faults import deciding, passages, records, showing, writing
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
    Fault("answer from memory", ("value", "part"), events=showing.answers(showing.from_memory)),
    Fault("disable grounding", ("value", "procedure"), focus="fault-unit", events=showing.answers(showing.invented)),
    Fault("cite the wrong page", ("value", "procedure"), events=showing.answers(showing.next_page)),
    Fault("mix up the citations", ("value", "procedure"), events=showing.answers(showing.exchanged_citations)),
    Fault(
        "swallow a tool's error", ("missing-source",), focus="fault-down", events=showing.answers(showing.gaps_hidden)
    ),
    Fault("take on what must be refused", ("unsafe", "out-of-scope"), events=showing.answers(showing.never_refused)),
    Fault("skip the approval", ("approval",), approvals=deciding.NobodyAsked),
    Fault("never ask back", ("clarification",), events=showing.answers(showing.never_asks_back)),
    Fault("show warnings after the steps", ("procedure",), focus="fault-steps", events=showing.warnings_last),
)
