"""Whether two sentences say the same fact, in the same words or in others. Pure."""

from collections.abc import Sequence

from retrieval.answering.reading.saying import Saying, quantities_of, stances_of
from retrieval.answering.reading.stance import Stance
from retrieval.language.quantity import Kind, Quantity, agree

_SAME_WORDS = 0.62
"""The share of the shorter sentence's words that are the longer one's too, from which both say the same."""
_SAME_FACT = 0.4
"""The same, with words of like meaning, for sentences that share a number."""
_TELLING_WORDS = 3
_TELLING_KINDS = (Kind.COUNT, Kind.MONEY, Kind.SHARE, Kind.MEASURE, Kind.AGE)
_AGAINST = (Stance.DENIED, Stance.NEGATED, Stance.UNDISCLOSED)


def groups(sayings: Sequence[Saying]) -> tuple[tuple[int, ...], ...]:
    """The sayings that say the same, as indices: each in one group, with the first of which it says the same."""
    found: list[list[int]] = []
    for index, saying in enumerate(sayings):
        group = next((group for group in found if says_same(sayings[group[0]], saying)), None)
        if group is None:
            found.append([index])
        else:
            group.append(index)
    return tuple(tuple(group) for group in found)


def says_same(one: Saying, other: Saying) -> bool:
    """Whether two sentences say the same: most words shared, or a number and much of the sense, and no clash."""
    if one == other:
        return True
    if one.is_heading or other.is_heading:
        return False
    shorter, longer = (one, other) if len(one.keys) <= len(other.keys) else (other, one)
    said, also = shorter.meanings, longer.meanings
    shared = len(said.stems & also.stems) / max(1, len(said.stems))
    if shared < _SAME_WORDS and not _share_number(one, other):
        return False
    met = {key.stem for key in shorter.keys if also.meet(key)}
    names = {key.stem for key in shorter.keys if key.is_name}
    if len(met - names) < _TELLING_WORDS or len(met) < _SAME_FACT * len(said.stems):
        return False
    return not _numbers_clash(one, other) and not _stances_clash(one, other)


def _share_number(one: Saying, other: Saying) -> bool:
    """Whether they share a number that tells: no year, no ordinal, none below three."""
    return any(
        first.kind in _TELLING_KINDS and first.high >= 3 and _measure_alike(first, second) and agree(first, second)
        for first in quantities_of(one.text)
        for second in quantities_of(other.text)
    )


def _numbers_clash(one: Saying, other: Saying) -> bool:
    """Whether a number of the one measures what another of the other does, and is none of the other's."""
    return any(
        first.kind in _TELLING_KINDS and not first.earlier
        and any(_measure_alike(first, second) and not second.earlier for second in quantities_of(other.text))
        and not any(agree(first, second) for second in quantities_of(other.text))
        for first in quantities_of(one.text)
    )  # fmt: skip


def _measure_alike(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind is other.kind
        and one.unit == other.unit
        and (one.kind is not Kind.COUNT or one.counted[-1:] == other.counted[-1:])
    )


def _stances_clash(one: Saying, other: Saying) -> bool:
    """Whether only one of them says that something isn't so."""
    return _is_against(one) != _is_against(other)


def _is_against(saying: Saying) -> bool:
    return any(stand.stance in _AGAINST for stand in stances_of(saying.text))
