"""Text that steers a language model: told by what it asks of its reader, never by a label such as "System:" or "Tool:".

Manuals have rows and lines that begin with such labels; what no manual asks is that its reader forget instructions, answer in given
words, call a tool, hide something from the user or send the conversation somewhere.
"""

import re
from functools import lru_cache

LEFT_OUT = "(text addressed to a language model, left out)"
LONGEST = 4_000
"""Characters of a sentence that are read; nobody hides an order behind more."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_ROLE = "system|assistant|user|human|tool|function|developer|model|ipython|observation"
# Nobody writes these by hand: the control tokens of chat templates (ChatML, Llama, Mistral, Gemma, Phi, Qwen, Command R, DeepSeek, Harmony).
_TEMPLATE = (
    r"<\s*[|｜][^<>]{1,60}?[|｜]\s*>|\[\s*/?\s*(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\s*\]|<<\s*/?\s*SYS\s*>>"
    r"|<\s*/?\s*(?:im_start|im_end|(?:start|end)_of_(?:turn|role|text)|eot_id|tool_calls?|tool_response|function_calls?|function_results?|invoke|antml:\w+)(?:\s[^<>]{0,120})?\s*>"
)

# Tags that a prompt of ours or of another framework may be made of: taken out of what a model reads, no sign of an attack by themselves.
_TAGS = (
    r"|<\s*/?\s*(?:s|bos|eos|pad|unk|mask|sep|cls|eot|eom|eod|fim_\w+|end_of_image|start_of_image)\s*>|\[\s*/?\s*(?:IMG|BOS|EOS|PREFIX|SUFFIX|MIDDLE)\s*\]"
    r"|<\s*/?\s*(?:evidence|context|question|instructions?|information|important|admin|prompt|think|thinking|reasoning|scratchpad|answer|result|documents?|function|parameter|"
    rf"{_ROLE})(?:\s[^<>]{{0,120}}|\s*/?\s*)>|(?m:^)\s*#{{2,4}}\s*(?=(?:instructions?|response|input|{_ROLE})\s*:?\s*(?m:$))"
    rf"|#{{2,4}}\s*(?=(?:instructions?|response|input|{_ROLE})\s*:)"
)

_BREAKING = re.compile(_TEMPLATE + _TAGS, re.IGNORECASE)
_TEMPLATE_TOKEN = re.compile(_TEMPLATE, re.IGNORECASE)
_ACTING = re.compile(
    r"<\s*(?:script|img|iframe|svg|object|embed|a|form|meta|link|style)\b|javascript:|data:text/html|!\[[^\]]*\]\(|\bonerror\s*=",
    re.IGNORECASE,
)

_TOLD = r"(?:instructions?|prompts?|guidelines?|directives?|programming|training|system message|context|evidence|polic(?:y|ies)|rules?|constraints?|commands?|messages?|questions?|figures)"
_MACHINE = r"(?:ai|a\.i\.|llm|assistant|chat ?bot|language model|chatgpt|gpt[\w.-]*|copilot|bot)"
_ASKED = re.compile(
    # to forget what it was told
    rf"\b(?:ignore|disregard|forget|override|overwrite|bypass|neglect)\b.{{0,40}}\b(?:previous|prior|above|earlier|preceding|all|any|these|those|your|the system|other|the stock)\b.{{0,30}}\b{_TOLD}\b"
    r"|\b(?:new|updated|real|actual|hidden|secret)\s+system\s+(?:instructions?|prompt|directives?)\b|\b(?:begin|end)\s+of\s+(?:the\s+)?(?:system\s+)?(?:prompt|instructions|context|evidence)\b"
    # to be somebody
    rf"|\b(?:you are|you're|you will be|act as|pretend (?:to be|you are)|behave as|roleplay as|respond as|simulate)\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:\w+\s+){{0,3}}(?:{_MACHINE}|dan|unrestricted|jailbroken|developer mode|hacker|evil\w*|model|agent|linux terminal)\b"
    r"|\bas an? (?:ai|language model)\b|\b(?:system prompt|jailbr\w+|do anything now|prompt injection)\b"
    rf"|\b(?:dear|hey|hello|hi|attention|note to|message to|instructions? (?:to|for)|important (?:message|instructions?) (?:to|for|from))\s+(?:the\s+|an?\s+|any\s+|all\s+)?(?:{_MACHINE}|model|agent|me)\b"
    # to speak in given words, or not to speak of something
    r"|\b(?:do not|don't|never)\s+(?:tell|inform|mention|reveal|show|warn|alert|notify)\b.{0,25}\b(?:user|technician|anyone|human|person|this)\b"
    r"|\b(?:tell|answer|convince|reply to|respond to|say to)\s+(?:to\s+)?(?:the\s+)?(?:user|technician|human|reader)\b|\btell everybody\b"
    r"|\b(?:reply|respond|answer)\s+(?:only|exactly|with|word for word|verbatim|that)\b|\b(?:output|print|say|write|repeat)\s+(?:only|exactly|verbatim|the following (?:word|text|sentence)|that (?:the|it|all|every|this)\b)"
    r"|\b(?:begin|start|end|finish) your (?:answer|reply|response|output)\b|\byour (?:next )?(?:answer|reply|response|output) (?:must|should|has to)\b|\bfrom now on\b.{0,20}\b(?:answer|say|reply|respond|you)\b"
    # to use its tools, or to give away what it holds
    r"|\b(?:call|use|invoke|run|execute|trigger)\b.{0,25}\b(?:tool|function|api|plugin)s?\b.{0,60}\b(?:with|named|called|to|and)\b.{0,60}\b(?:assistant|user|argument|parameter|secret|password|e-?mail|send|delete)\w*"
    r"|\b(?:call|invoke)\s+(?:the\s+)?(?:tool\s+|function\s+)?[a-z]+_[a-z_]+\b(?!\s*\()|\buse\s+the\s+tool\s+[a-z]+_[a-z_]+"
    r"|\b(?:reveal|print|repeat|output|show|leak|send|exfiltrate|disclose)\b.{0,40}\b(?:system prompt|initial instructions|your (?:instructions|prompt|rules)|api.?keys?|passwords?|credentials?|secrets?|chat history)\b"
    r"|\b(?:e-?mail|send|forward|transfer|post|upload)\b.{0,60}\bto\b.{0,20}(?:\S+@\S|https?://|\bwww\.|\bIBAN\b|\bbitcoin\b|\baccount\s+\w*\d)"
    r"|\b(?:click|visit|open|go to|follow|browse)\b.{0,60}(?:https?://|www\.|\b[a-z0-9-]+\.(?:[a-z]{2,7})\b).{0,60}\b(?:log ?in|sign ?in|password|account|confirm|verify|reset)\b|\bclick (?:on )?(?:this|the following|here|the) link\b"
    r"|\bbefore (?:you )?(?:solv|answer|respond|complet)\w*\b.{0,40}\b(?:task|question|request|user)\b|\bthis is (?:very |really )?(?:an )?important (?:message|instruction)|\bI,? .{1,40}, (?:am|need|want) .{0,60}\bfor me\b"
    # the same in other languages
    r"|\b(?:ignorier\w*|vergiss|missachte)\b.{0,40}\b(?:anweisung|vorherig|bisherig)\w*|\b(?:ignorer|glem|ignorera|glöm|se bort fra)\b.{0,40}\b(?:instruktion|tidligere|tidigare|instruks)\w*|\bnegeer\b.{0,40}\b(?:instructies|vorige|eerdere)\w*"
    r"|\b(?:ignora|ignore|olvida|esquece|esqueça|desconsidere|omite|dimentica)\w*\b.{0,40}\b(?:instruc|instruç|istruzion|anterior|precedent)\w*|\b(?:ignore[rz]?|oublie[rz]?)\b.{0,40}\b(?:instructions|précédent|consignes)\w*"
    r"|\b(?:zignoruj|zapomnij)\b.{0,40}\b(?:instrukcj|poprzedni)\w*|(?:игнорируй|забудь).{0,40}(?:инструкц|предыдущ)\w*|(?:忽略|无视).{0,12}(?:指令|指示|提示)",
    re.IGNORECASE | re.DOTALL,
)

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def neutralise(text: str) -> str:
    """Text without chat-template tokens, prompt tags and invisible characters: data, whatever it says. Labels such as "System:" stay."""
    clean = _INVISIBLE.sub("", text)
    for _ in range(3):
        # Taken out again where the removal of one has made another.
        shorter = _BREAKING.sub(" ", clean)
        if shorter == clean:
            break
        clean = shorter
    return re.sub(r"<(?=\s*[|｜]\s*\w)|(?<=\w[|｜])>", " ", clean)


def without_orders(text: str) -> str:
    """Retrieved text for a model: neutralised, each sentence that speaks to a model left out, and what follows it in its line."""
    lines: list[str] = []
    for line in text.splitlines():
        kept, orders = before_orders(line)
        lines.append(neutralise(f"{kept} {LEFT_OUT}".strip() if orders else kept))
    return "\n".join(lines)


def before_orders(line: str) -> tuple[str, str]:
    """A line cut in two: what is said to people, and from the first words to a model on the rest."""
    at = 0
    for end in [*(match.end() for match in _SENTENCE.finditer(line)), len(line)]:
        sentence = line[at:end]
        if token := _TEMPLATE_TOKEN.search(sentence):
            at += token.start()
            break
        if addressed_to_a_model(sentence.strip()):
            break
        at = end
    return line[:at].rstrip(), line[at:]


@lru_cache(maxsize=8_192)
def addressed_to_a_model(text: str) -> bool:
    """Whether a sentence speaks to a language model, or is markup that would act, rather than to a technician."""
    plain = _INVISIBLE.sub("", text[:LONGEST])
    return bool(_ASKED.search(plain) or _ACTING.search(plain) or _TEMPLATE_TOKEN.search(plain))
