"""Numbering: citations numbered by first use, as an answer or a story is put together."""

from collections.abc import Iterable

from corpus.article import Article
from corpus.span import Span
from retrieval.answering.answer import Citation, Disagreement, Side
from retrieval.answering.choosing.readability import readable, spans_of, statement_text
from retrieval.answering.comparing.agreement import DraftDisagreement
from retrieval.answering.draft import Source
from retrieval.answering.reading.article_reading import Stretch, read_article
from retrieval.answering.reading.saying import Saying


class Numbering:
    """Numbers citations by first use; a stretch that lies within a cited one is cited with it."""

    def __init__(self) -> None:
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far."""
        return tuple(self._citations)

    def cite(self, sources: Iterable[Source]) -> tuple[int, ...]:
        """The numbers of the sources' stretches."""
        numbers = [self.number(source.article, span) for source in sources for span in source.spans]
        return tuple(dict.fromkeys(numbers))

    def number(self, article: Article, span: Span) -> int:
        """The number of a stretch; the next one where it has none yet."""
        for citation in self._citations:
            if citation.article.id == article.id and citation.span.contains(span):
                return citation.number
        self._citations.append(Citation(len(self._citations) + 1, article, span))
        return len(self._citations)

    def disagreement(self, draft: DraftDisagreement) -> Disagreement:
        """The disagreement with numbered sides; what one side cites, no other does."""
        taken: set[tuple[str, Span]] = set()
        sides = []
        for side in draft.sides:
            whole = _whole(side.sayings[0])
            stretches = [(whole.article, span) for span in spans_of(read_article(whole.article), whole.indices)]
            stretches += [(each.article, each.article.sentences[each.index].span) for each in side.sayings[1:]]
            own = [(article, span) for article, span in stretches if (article.id, span) not in taken]
            taken.update((article.id, span) for article, span in own)
            numbers = (self.number(article, span) for article, span in own)
            text = statement_text(read_article(whole.article), whole)
            sides.append(Side(text, tuple(dict.fromkeys(numbers))))
        return Disagreement(draft.about, tuple(sides))


def _whole(saying: Saying) -> Stretch:
    """The sentence, with the list or quotation that it opens, and the one before where it begins with what only that tells."""
    reading = read_article(saying.article)
    opens = saying.text.rstrip().endswith(":")
    found = [each for each in reading.stretches if opens and each.indices[0] == saying.index and len(each.indices) > 1]
    return readable(reading, found[0] if found else Stretch(saying.article, (saying.index,)))
