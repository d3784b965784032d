"""Invisible characters: what hides in text from outside goes, what writing systems need stays; pure.

Tag characters (U+E0000…), zero-width and bidirectional controls can carry words that nobody sees. A joiner stays between
emoji and within Persian and Indic words, a variation selector behind an emoji.
"""

import re
import unicodedata

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_JOINERS = "\u200c\u200d"
_JOINED_SCRIPTS = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefe]"
)
_EMOJI = re.compile("[#*0-9\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]")


def without_invisible(text: str) -> str:
    """The text, without characters that show nothing and without controls; tabs and line ends stay."""
    return _CONTROLS.sub("", _HIDDEN.sub(_kept, text))


def _kept(match: re.Match[str]) -> str:
    """An invisible character where its neighbours need it; else nothing."""
    text, place, character = match.string, match.start(), match[0]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if character in _JOINERS:
        if before and after and _JOINED_SCRIPTS.match(before) and _JOINED_SCRIPTS.match(after):
            return character
        is_emoji = _EMOJI.match(before) or before == "\ufe0f" or unicodedata.category(before or " ") == "Sk"
        return character if character == "\u200d" and is_emoji and after and _EMOJI.match(after) else ""
    if character in "\ufe0e\ufe0f":
        return character if before and _EMOJI.match(before) else ""
    return ""
