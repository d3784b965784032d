"""A claim and the passages it was made from → what it cites, in whole sentences, or why it cites nothing. Pure.

What a model calls passage 0, −1 or 999 doesn't exist, and words that don't stand in a passage are not quoted from it: then the
claim is not tied, whatever it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article, Role
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.draft import Source
from retrieval.answering.generating.claims import Cited, Claim
from retrieval.answering.generating.locating import locate
from retrieval.answering.grounding.evidence import Evidence, evidence_of
from retrieval.answering.grounding.grounding import ground

_LEAST_QUOTED = 8


@dataclass(frozen=True, slots=True)
class Tied:
    """A claim with the sources that it cites; none, and why, where it can't be said."""

    claim: Claim
    sources: tuple[Source, ...]
    evidence: Evidence
    reasons: tuple[str, ...]

    @property
    def is_supported(self) -> bool:
        """Whether it may be said."""
        return not self.reasons and bool(self.sources)


def tie(claim: Claim, passages: Sequence[Passage]) -> Tied:
    """The claim, tied to its passages and grounded in them."""
    spans: dict[str, list[Span]] = {}
    articles: dict[str, Article] = {}
    for cited in claim.cited:
        if not 1 <= cited.passage <= len(passages):
            return _untied(claim, f"there is no passage {cited.passage}")
        passage = passages[cited.passage - 1]
        found = _sentences(cited, passage)
        if not found:
            return _untied(claim, f"passage {cited.passage} does not have the words “{cited.quote[:80]}”")
        articles[passage.article.id] = passage.article
        spans.setdefault(passage.article.id, []).extend(found)
    if not spans:
        return _untied(claim, "it cites no passage")
    if not claim.text.strip():
        return _untied(claim, "it says nothing")
    sources = tuple(Source(articles[name], tuple(dict.fromkeys(sorted(each)))) for name, each in spans.items())
    evidence = _evidence(sources)
    return Tied(claim, sources, evidence, ground(claim.text, evidence).reasons)


def _untied(claim: Claim, reason: str) -> Tied:
    return Tied(claim, (), Evidence(()), (reason,))


def _sentences(cited: Cited, passage: Passage) -> list[Span]:
    """The whole sentences of the passage in which the quoted words stand."""
    if len(cited.quote.strip()) < _LEAST_QUOTED:
        return []
    place = locate(cited.quote, passage.article.text, passage.span.start, passage.span.end)
    if place is None:
        return []
    quoted = Span(*place)
    touched = [each for each in passage.sentences if each.span.overlaps(quoted)]
    prose = [each.span for each in touched if each.role is not Role.HEADING] or [each.span for each in touched]
    return prose if passage.article.is_own(quoted) else []


def _evidence(sources: Sequence[Source]) -> Evidence:
    parts = [evidence_of(source.article, *source.spans) for source in sources]
    return Evidence(
        tuple(quote for part in parts for quote in part.quotes),
        "\n".join(part.around for part in parts),
        parts[0].published if len(parts) == 1 else None,
    )
