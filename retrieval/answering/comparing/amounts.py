"""Amounts that answer the point of a question, and whether two of them stand against each other. Pure."""

import re
from collections.abc import Sequence
from itertools import combinations

from retrieval.answering.comparing.circumstances import are_of_other_times, are_of_others, years_of
from retrieval.answering.comparing.counted_alike import is_counted
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take, Verdict
from retrieval.answering.reading.saying import (
    Key,
    Meanings,
    Saying,
    Weights,
    coverage,
    is_of_other,
    is_topic,
    meanings,
    quantities_of,
    read_keys,
    sayings_of,
)
from retrieval.language.concepts import base
from retrieval.language.quantity import Bound, Kind, Quantity, agree

_REACH = 110
"""Characters around an amount within which words belong to it: about twenty words."""
_BOUND = 0.52
_LOOSE = 0.4
"""What a sentence without a word of the question's own is worth: below the bound, so that it needs another like it."""
_PRICE, _ALIKE, _AROUND = 0.9, 0.75, 0.6
_FAR = 3.0
"""Numbers of one thing that differ by more than this factor are rare; they need the question's own words."""
_PRICED_LISTED = """
pay price buy acquire purchase sell sale fee deal fetch
"""
_PRICED = frozenset(base(word) for word in _PRICED_LISTED.split())
"""Words by which a price is told; "how much did X pay" is answered by "X bought it for"."""
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|would\shave|could\shave|might|had\soffered|offered|wanted|asked\sfor|opened\sat)\b",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"\b(?:need(?:ed|s)?\sto|must|should|hop(?:e[ds]?|ing)\sto|aim(?:s|ed)?|goals?|targets?|forecasts?|predict(?:s|ed)?|projected|"
    r"expect(?:s|ed)?|plan(?:s|ned)?|estimat(?:e|ed|es)|valu(?:ed|ation))\b",
    re.IGNORECASE,
)
_SURPASSED = re.compile(
    r"\b(?:than(?:\s(?:was|were|had\sbeen|the|its))?|times\s(?:the|its)|(?:above|below|beyond|over|under|beat|exceed\w*|surpass\w*)\s(?:the|its|all))\s$",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(?:(?:analyst|economist|broker|forecaster|bookmaker|pundit)s?\b|guess(?:ed|es)?\b|reckons?\b)", re.IGNORECASE
)
_BEFORE = re.compile(r"\b(?P<word>[a-z]+)\s+$", re.IGNORECASE)
_RESTRICTS_LISTED = """
full-time part-time permanent temporary global domestic foreign new additional extra replacement other remaining male
female adult senior junior more further initial first second third former current average daily weekly monthly annual
net gross overnight
"""
_RESTRICTS = frozenset(_RESTRICTS_LISTED.split())
_PERIOD = re.compile(
    (
        r"^\s*(?:a|an|per|each|every)\s(?P<period>second|minute|hour|day|night|week|month|quarter|year"
        r"|season|head|person|share)\b"
    ),
    re.IGNORECASE,
)
_NONE_OF = re.compile(r"\b(?:none|not\sone|neither|no\sone)\sof\s(?:the|its|their|those|these)\s$", re.IGNORECASE)
_PART_OF = re.compile(r"^\s*(?:more\s)?(?:of\s(?:them|whom|those|these)|are|were|is|was\samong)\b", re.IGNORECASE)


def takes_of_amount(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """The amounts that answer the point, at most the best-bound one of each sentence."""
    fitting = [
        (saying, [quantity for quantity in quantities_of(saying.text) if _fits(point, quantity, saying.text)])
        for saying in sayings
        if not saying.is_heading
    ]
    found = []
    for saying, fits in fitting:
        if not fits or not _covers_given(point, saying) or not names_met(point, saying):
            continue
        if not point.names and is_of_other((*point.deeds, *point.noun), saying, [other for other, _ in fitting]):
            continue
        if _HYPOTHETICAL.search(saying.text) and not _HYPOTHETICAL.search(point.question):
            continue
        takes = [Take(saying, _strength(point, saying, quantity, weights), quantity) for quantity in fits]
        found.append(max(takes, key=lambda take: take.strength))
    return found


def _fits(point: Point, quantity: Quantity, text: str) -> bool:
    """Whether the quantity is of a kind that answers and counts what is asked for."""
    if quantity.kind not in point.kinds or quantity.earlier or any(agree(quantity, one) for one in point.given):
        return False
    if point.units and quantity.kind is not Kind.DURATION and quantity.unit not in point.units:
        return False
    if _NONE_OF.search(text[: quantity.span.start]):
        return False
    if quantity.kind is Kind.COUNT and (not quantity.counted or _PART_OF.match(text[quantity.span.end :])):
        return False
    return is_counted(quantity, point.noun)


def _strength(point: Point, saying: Saying, quantity: Quantity, weights: Weights) -> float:
    """The share of the point's deeds that belong to the quantity; a question without names needs most of them."""
    deeds = point.deeds or point.noun[:-1]
    near = [key for key in saying.keys if abs(key.start - quantity.span.start) <= _REACH]
    if not deeds:  # "how old is X" needs no more than X
        return float(
            point.kinds in ({Kind.AGE}, {Kind.SCORE}) and all(meanings(near).meet(name) for name in point.names)
        )
    worth = _worth(point, saying, near, deeds)
    if _is_aside(saying.text, quantity):
        return _LOOSE * coverage(deeds, meanings(near), weights)
    if not point.names and 3 * sum(share > 0 for share in worth.values()) < 2 * len(worth):
        return 0.0
    telling = [key for key in deeds if key.stem not in _PRICED] or list(deeds)
    literal = point.given or max(worth.values()) == 1.0 or any(worth[key] > _ALIKE for key in telling)
    if not literal and not _is_told_around(point, saying, quantity, worth):
        return _LOOSE * min(1.0, sum(worth.values()))
    return sum(weights[key] * share for key, share in worth.items()) / sum(weights[key] for key in worth)


def _is_told_around(point: Point, saying: Saying, quantity: Quantity, worth: dict[Key, float]) -> bool:
    """Whether, for a question with names, the very noun is counted, and the names or what it hangs on tie it to the rest."""
    counted = {key.stem for key in read_keys(" ".join(quantity.counted))}
    if not point.names or not point.noun or point.noun[-1].stem not in counted or max(worth.values()) < _ALIKE:
        return False
    named = all(saying.meanings.meet(name) for name in point.names)
    return named or any(key.stem in saying.whole.stems for key in worth)


def _worth(point: Point, saying: Saying, near: Sequence[Key], deeds: Sequence[Key]) -> dict[Key, float]:
    """How well each deed is met: by its own word near the quantity, by one like it, or by what the sentence hangs on."""
    stems, alike = {key.stem for key in near}, meanings(near)
    is_priced = Kind.MONEY in point.kinds and not stems.isdisjoint(_PRICED)
    worth = {}
    for key in deeds:
        of_price = 0.0
        if Kind.MONEY in point.kinds and key.stem in _PRICED:  # a sum of money tells a price by itself
            of_price = _PRICE if is_priced else _ALIKE * _other_words(key, deeds, stems)
        of_sense = _ALIKE if alike.meet(key) else 0.0
        hung_on = key.stem in saying.whole.stems or (Kind.AGE in point.kinds and key.stem in _next(saying).stems)
        around = _AROUND if hung_on else _AROUND / 2 if saying.whole.meet(key) else 0.0
        worth[key] = 1.0 if key.stem in stems else max(of_price, of_sense, around)
    return worth


def _next(saying: Saying) -> Meanings:
    """What the sentence after it can mean."""
    here = sayings_of(saying.article)[saying.index + 1 : saying.index + 2]
    return here[0].meanings if here else meanings(())


def _other_words(key: Key, deeds: Sequence[Key], stems: set[str]) -> bool:
    """Whether the question's other words, if it has any, stand there themselves."""
    others = [other.stem for other in deeds if other is not key]
    return bool(others) and all(stem in stems for stem in others)


def _is_aside(text: str, quantity: Quantity) -> bool:
    """Whether the quantity stands in brackets with words of its own: "the players (valued at £48 million)"."""
    opened = text.rfind("(", 0, quantity.span.start)
    return opened > text.rfind(")", 0, quantity.span.start) and any(
        char.isalpha() for char in text[opened : quantity.span.start].rstrip("USAC$")
    )


def _covers_given(point: Point, saying: Saying) -> bool:
    """Whether the sentence states the numbers and years that the question states."""
    stated = quantities_of(saying.text)
    return all(any(one.kind is given.kind and agree(one, given) for one in stated) for given in point.given)


def names_met(point: Point, saying: Saying) -> bool:
    """Whether each name of the question stands in the sentence or what it hangs on, or is what the article is about."""
    if point.names and not any(saying.meanings.meet(name) for name in point.names) and _has_own_subject(saying):
        return False
    return all(saying.whole.meet(name) or is_topic(saying.article, name.word) for name in point.names)


def _has_own_subject(saying: Saying) -> bool:
    """Whether the sentence opens with a name that the article isn't about: "Lanternfish, which sold …"."""
    first = next(iter(saying.keys), None)
    if first is None or first.start > 4 or not first.word[0].isupper() or is_topic(saying.article, first.word):
        return False
    after = saying.text[first.end : first.end + 8]
    return bool(re.match(r",\s(?:which|who)\b|['’]s\s|\s[A-Z]", after))


def compare_amounts(point: Point, one: Take, other: Take) -> Verdict:
    """Whether two amounts can both be so; apart where they may measure other things or an article knows both."""
    first, second = one.value, other.value
    if not isinstance(first, Quantity) or not isinstance(second, Quantity):
        return Verdict.APART
    if first.kind is not second.kind or first.unit != second.unit:
        return Verdict.APART
    bound = min(one.strength, other.strength) >= _BOUND
    if agree(first, second):
        return Verdict.AGREE if bound or _are_alike(point, one, other) else Verdict.APART
    if not bound and (max(one.strength, other.strength) < _BOUND or not _are_alike(point, one, other)):
        return Verdict.APART
    if not _measure_one(point, one, first, other, second):
        return Verdict.APART
    known = _is_known(point, second, one.saying) or _is_known(point, first, other.saying)
    return Verdict.AGREE if known else Verdict.DISAGREE


def _measure_one(point: Point, one: Take, first: Quantity, other: Take, second: Quantity) -> bool:
    """Whether two amounts can be of one thing: the same part of it, the same period and year, and no worlds apart."""
    if _restrictions(point, one, first) != _restrictions(point, other, second):
        return False
    if _is_kind_of(point, first, second) or _is_kind_of(point, second, first):
        return False
    if _period(one, first) != _period(other, second):
        return False
    if (
        are_of_other_times(one.saying, other.saying)
        or _GUESSED.search(one.saying.text)
        or _GUESSED.search(other.saying.text)
    ):
        return False
    if are_of_others(point, one.saying, first.span.end, other.saying, second.span.end):
        return False
    if _is_intended(one.saying.text) != _is_intended(other.saying.text):
        return False
    years = years_of(one.saying, first.span.start), years_of(other.saying, second.span.start)
    if first.kind is not Kind.AGE and years[0] != years[1] and not point.given:
        return False
    far = max(first.high, second.high) > _FAR * min(first.low, second.low)
    return not far or (_is_literal(point, one) and _is_literal(point, other))


def _is_intended(text: str) -> bool:
    """Whether it tells of a plan or an estimate; "three times the estimate" and "more than planned" tell of the outcome."""
    return any(not _SURPASSED.search(text[: match.start()]) for match in _INTENDED.finditer(text))


def _is_kind_of(point: Point, part: Quantity, whole: Quantity) -> bool:
    """Whether the smaller number counts a kind of what the larger one counts: 34,000 electric cars of 120,000 cars."""
    if part.kind is not Kind.COUNT or part.high >= whole.low or not part.counted or not whole.counted:
        return False
    asked = meanings(point.keys)
    also = {key.stem for key in read_keys(" ".join(whole.counted))}
    kinds = [key for key in read_keys(" ".join(part.counted[:-1])) if not asked.meet(key)]
    return bool(kinds) and part.counted[-1:] == whole.counted[-1:] and also.isdisjoint(key.stem for key in kinds)


def _is_literal(point: Point, take: Take) -> bool:
    """Whether the sentence has the question's own words for the deed and for what is counted."""
    stems = {key.stem for key in take.saying.keys}
    return all(key.stem in stems for key in (*point.deeds, *point.noun[-1:]))


def _are_alike(point: Point, one: Take, other: Take) -> bool:
    """Whether two sentences share, besides what is counted and names, two words that tell what they are about."""
    if not point.noun:
        return False
    common = {key.stem for key in one.saying.keys if not key.is_name} & {key.stem for key in other.saying.keys}
    noun = {key.stem for key in point.noun}
    telling = [
        key for key in one.saying.keys if key.stem in common - noun and not is_topic(one.saying.article, key.word)
    ]
    return len({key.stem for key in telling}) >= 2


def _restrictions(point: Point, take: Take, quantity: Quantity) -> frozenset[str]:
    """Words before the counted head that make it a part of the whole, but for those of the question."""
    asked = {key.stem for key in point.keys}
    before = _BEFORE.search(take.saying.text[: quantity.span.start])
    words = (*quantity.counted, before["word"].lower()) if before else quantity.counted
    return frozenset(word for word in words if word in _RESTRICTS and not {key.stem for key in read_keys(word)} & asked)


def _period(take: Take, quantity: Quantity) -> str:
    match = _PERIOD.match(take.saying.text[quantity.span.end :])
    return match["period"].lower() if match else ""


def _is_known(point: Point, quantity: Quantity, saying: Saying) -> bool:
    """Whether the article has the quantity too, somewhere else or as a sum of numbers in or beside the sentence."""
    every = sayings_of(saying.article)
    for each in every:
        for one in quantities_of(each.text):
            if not _is_of_kind(one, quantity) or one.bound is Bound.BETWEEN or not agree(one, quantity):
                continue
            same_noun = one.counted[-1:] == quantity.counted[-1:] or any(each.meanings.meet(key) for key in point.noun)
            is_open = one.bound in (Bound.AT_LEAST, Bound.AT_MOST)
            if same_noun or (one.high > 12 and not is_open):  # small numbers are everywhere
                return True
    around = every[max(0, saying.index - 1) : saying.index + 2]
    near = [one for each in around for one in quantities_of(each.text) if _is_of_kind(one, quantity)]
    low, high = quantity.extent
    return any(
        low <= sum(part.low for part in parts) <= high for size in (2, 3) for parts in combinations(near[:8], size)
    )


def _is_of_kind(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind and one.unit == other.unit
