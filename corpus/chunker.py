"""Chunker: cut an article into passages along its sentences; pure.

Where to cut is found by least cost over the whole article, as a paragraph is broken into lines (Knuth & Plass,
"Breaking Paragraphs into Lines", 1981): few passages, as full as the embedder allows and of even length; cut between
paragraphs rather than within, before a heading rather than after it, and not between a list and what introduces it.
Passages don't overlap and never reach across left-out text.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from corpus.article import Article, Role, Sentence
from corpus.layout import BLANKS, MARKS
from corpus.passage import Passage

CHUNKER_VERSION = "2"
"""Names the rules; an index made with another version is made anew."""

_AFTER_HEADING = 8.0
_AFTER_LEAD = 1.5
_WITHIN_LIST = 0.1
_WITHIN_PARAGRAPH = 0.05
_BEFORE_HEADING = -0.05


def cut(article: Article, tokens: Sequence[int], max_tokens: int = 256) -> tuple[Passage, ...]:
    """The passages of `article`, in order: every sentence is in exactly one.

    `tokens` says how many tokens the embedder sees in each sentence. A passage has at most `max_tokens` of them, unless
    a single sentence has more. Raises ValueError where `max_tokens` is not positive, or a sentence has no count.
    """
    if max_tokens < 1:
        raise ValueError(f"a passage needs room for at least one token, not {max_tokens}")
    if len(tokens) != len(article.sentences):
        raise ValueError(f"{len(tokens)} counts of tokens for the {len(article.sentences)} sentences of {article.id}")
    if not article.sentences:
        return ()
    total = [0, *accumulate(tokens)]
    passages: list[Passage] = []
    for first, last in _runs(article):
        passages += [Passage(article, *ends) for ends in _cut_run(article.sentences, total, first, last, max_tokens)]
    return tuple(passages)


def _runs(article: Article) -> Iterator[tuple[int, int]]:
    """Stretches of sentences with nothing but white space and marks of layout between them."""
    first = 0
    for index in range(1, len(article.sentences)):
        gap = article.text[article.sentences[index - 1].span.end : article.sentences[index].span.start]
        if gap.strip(BLANKS + MARKS):
            yield first, index
            first = index
    yield first, len(article.sentences)


def _cut_run(
    sentences: Sequence[Sentence], total: Sequence[int], first: int, last: int, max_tokens: int
) -> list[tuple[int, int]]:
    """Passages of the sentences `[first, last)` whose slack, squared, and cuts cost least together."""
    cost = [0.0] * (last - first + 1)
    begin = [first] * (last - first + 1)
    for end in range(first + 1, last + 1):
        toll = _toll(sentences, end) if end < last else 0.0
        best = float("inf")
        for start in range(end - 1, first - 1, -1):
            size = total[end] - total[start]
            if size > max_tokens and start < end - 1:
                break
            slack = max(0.0, 1.0 - size / max_tokens)
            candidate = cost[start - first] + slack + slack * slack
            if candidate < best:
                best, begin[end - first] = candidate, start
        cost[end - first] = best + toll
    passages: list[tuple[int, int]] = []
    end = last
    while end > first:
        passages.append((begin[end - first], end))
        end = begin[end - first]
    return passages[::-1]


def _toll(sentences: Sequence[Sentence], index: int) -> float:
    """What it costs to cut before the sentence at `index`."""
    before, after = sentences[index - 1], sentences[index]
    if before.role is Role.HEADING:
        return _AFTER_HEADING
    if after.lead == index - 1:
        return _AFTER_LEAD
    if after.role is Role.HEADING:
        return _BEFORE_HEADING
    if after.paragraph == before.paragraph:
        return _WITHIN_LIST if after.role is Role.ITEM else _WITHIN_PARAGRAPH
    return 0.0
