"""Words as Discord's Markdown, where they mean nothing but themselves; pure.

Nothing that an article or a question contains may mention anybody, forge a link or break the formatting.
"""

import re
from collections.abc import Callable, Iterable

from bot.chat.wording import visible

_SPECIAL = re.compile(r"[\\*_~`|<>\[\]()#]")
_MENTION_OF_ALL = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:[-+](?=\s|$)|(\d+)(?=\.\s))")
_WORD_JOINER = "\u2060"


def literal(text: str) -> str:
    """The text on one line, as Markdown that shows just its characters."""
    escaped = _SPECIAL.sub(r"\\\g<0>", visible(text))
    # A role or a person is mentioned by "<@…", which is broken above; "@everyone" needs no bracket.
    escaped = _MENTION_OF_ALL.sub(f"@{_WORD_JOINER}", escaped)
    # A bare address would become a link; only those of the article table may.
    escaped = escaped.replace("://", f"{_WORD_JOINER}://")
    return _LINE_START.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", escaped, count=1)


def bold(markup: str) -> str:
    """The markup, bold."""
    return f"**{markup}**"


def small(markup: str) -> str:
    """The markup as a quiet line."""
    return f"-# {markup}"


def link(address: str | None, markup: str) -> str:
    """The markup as a link without a preview; plain where there is no address, or one that would end the link early."""
    return f"[{markup}](<{address}>)" if address and not set(address) & set("()<> ") else markup


def lines(parts: Iterable[str]) -> str:
    """One line each."""
    return "\n".join(part for part in parts if part)


def longest_within(text: str, most: int, shorten: Callable[[str, int], str]) -> str:
    """The text as literal Markdown of at most `most` characters: shortened before it is escaped."""
    room = most
    while len(shown := literal(shorten(visible(text), room))) > most:
        room -= max(1, len(shown) - most)
        if room < 1:
            return "…"
    return shown
