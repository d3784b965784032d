"""Gathering: which articles of the library a digest is made of: those that are new, and those told shortly before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corpus.article import Article
from corpus.library import ArticleRecord, Library
from retrieval.digest.composing import MOST_ARTICLES, MOST_STORIES, compose
from retrieval.digest.story import Digest

REMEMBERED_DAYS = 3
"""Days before the digest's own whose articles count as told."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a digest is about: only these publishers, only what touches one of these topics; all where there are none."""

    publishers: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not name.strip() for name in (*self.publishers, *self.topics)):
            raise ValueError("a publisher and a topic have a name")

    def admits(self, article: Article) -> bool:
        """Whether the article is of a chosen publisher and touches a chosen topic: it has all the topic's words together."""
        wanted = {name.casefold() for name in self.publishers}
        if wanted and not wanted & {name.casefold() for name in (article.publisher, *article.also_in) if name}:
            return False
        said = f"{article.title or ''}\n{article.text}".casefold()
        return not self.topics or any(topic.casefold() in said for topic in self.topics)


EVERYTHING = Choice()


def digest_of_days(library: Library, since: date, until: date | None, choice: Choice, most_stories: int) -> Digest:
    """The digest of what was published from one day to another; what has no date counts by when it was added."""
    last = until or date.max

    def day(record: ArticleRecord) -> date:
        return record.published or record.added_at.date()

    records = library.listing()
    earlier = since - timedelta(days=REMEMBERED_DAYS)
    new = _articles(library, (each for each in records if since <= day(each) <= last), choice, day)
    before = _articles(library, (each for each in records if earlier <= day(each) < since), choice, day)
    return compose(new, before, most_stories)


def digest_between(
    library: Library, after: datetime, until: datetime, choice: Choice = EVERYTHING, most_stories: int = MOST_STORIES
) -> Digest:
    """The digest of what was added after a moment and up to another; what was published long before is no news."""
    remembered = after - timedelta(days=REMEMBERED_DAYS)
    stale = remembered.date() - timedelta(days=REMEMBERED_DAYS)
    records = [each for each in library.newer_than(remembered) if each.published is None or each.published >= stale]
    new = _articles(library, (each for each in records if after < each.added_at <= until), choice, _added)
    before = _articles(library, (each for each in records if each.added_at <= after), choice, _added)
    return compose(new, before, most_stories)


def _added(record: ArticleRecord) -> date:
    return record.added_at.date()


def _articles(
    library: Library, records: Iterable[ArticleRecord], choice: Choice, day: Callable[[ArticleRecord], date]
) -> list[Article]:
    """The articles that the choice admits, the newest of them where they are too many."""
    newest = sorted(records, key=lambda record: (day(record), record.added_at, record.id), reverse=True)
    found: list[Article] = []
    for record in newest:
        article = library.article(record.id)
        if article is not None and choice.admits(article):
            found.append(article)
        if len(found) == MOST_ARTICLES:
            break
    return found
