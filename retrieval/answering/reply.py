"""Reply: what came of a question: the answer or the abstention, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.answering.answer import Abstention, Answer
from retrieval.answering.explanation import Explanation
from retrieval.answering.usage import Spent
from retrieval.follow_up import Turn


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question.

    `question` is what the person asked, `understood` the same with what a follow-up left out. `timings_ms` says how long
    each step took, in milliseconds. `notices` are quiet lines on how the answer came about, such as a model that was down.
    `spent` is what it took of a language model, None where none was asked; `left_out` counts the statements that were drafted,
    but not borne out by what they cite.
    """

    question: str
    understood: str
    result: Answer | Abstention
    timings_ms: Mapping[str, float]
    explanation: Explanation = field(default_factory=Explanation)
    notices: tuple[str, ...] = ()
    spent: Spent | None = None
    left_out: int = 0

    @property
    def articles_read(self) -> int:
        """How many articles were looked at for the answer; several prints of one text are one."""
        return len({ranked.passage.article.voice for ranked in self.explanation.passages})

    @property
    def turn(self) -> Turn:
        """The turn of a conversation that this is."""
        said = " ".join(each.text for each in self.result.statements) if isinstance(self.result, Answer) else ""
        return Turn(self.understood, said)
