"""All tools, listed once: name, arguments, function, where it looks."""

from tools import asking
from tools.arithmetic import calculating, converting
from tools.manuals import documents, revisions, searching
from tools.orders import briefs, cases, counting, finding
from tools.records import alarm_words, alarms, machines, parts
from tools.tool import Tool, tool
from tools.writes import changes

__all__ = ["ASK_PERSON", "READ_TOOLS", "TOOLS", "WRITE_TOOLS", "Tool"]

READ_TOOLS: tuple[Tool, ...] = (
    tool("search_manuals", searching.SearchManuals, searching.search_manuals, "manuals"),
    tool("read_section", searching.ReadSection, searching.read_section, "manuals"),
    tool("compare_revisions", revisions.CompareRevisions, revisions.compare_revisions, "manuals"),
    tool("find_documents", documents.FindDocuments, documents.find_documents, "manuals"),
    tool("lookup_alarm", alarms.LookupAlarm, alarms.lookup_alarm, "alarm lists"),
    tool("find_alarms", alarm_words.FindAlarms, alarm_words.find_alarms, "alarm lists"),
    tool("get_asset", machines.GetAsset, machines.get_asset, "assets"),
    tool("find_assets", machines.FindAssets, machines.find_assets, "assets"),
    tool("get_work_order", finding.GetWorkOrder, finding.get_work_order, "work orders"),
    tool("find_work_orders", finding.FindWorkOrders, finding.find_work_orders, "work orders"),
    tool("count_work_orders", counting.CountWorkOrders, counting.count_work_orders, "work orders"),
    tool("total_work_orders", counting.TotalWorkOrders, counting.total_work_orders, "work orders"),
    tool("find_similar_cases", cases.FindSimilarCases, cases.find_similar_cases, "work orders"),
    tool("shift_brief", briefs.ShiftBrief, briefs.shift_brief, "work orders"),
    tool("find_parts", parts.FindParts, parts.find_parts, "inventory"),
    tool("calculate", calculating.Calculate, calculating.calculate, "arithmetic"),
    tool("convert", converting.Convert, converting.convert, "arithmetic"),
)

WRITE_TOOLS: tuple[Tool, ...] = tuple(
    tool(run.__name__, args, changes.answering(run), source, "write")
    for args, run, source in (
        (changes.CreateWorkOrder, changes.create_work_order, "work orders"),
        (changes.AddWorkOrderNote, changes.add_work_order_note, "work orders"),
        (changes.SetWorkOrderStatus, changes.set_work_order_status, "work orders"),
        (changes.ReservePart, changes.reserve_part, "inventory"),
        (changes.ReleaseReservation, changes.release_reservation, "inventory"),
    )
)

ASK_PERSON = tool("ask_person", asking.AskPerson, asking.ask_person, "the person", "ask")

TOOLS: dict[str, Tool] = {each.name: each for each in (*READ_TOOLS, *WRITE_TOOLS, ASK_PERSON)}
