"""Words that can't both be true of one thing: approved and rejected, free and charged, alive and dead. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.span import Span
from retrieval.language.concepts import base
from retrieval.language.terms import words

_AXES = """
free, free of charge, no charge, complimentary | charge, charged, cost, fee, paid, pay
approve, pass, accept, endorse, adopt, authorise, authorize, allow, permit, grant, wave through, back, ratify,
agree, clear, uphold, greenlight | reject, refuse, block, veto, turn down, vote down, voted down, throw out,
thrown out, ban, bar, overturn, quash, rebuff, decline, prohibit, forbid
rise, grow, increase, climb, jump, surge, soar, gain, go up, improve, expand, double | fall, drop, decline, shrink,
plunge, sink, slump, slide, decrease, go down, tumble, dip, worsen, halve
raise, lift, increase, put up | freeze, frozen, froze, cut, lower, reduce
alive, survive, survivor, unharmed, unhurt | dead, die, kill, body, death, perish
open, reopen | close, shut, closed
win, beat, victory, triumph, victorious | lose, defeat, beaten
meet, met, hit, on time, on schedule | miss, late, overrun, behind schedule, fall short
guilty, convict | innocent, acquit, not guilty
stay, remain, keep | leave, quit, resign, depart, step down, sack, dismiss
continue, go ahead, proceed, keep | stop, end, cancel, call off, scrap, abandon, halt, suspend, drop
succeed, success, successful | fail, failure
attend, present, turn up, take part | absent, skip, miss, boycott, stay away
support, favour, favor, back | oppose, against
sell out, sold out, full, packed | empty, half-empty, unsold
profit, profitable | loss, unprofitable
safe, harmless | dangerous, unsafe, harmful, hazardous
genuine, real, authentic, true | fake, forged, forgery, counterfeit, false, hoax
run, operate, sail, in service, go ahead | cancel, suspend, out of service, halt, ground
delay, postpone, late, push back | on time, on schedule, punctual
hire, recruit | fire, sack, dismiss, lay off
found, recover, trace | missing, lost
sober | drunk, intoxicated
healthy, well, fit | ill, sick, unwell, injured, unfit
warn, alert | unwarned, without warning, no warning
start, begin, launch | postpone, delay, cancel, shelve
release, free | detain, jail, hold, imprison, custody
full-time, permanent | part-time, temporary
legal, lawful | illegal, unlawful, banned
"""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-")
_LEAST = 4
_UP_AND_DOWN = 2
_SCORED = 6


@dataclass(frozen=True, slots=True)
class Pole:
    """A word or phrase of an axis: which axis, on which side (False or True), and where in the text."""

    axis: str
    side: bool
    span: Span

    @property
    def is_trend(self) -> bool:
        """Whether it tells that something went up or down, which it may do and undo from day to day."""
        return self.axis == str(_UP_AND_DOWN)

    @property
    def is_of_contest(self) -> bool:
        """Whether it tells who won, so that it matters of whom it is told."""
        return self.axis == str(_SCORED)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """First base stem → the phrases that begin with it, longest first, with their axis and side."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for number, line in enumerate(_AXES.strip().replace("|\n", "| ").replace(",\n", ", ").splitlines()):
        for side, listed in enumerate(line.split("|")):
            for phrase in listed.split(","):
                stems = tuple(base(word.text) for word in words(phrase))
                found.setdefault(stems[0], []).append((stems, str(number), bool(side)))
    return {first: tuple(sorted(set(each), key=lambda one: -len(one[0]))) for first, each in found.items()}


@lru_cache(maxsize=1 << 12)
def read_poles(text: str) -> tuple[Pole, ...]:
    """The words of `text` that have an opposite, in order; a word may stand on several axes."""
    return tuple(_poles(text))


def _poles(text: str) -> Iterator[Pole]:
    found = list(words(text))
    stems = [base(word.text) for word in found]
    for place, first in enumerate(stems):
        for phrase, axis, side in _phrases().get(first, ()):
            end = place + len(phrase)
            if tuple(stems[place:end]) == phrase:
                yield Pole(axis, side, Span(found[place].start, found[end - 1].end))
        word = found[place].text.lower()
        prefix = next((each for each in _PREFIXES if word.startswith(each)), "")
        yield Pole(f"word {first}", side=False, span=Span(found[place].start, found[place].end))
        if prefix and len(word) >= len(prefix) + _LEAST and re.match(r"[a-z]", word[len(prefix) :]):
            yield Pole(f"word {base(word[len(prefix) :])}", side=True, span=Span(found[place].start, found[place].end))
