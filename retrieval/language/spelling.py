"""Slips of the keyboard: which known term an unknown one was meant to be. Pure."""

from collections.abc import Iterable

SHORTEST = 5
_LONG = 8


def slips_allowed(term: str) -> int:
    """How many letters of a term may be wrong: none of a short one or a number, one, or two of a long one."""
    if len(term) < SHORTEST or not term.isalpha():
        return 0
    return 1 if len(term) < _LONG else 2


def nearest_term(term: str, known: Iterable[tuple[str, int]]) -> str | None:
    """The known term that differs least from `term`, the more frequent of two; None where all differ too much.

    `known` are terms with the number of passages they stand in. Only those with the same first letter come into question,
    for people seldom get that one wrong.

    >>> nearest_term("contactor", [("contractor", 9), ("contract", 4)])
    'contractor'
    """
    best: tuple[int, int, str] | None = None
    for other, frequency in known:
        if other[:1] != term[:1] or not other.isalpha():
            continue
        slips = distance(term, other, slips_allowed(term))
        if slips is not None and (best is None or (slips, -frequency, other) < best):
            best = slips, -frequency, other
    return best[2] if best else None


def distance(one: str, other: str, most: int) -> int | None:
    """How many letters must be put in, left out, changed or swapped with the next; None where more than `most`.

    Optimal string alignment (Damerau 1964).
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        following = [i]
        for j, second in enumerate(other, start=1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != second))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return None
        before, row = row, following
    return row[-1] if row[-1] <= most else None
