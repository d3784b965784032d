"""Places that answer the point of a question, and whether two of them stand against each other. Pure."""

import re
from collections.abc import Sequence

from retrieval.answering.comparing.circumstances import are_of_other_times, years_of
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take, Verdict
from retrieval.answering.reading.saying import Saying, Weights, coverage, is_of_other, meanings, read_keys
from retrieval.language.terms import fold

_PLACE = re.compile(
    r"\b(?:in|at|near|outside|off|on\sthe\s(?:outskirts|edge|coast)\sof|inside|to|from)\s(?:the\s|a\s|an\s)?(?:(?!said|told)[a-z-]+\s(?:of\s|in\s)?){0,3}?"
    r"(?P<place>[A-Z][\w’'-]*(?:\s(?:of\sthe\s|of\s|de\s|upon\s)?[A-Z][\w’'-]*){0,3})"
)
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|Christmas|Easter)\b"
)
_CLAUSE = re.compile(r"[;:—]|,\s(?:but|while|where|which|who)\b|\b(?:is|are|was|were|has|have|had|will|now)\b")
_WIDE = frozenset(
    fold(word)
    for word in """
    africa america americas asia europe australia antarctica oceania england britain scotland wales ireland france germany spain italy
    portugal netherlands belgium switzerland austria poland sweden norway denmark finland iceland russia ukraine turkey greece hungary
    romania bulgaria serbia croatia china japan india pakistan korea taiwan vietnam thailand indonesia philippines malaysia singapore
    israel gaza lebanon syria iraq iran egypt libya morocco algeria tunisia nigeria kenya ethiopia sudan ghana canada mexico brazil
    argentina chile peru colombia venezuela cuba us uk usa eu u.s u.k alabama alaska arizona arkansas california colorado connecticut
    delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia
    washington wisconsin wyoming queensland victoria zealand emirates arabia gulf states kingdom
    bavaria saxony hesse catalonia andalusia tuscany sicily lombardy brittany normandy provence flanders wallonia ontario quebec alberta
    manitoba saskatchewan siberia crimea donbas kashmir punjab kerala gujarat maharashtra tamil bengal karnataka hokkaido cornwall kent
    devon essex surrey sussex norfolk suffolk cumbria yorkshire london paris berlin tokyo moscow beijing shanghai delhi mumbai york
    manhattan brooklyn angeles chicago houston boston francisco toronto sydney melbourne istanbul madrid rome vienna bay valley area
    county province region district coast island islands
    """.split()
)
"""Countries, regions and great cities, in which another place that is told may lie."""
_BOUND, _REACH = 0.7, 70


def takes_of_place(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """The places that answer the point: those told near the deed, in its clause."""
    found = []
    for saying in sayings:
        if saying.is_heading or not point.deeds or not all(saying.whole.meet(name) for name in point.names):
            continue
        if not point.names and is_of_other(point.deeds, saying, sayings):
            continue
        if place := _place(point, saying):
            strength = coverage(point.deeds, saying.meanings, weights)
            if strength >= _BOUND:
                found.append(Take(saying, strength, place))
    return found


def _place(point: Point, saying: Saying) -> str | None:
    """The first place told after the question's last word, or where the sentence lacks it after another, near and in its clause."""
    met = [key for key in saying.keys if not key.is_name and meanings(point.deeds).meet(key)]
    last = [key for key in met if key.meets(point.deeds[-1])]
    asked = {key.stem for key in point.keys}
    for key in last or met[-1:]:
        for match in _PLACE.finditer(saying.text, key.end):
            between = saying.text[key.end : match.start()]
            if len(between) > _REACH or _CLAUSE.search(between):
                break
            if not _CALENDAR.match(match["place"]) and asked.isdisjoint(one.stem for one in read_keys(match["place"])):
                return match["place"]
    return None


def compare_places(point: Point, one: Take, other: Take) -> Verdict:
    """Whether two places can be one; apart where one may lie in the other, or an article knows both."""
    del point
    first, second = str(one.value), str(other.value)
    stems = [{key.stem for key in read_keys(place)} for place in (first, second)]
    if not stems[0].isdisjoint(stems[1]):
        return Verdict.AGREE
    if are_of_other_times(one.saying, other.saying) or years_of(one.saying) != years_of(other.saying):
        return Verdict.APART
    if _is_wide(first) != _is_wide(second) or _knows(one.saying, second) or _knows(other.saying, first):
        return Verdict.APART
    return Verdict.DISAGREE


def _is_wide(place: str) -> bool:
    return any((name := fold(word).strip(".")) in _WIDE or name.endswith("shire") for word in place.split())


def _knows(saying: Saying, place: str) -> bool:
    """Whether the article has a word of the place's name."""
    words = [word for word in place.split() if word[0].isupper()]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", saying.article.text) for word in words)
