"""Questions to try, made from the newest articles; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.wording import shortened, visible
from corpus.library import ArticleRecord

MAX_SUGGESTIONS = 4
_MAX_TITLE = 90
_MAX_LABEL = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to try; `label` is what its button says."""

    label: str
    question: str


def suggestions(newest: Iterable[ArticleRecord]) -> tuple[Suggestion, ...]:
    """A question about each of the newest articles; none where no article has a title."""
    titles = dict.fromkeys(visible(record.title) for record in newest if record.title and visible(record.title))
    return tuple(_about(title) for title in list(titles)[:MAX_SUGGESTIONS])


def _about(title: str) -> Suggestion:
    # A title that is cut is no longer what stands in the article, so it is cut at a word and without dots.
    whole = title if len(title) <= _MAX_TITLE else title[:_MAX_TITLE].rsplit(" ", 1)[0]
    return Suggestion(shortened(title, _MAX_LABEL), f"What happened: {whole.rstrip(' .?!')}?")
