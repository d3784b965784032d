"""What a model's answer says so far: statements that have passed, with numbered citations, and what is left out."""

from collections.abc import Sequence

from retrieval.answering.answer import Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.events import Stated
from retrieval.answering.generating.claims import MAX_CLAIMS
from retrieval.answering.generating.tying import Tied
from retrieval.answering.numbering import Numbering


class Said:
    """Grows statement by statement, up to `most`; nothing in it is ever taken back."""

    def __init__(self, articles_read: int, most: int = MAX_CLAIMS) -> None:
        self.articles_read = articles_read
        self._most = most
        self._numbering = Numbering()
        self._statements: list[Statement] = []
        self.left_out = 0

    def __len__(self) -> int:
        return len(self._statements)

    def say(self, tied: Tied) -> Stated | None:
        """Take a statement in that has passed; None where it was said before, or enough was said."""
        if len(self) >= self._most or any(
            each.text.casefold() == tied.claim.text.casefold() for each in self._statements
        ):
            return None
        numbers = self._numbering.cite(tied.sources)
        statement = Statement(tied.claim.text, numbers)
        self._statements.append(statement)
        return Stated(statement, tuple(self._citation(number) for number in numbers))

    def _citation(self, number: int) -> Citation:
        return self._numbering.citations[number - 1]

    def answer(self, confidence: float, generator: str, compared: Answer | None) -> Answer:
        """The whole answer; disagreements and missing parts are those that comparing the articles has found."""
        found = tuple(self._renumbered(compared)) if compared is not None else ()
        missing = compared.missing if compared is not None else ()
        return Answer(tuple(self._statements), self._numbering.citations, confidence, generator, found, missing)

    def _renumbered(self, compared: Answer) -> Sequence[Disagreement]:
        """The disagreements with this answer's numbers; one whose sides would cite the same stretch is left out."""
        kept = []
        for disagreement in compared.disagreements:
            cited = [[compared.citation(number) for number in side.citations] for side in disagreement.sides]
            if self._would_clash(cited):
                continue
            sides = [
                Side(side.text, tuple(dict.fromkeys(self._numbering.number(each.article, each.span) for each in own)))
                for side, own in zip(disagreement.sides, cited, strict=True)
            ]
            kept.append(Disagreement(disagreement.about, tuple(sides)))
        return kept

    def _would_clash(self, cited: Sequence[Sequence[Citation]]) -> bool:
        """Whether stretches of two sides lie within one that is cited already."""
        held = [
            {
                known.number
                for known in self._numbering.citations
                for each in own
                if known.article.id == each.article.id and known.span.contains(each.span)
            }
            for own in cited
        ]
        return sum(map(len, held)) != len(set().union(*held))
