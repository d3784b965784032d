"""Joining: passages that adjoin each other in an article are read as one; pure.

What a question asks for often stands across the place where an article was cut. Where both sides are among the best, they take one
place together, and the place that is left goes to something else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.layout import BLANKS, MARKS
from corpus.passage import Passage
from retrieval.retriever import RankedPassage

AT_MOST = 2
"""How many passages are joined: three of one article are three times as much to read, for little more."""

WORTHY = -3.0
"""From this score of the ranker on, the log odds of being evidence, a passage is worth making another one longer."""


def join_neighbours(ranked: Iterable[RankedPassage], limit: int) -> tuple[RankedPassage, ...]:
    """At most `limit` of the passages, best first, each joined with a WORTHY one that adjoins it and comes later.

    The earlier one's place, score and parts are the joined one's. Nothing is joined across text that was left out.
    """
    places: list[RankedPassage] = []
    sizes: list[int] = []
    for each in ranked:
        place, whole = _where(places, sizes, each)
        if whole:
            places[place] = replace(places[place], passage=whole)
            sizes[place] += 1
        elif len(places) < limit:
            places.append(each)
            sizes.append(1)
        else:
            break
    return tuple(places)


def _where(places: Sequence[RankedPassage], sizes: Sequence[int], each: RankedPassage) -> tuple[int, Passage | None]:
    """The first place that the passage can be joined to, and what they are together; None where there is no such place."""
    if each.parts.get("ranker", WORTHY) >= WORTHY:
        for place, other in enumerate(places):
            if sizes[place] < AT_MOST and (whole := _joined(other.passage, each.passage)):
                return place, whole
    return 0, None


def _joined(one: Passage, other: Passage) -> Passage | None:
    """Both as one passage, where nothing but blanks and marks of layout stands between them."""
    before, after = (one, other) if one.first < other.first else (other, one)
    if before.article.id != after.article.id or before.last != after.first:
        return None
    between = before.article.text[before.span.end : after.span.start]
    return None if between.strip(BLANKS + MARKS) else Passage(before.article, before.first, after.last)
