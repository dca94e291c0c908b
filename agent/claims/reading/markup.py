"""A model's own prose made harmless: what would act in a browser is taken out, and addresses are told from the words around them."""

import re

LINK_LEFT_OUT = "(…)"
_IMAGE = re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,2000}\)?|\[[^\]]{0,500}\])")
_LINK = re.compile(r"\[([^\]]{1,500})\]\(\s*[^)]{0,2000}\)?")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE)
# A placeholder ("<drum_width>") is no element of HTML, whose names have no underscore; "a < b" opens no tag.
_PLACEHOLDER = re.compile(r"<([A-Za-z]\w*_\w*)>")
# With white space behind its bracket only what is closed or would act counts as one.
_ACTING = r"(?:script|img|iframe|svg|object|embed|form|meta|link|style|body|video|audio|input|button|math)"
_TAG = re.compile(
    rf"</?[A-Za-z!?][^<>]{{0,2000}}>?|<\s*/?\s*{_ACTING}\b[^<>]{{0,2000}}>?|<\s*/?\s*[A-Za-z!?][^<>]{{0,2000}}>|&(?:lt|#0*60|#x0*3c);?",
    re.IGNORECASE,
)

_SCHEME = re.compile(r"(?:javascript|vbscript)\s*:\s*\S+|\bdata:\w+/\w+\S*|\bfile:/\S+", re.IGNORECASE)
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>()\"'`\]]+|\bwww\.[^\s<>()\"'`\]]+", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}(?:com|org|net|info|biz|io|ai|app|dev|shop|cloud|online|site|xyz|eu|example|test|[a-z]{2})(?:/[^\s<>()\"'`\]]*)(?![\w-])"
    r"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}(?:com|org|net|info|biz|shop|online|xyz|example)(?![\w-])"
    r"|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,60}",
    re.IGNORECASE,
)

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)


def plain(sentence: str) -> str:
    """A sentence without images, links, HTML, addresses and half characters; the words of a link stay."""
    text = _INVISIBLE.sub("", sentence.replace("\u3000", " "))
    if not any(sign in text for sign in "<[&:/@") and "www." not in text:
        return re.sub(r"(?<=\S)[ \t]{2,}", " ", text).rstrip()
    text = _REFERENCE.sub("", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _SCHEME.sub(LINK_LEFT_OUT, _TAG.sub(" ", _PLACEHOLDER.sub(r"\1", text)))
    return re.sub(r"(?<=\S)[ \t]{2,}", " ", _URL.sub(LINK_LEFT_OUT, text)).rstrip()


def without_addresses(text: str) -> str:
    """Text in which no address of the network stands."""
    return _HOST.sub(LINK_LEFT_OUT, _URL.sub(LINK_LEFT_OUT, _SCHEME.sub(LINK_LEFT_OUT, text)))


def sends_away(text: str) -> bool:
    """Whether a sentence shows a picture from, links to or names an address of the network: where an answer never sends anybody."""
    return bool(
        _IMAGE.search(text) or _LINK.search(text) or _URL.search(text) or _SCHEME.search(text) or _HOST.search(text)
    )
