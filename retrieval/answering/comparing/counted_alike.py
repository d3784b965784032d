"""Whether a quantity counts what a question wants counted. Pure."""

import re

from retrieval.answering.reading.saying import Key, read_keys
from retrieval.language.concepts import base
from retrieval.language.counted import is_plural
from retrieval.language.quantity import Quantity

_UNITS_LISTED = """
unit item piece product device
"""
_UNITS = frozenset(base(word) for word in _UNITS_LISTED.split())
"""What anything that is counted may be called."""


_PEOPLE = frozenset(base(word) for word in ("people", "person"))
_PERSONS = re.compile(
    r"[a-z-]*goers|(?:passenger|resident|villager|traveller|tourist|visitor|guest|fan|supporter|spectator|pupil|student|child|children|men|women|"
    r"patient|protester|demonstrator|marcher|soldier|civilian|miner|sailor|climber|hiker|commuter|customer|user|member|viewer|refugee|migrant|victim|"
    r"worker|employee|survivor|casualtie|citizen|inhabitant|homeowner|participant|attendee|delegate|inmate|prisoner|hostage|driver|rider|neighbour)s?",
    re.IGNORECASE,
)
"""Whom "people" may be called where they are counted."""


def is_counted(quantity: Quantity, noun: tuple[Key, ...]) -> bool:
    """Whether the quantity counts what the question asks to be counted."""
    if not noun:
        return True
    if quantity.unit and base(quantity.unit) == noun[-1].stem:  # "how many tonnes of oil"
        return True
    counted = read_keys(" ".join(quantity.counted))
    head = counted[-1:] if quantity.counted and is_plural(quantity.counted[-1]) else counted
    if any(asked.stem in _PEOPLE for asked in noun[-1:]) and any(_PERSONS.fullmatch(key.word) for key in head):
        return True
    return any(any(key.meets(asked) for asked in noun) or key.stem in _UNITS for key in head) or any(
        key.stem == other.stem for key in counted for other in noun if other.is_name
    )
