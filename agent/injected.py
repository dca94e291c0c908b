"""Text that was written to steer a language model: what it looks like in manuals, records, file names and questions."""

import re

# Control tokens of the chat templates in use (ChatML, Llama 2 to 4, Mistral, Gemma, Phi, Qwen, Command R, DeepSeek, Zephyr,
# Vicuna, Alpaca, Granite, GPT-OSS, Harmony), tool-call tags, and our own tag.
_ROLE = "system|assistant|user|human|tool|function|developer|model|ipython|observation"
_CONTROL = re.compile(
    r"<\s*[|｜][^<>]{1,60}?[|｜]\s*>|<\s*/?\s*s\s*>|\[\s*/?\s*(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT|IMG|BOS|EOS|PREFIX|SUFFIX|MIDDLE)\s*\]"
    r"|<<\s*/?\s*SYS\s*>>|<\s*/?\s*(?:start|end)_of_(?:turn|image|role|text)\s*>|<\s*/?\s*(?:bos|eos|pad|unk|mask|sep|cls|eot|eom|eod|im_start|im_end|fim_\w+)\s*>"
    rf"|<\s*/?\s*(?:evidence|question|instructions?|information|important|admin|prompt|think|thinking|reasoning|scratchpad|answer|result|context|document|documents|"
    rf"tool_calls?|tool_response|function_calls?|function_results?|function|invoke|parameter|antml:\w+|{_ROLE})(?:\s[^<>]{{0,120}}|\s*/?\s*)>"
    rf"|^\s*#{{2,4}}\s*(?:instructions?|response|input|{_ROLE})\s*:?\s*$|#{{2,4}}\s*(?:instructions?|response|input|{_ROLE})\s*:|\b(?:BEGIN|END)\s+OF\s+(?:SYSTEM\s+)?(?:PROMPT|INSTRUCTIONS?)\b"
    rf"|(?:^|\n)[ \t]*(?:{_ROLE})[ \t]*:(?=\s)",
    re.IGNORECASE | re.MULTILINE,
)
# Nobody writes these by hand: what follows is a message of its own to a model.
_TEMPLATE = re.compile(
    r"<\s*[|｜][^<>]{1,60}?[|｜]\s*>|<\s*/?\s*(?:im_start|im_end|start_of_turn|end_of_turn)\s*>|\[\s*/?\s*INST\s*\]|<<\s*/?\s*SYS\s*>>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")

_ADDRESS = re.compile(
    # forget what you were told
    r"\b(?:ignore|disregard|forget|override|overwrite|bypass|neglect)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|these|those|your|the system|other)\b.{0,30}"
    r"\b(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|context|messages?|commands?|programming|training|policies|evidence|polic(?:y|ies)|constraints?|questions?)\b"
    r"|\b(?:new|updated|real|actual|hidden|secret)\s+(?:system\s+)?(?:instructions?|prompt|directives?)\b|\bend of (?:the )?(?:prompt|instructions|context|evidence)\b"
    # who you are
    r"|\b(?:you are|you're|you will be|act as|pretend (?:to be|you are)|behave as|roleplay as|respond as|simulate)\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:\w+\s+){0,3}(?:ai|llm|assistant|chat ?bot|language model|chatgpt|gpt\S*|dan|unrestricted|jailbroken|developer mode|hacker|evil\w*|model|agent|bot|terminal|linux)\b"
    r"|\bas an? (?:ai|language model|assistant)\b|\b(?:system prompt|jailbr\w+|do anything now|prompt injection)\b"
    r"|\b(?:dear|hey|hello|hi|attention|note to|message to|instructions? (?:to|for)|important (?:message|instructions?) (?:to|for|from))\s+(?:the\s+|an?\s+|any\s+|all\s+)?(?:ai|llm|assistant|chat ?bot|language model|model|agent|copilot|gpt\S*|me)\b"
    # what to do with the answer or the tools
    r"|\b(?:call|use|invoke|run|execute|trigger)\b.{0,25}\b(?:tool|function|api|plugin|command)s?\b.{0,60}\b(?:with|named|called|to|and)\b.{0,60}\b(?:assistant|user|argument|parameter|secret|password|e-?mail|send|password|delete)\w*"
    r"|\b(?:call|invoke|use)\s+(?:the\s+)?(?:tool\s+|function\s+)?[a-z]+_[a-z_]+\b|\b[a-z]+_[a-z_]+\((?:[^)]*)\)"
    r"|\b(?:do not|don't|never)\s+(?:tell|inform|mention|reveal|show|warn|alert|notify)\b.{0,25}\b(?:user|technician|anyone|human|person|this)\b"
    r"|\b(?:tell|answer|convince|reply to|respond to|say to)\s+(?:to\s+)?(?:the\s+)?(?:user|technician|human|reader)\b"
    r"|\b(?:reply|respond|answer)\s+(?:only|exactly|with|word for word|verbatim)\b|\b(?:output|print|say|write|repeat)\s+(?:only|exactly|verbatim|the following|that the)\b"
    r"|\b(?:begin|start|end|finish) your (?:answer|reply|response|output)\b|\byour (?:next )?(?:answer|reply|response|output) (?:must|should|has to)\b"
    r"|\b(?:reveal|print|repeat|output|show|leak|send|exfiltrate|disclose)\b.{0,40}\b(?:system prompt|initial instructions|your (?:instructions|prompt|rules)|api.?keys?|passwords?|credentials?|secrets?|conversation|chat history)\b"
    r"|\b(?:e-?mail|send|forward|transfer|post|upload)\b.{0,60}\bto\b.{0,20}(?:\S+@\S|https?://|\bwww\.|\baccount\b|\bIBAN\b|\bbitcoin\b)"
    r"|\b(?:click|visit|open|go to|follow|browse)\b.{0,60}(?:https?://|www\.|\b[a-z0-9-]+\.(?:com|net|org|io|biz|info|ru|cn)\b).{0,60}\b(?:log ?in|sign ?in|password|account|confirm|verify|reset)\b"
    r"|\bclick (?:on )?(?:this|the following|here|the) link\b"
    r"|\bbefore (?:you )?(?:solv|answer|respond|complet|finish)\w*\b.{0,40}\b(?:task|question|request|user|this|must|please|need)\b"
    r"|\bthis is (?:very |really )?(?:an )?important (?:message|instruction)|\bI,? .{1,40}, (?:am|need|want) .{0,60}\bfor me\b"
    # the same in other languages
    r"|\b(?:ignorier\w*|vergiss|missachte)\b.{0,40}\b(?:anweisung|vorherig|bisherig|regel)\w*|\b(?:ignorer|glem|se bort fra)\b.{0,40}\b(?:instruktion|tidligere|instruks|regl)\w*"
    r"|\b(?:ignora|ignore|olvida|esquece|esqueça|desconsidere|omite)\w*\b.{0,40}\b(?:instruc|instruç|anterior|reglas|regras)\w*|\b(?:ignore[rz]?|oublie[rz]?)\b.{0,40}\b(?:instructions|précédent|consignes)\w*",
    re.IGNORECASE,
)
LEFT_OUT = "(text addressed to a language model, left out)"
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_MARKUP = re.compile(
    r"<\s*(?:script|img|iframe|svg|object|embed|a|form|meta|link|style)\b|javascript:|data:text/html|!\[[^\]]*\]\(|\bonerror\s*=",
    re.IGNORECASE,
)


def neutralise(text: str) -> str:
    """Text without chat-template tokens, role lines, tool-call tags and invisible characters: data, whatever it says."""
    clean = _INVISIBLE.sub("", text)
    for _ in range(3):
        # Taken out again where the removal of one has made another.
        shorter = _CONTROL.sub(" ", clean)
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
        if token := _TEMPLATE.search(sentence):
            at += token.start()
            break
        if addressed_to_a_model(sentence.strip()):
            break
        at = end
    return line[:at].rstrip(), line[at:]


def addressed_to_a_model(text: str) -> bool:
    """Whether a sentence speaks to a language model, or is markup that would act, rather than to a technician."""
    plain = _INVISIBLE.sub("", text)
    return bool(_ADDRESS.search(plain) or _MARKUP.search(plain) or _CONTROL.search(plain))
