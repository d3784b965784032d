"""What rules for the lines and notices of a page are written with, and how long such may be. Pure."""

import re

MAX_LINE = 240
MAX_NOTICE = 900


def any_of(*alternatives: str) -> str:
    """A group of the alternatives, in which a blank stands for any white space."""
    return "(?:" + "|".join(alternatives).replace(" ", r"\s") + ")"


def anywhere(*alternatives: str) -> re.Pattern[str]:
    """A rule for words that may stand anywhere in a block."""
    return re.compile(any_of(*alternatives))


def line_rule(*alternatives: str) -> re.Pattern[str]:
    """A rule for a whole line, whatever signs stand around it."""
    return re.compile(r"[\W_]{0,4}" + any_of(*alternatives) + r"[\s.,!?:;…›»>→|*)+\]–—-]*\Z")


NAME = r"[A-Z][\w.’'-]*"
