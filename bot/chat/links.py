"""Addresses that open an article at the exact words that are cited; pure.

A text fragment (WICG, "URL Fragment Text Directives") makes a browser scroll to words and highlight them:
`https://…#:~:text=first%20words,last%20words`. A browser that doesn't know it opens the page as usual.
"""

import re
from urllib.parse import quote, urlsplit

from corpus.article import Article
from corpus.span import Span

MAX_ADDRESS_CHARACTERS = 2000
"""What every browser and chat platform takes; a longer address is left out."""

MAX_WHOLE_WORDS = 12
"""A quote of up to so many words is named whole; a longer one by its first and last words."""

EDGE_WORDS = 5

_UNFIT = re.compile(
    r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff<>|\\\"`]"
)
_FRAGMENT = ":~:"


def web_address(address: str | None) -> str | None:
    """The address where it is plain http or https to a host, without log-in or invisible characters; else None."""
    if not address or len(address) > MAX_ADDRESS_CHARACTERS or _UNFIT.search(address):
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    # "https://known.example@other.example/" shows one host and opens another.
    return address if parts.scheme in {"http", "https"} and host and "@" not in parts.netloc else None


def passage_address(article: Article, span: Span) -> str | None:
    """The article's address, with a fragment that leads to the words of the span; None where it has none that is fit."""
    address = web_address(article.url)
    if address is None:
        return None
    directive = _directive(article.text, span)
    page, _, fragment = address.partition("#")
    whole = f"{page}#{fragment.partition(_FRAGMENT)[0]}{_FRAGMENT}text={directive}"
    return whole if directive and len(whole) <= MAX_ADDRESS_CHARACTERS else address


def _directive(text: str, span: Span) -> str:
    """What names the words of the span in a text fragment; empty where it has none."""
    # A page breaks its blocks where the text breaks its lines, and no part of a fragment may reach over a block.
    lines = [line.split() for line in span.of(text).splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= MAX_WHOLE_WORDS:
        start, end = first, []
    else:
        start, end = first[:EDGE_WORDS], last[-EDGE_WORDS:]
    before = _words_before(text, span) if _stands_earlier(text, span, " ".join(start)) else []
    prefix = f"{_encoded(before)}-," if before else ""
    return prefix + _encoded(start) + (f",{_encoded(end)}" if end else "")


def _stands_earlier(text: str, span: Span, words: str) -> bool:
    """Whether the same words stand before the span too, where the browser would find them first."""
    return words.casefold() in " ".join(text[: span.start].split()).casefold()


def _words_before(text: str, span: Span) -> list[str]:
    """The words just before the span in its own line."""
    line = text[: span.start].splitlines(keepends=True)[-1:]
    return "".join(line).split()[-EDGE_WORDS:] if line and not line[0].endswith(("\n", "\r")) else []


def _encoded(words: list[str]) -> str:
    """Words percent-encoded; a dash, a comma and an ampersand are part of the fragment's grammar, so they are too."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
