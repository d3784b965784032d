"""Litter: what the clutter around an article says of itself, recognised by its own words; pure.

Each rule reads the text of one block and knows nothing of where it stands. Whole-line rules (buttons, bylines,
captions) must fit the line from end to end; notices (newsletter, cookies, subscriptions) must be most of what the
block says.
"""

import re
from collections.abc import Collection

from corpus.boilerplate.lines import whole_line
from corpus.boilerplate.notices import is_copyright, notice
from corpus.boilerplate.patterns import MAX_LINE, MAX_NOTICE
from corpus.boilerplate.verdict import Reason

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W_]+")
_TEMPLATE = re.compile(r"\{\{[^}]*\}\}|\{%[^%]*%\}|<%[^%]*%>")


def litter(text: str, low: str, words: Collection[str]) -> Reason | None:
    """Why a block with this text is no article's own, wherever it stands; None where it may be.

    `low` is the text in lower case, `words` are its words.
    """
    if len(text) > MAX_NOTICE:
        return None
    if _LETTER_OR_DIGIT.search(text) is None:
        return Reason.SYMBOL
    if ("{" in text or "<%" in text) and _TEMPLATE.search(text):
        return Reason.TEMPLATE
    reason = whole_line(text, low, words) if len(text) <= MAX_LINE else None
    if reason is None and len(text) <= 2 * MAX_LINE and is_copyright(low, words):
        return Reason.COPYRIGHT
    return reason or notice(low, words)
