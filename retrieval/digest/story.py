"""Story, Digest: what is new, told by event, every point cited; values that refuse to be wrong."""

from dataclasses import dataclass
from datetime import date

from corpus.article import Article
from retrieval.answering.answer import Answer

MOST_POINTS = 4


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its articles, the newest first, a headline that one of them has, and its points as an answer.

    `answer` holds one to four points and where the articles disagree. `also_in` names who else published it and is
    cited by no point. `since` is the day of what was told of it before, where it goes on from an earlier digest: its
    points then tell what is new. Raises ValueError for a value that breaks this.
    """

    headline: str
    articles: tuple[Article, ...]
    answer: Answer
    also_in: tuple[str, ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        if not self.headline.strip():
            raise ValueError("a story has a headline")
        if not self.articles:
            raise ValueError("a story is told by at least one article")
        if len(self.answer.statements) > MOST_POINTS:
            raise ValueError(f"a story has at most {MOST_POINTS} points, not {len(self.answer.statements)}")
        if len(set(self.also_in)) != len(self.also_in):
            raise ValueError(f"a publisher is named once: {self.also_in}")

    @property
    def voices(self) -> int:
        """How many tell it: several prints of one text speak with one voice."""
        return len({article.voice for article in self.articles})


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories, the most important first, of `articles` new ones; `left_out` are headlines for which there was no room."""

    stories: tuple[Story, ...]
    articles: int
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        told = [article.id for story in self.stories for article in story.articles]
        if len(set(told)) != len(told):
            raise ValueError("an article belongs to one story")
        if self.left_out and not self.stories:
            raise ValueError("where there is no story, none was left out for want of room")

    @property
    def is_empty(self) -> bool:
        """Whether there is no news."""
        return not self.stories
