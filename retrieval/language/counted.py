"""What a number counts: the noun phrase after it, or what is told before it ("the death toll rose to 31"). Pure."""

import re

from retrieval.language.quantity_words import (
    ONES,
    TENS,
)

WORD = re.compile(r"[\s-]*(?P<word>°[CF]|km/h|[^\W\d_][\w]*(?:[’'-][^\W\d_]+)*)")
_NAME_NUMBER = re.compile(r"\s\d{1,4}(?=\s[^\W\d])")
_TOLL_BEFORE = re.compile(
    r"\b(?:number\sof\s(?:the\s|its\s|their\s)?(?P<noun>[a-z-]+(?:\s[a-z]+s)?)|(?:death\s)?toll)\b[^.;:]{0,70}?"
    r"\b(?:at|to|is|was|of|reached|stands|stood|exceeds|exceeded|hit|above|over|than)\s(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
OF = re.compile(
    r"^\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|all|those|these|a|an|some|company['’]s|global)\s+)*",
    re.IGNORECASE,
)
_ITS = re.compile(r"^\s+(?:the|its|their|all|our)\s+(?:of\s+(?:the|its|their)\s+)?", re.IGNORECASE)
_STOP_LISTED = """
a an the this that these those them us and or but nor as at by for from in into of off on onto out over per to
under up upon with within without after before because since while when where which who whom whose than then
there here is are was were be been being am has have had having do does did will would can could may might must
shall should not no he she it they we you i his her its their our my your down now today yesterday tomorrow ago
each every both all also only just about around roughly more less fewer last next this said says say told tells
left lost died quit resigned joined voted won went came got get gets made makes took takes if so too very later
earlier again such via against between among during until till through across plus versus based according
including
"""
_STOP = frozenset(_STOP_LISTED.split())
_COLLECTIVE_LISTED = """
people men women children staff personnel aircraft police cattle fish sheep species teeth feet workforce spacecraft crew
"""
_COLLECTIVE = frozenset(_COLLECTIVE_LISTED.split())


def counted_before(text: str, position: int) -> tuple[str, ...]:
    """What a number counts that is told before it: "the number of visitors … at 900", "the death toll … to 31"."""
    before = text[max(0, position - 100) : position]
    if toll := _TOLL_BEFORE.search(before):
        return (toll["noun"].lower().split()[-1],) if toll["noun"] else ("people",)
    return ()


def noun_phrase(text: str, position: int) -> tuple[str, ...]:
    """The words counted, from `position` on: adjectives and the head, in lower case; empty where none follow."""
    of = OF.match(text[position : position + 60]) or _ITS.match(text[position : position + 12])
    at = position + of.end() if of else position
    words: list[str] = []
    while len(words) < 5 and (match := WORD.match(text, at)):
        word = match["word"].lower()
        if word in _STOP or (words and is_plural(words[-1]) and not is_plural(word)):
            break
        if word in ONES or word in TENS:
            at = match.end()
            continue
        words.append(re.sub(r"['’]s$", "", word))
        at = match.end()
        if match["word"][0].isupper() and (number := _NAME_NUMBER.match(text, at)):  # HearthPack 10 batteries
            at = number.end()
    plural = [index for index, word in enumerate(words) if is_plural(word)]
    return tuple(words[: plural[-1] + 1] if plural else words[:2])


def is_plural(word: str) -> bool:
    """Whether a word in lower case is plural, or names several without an s."""
    return word in _COLLECTIVE or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    )
