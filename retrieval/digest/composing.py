"""Composing: new articles → a digest: grouped into stories, told in points, ordered and bounded. Pure; it knows no clock."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from corpus.article import Article
from retrieval.answering.answer import Answer, Statement
from retrieval.answering.numbering import Numbering
from retrieval.digest.differing import differences
from retrieval.digest.grouping import group
from retrieval.digest.story import Digest, Story
from retrieval.digest.telling import tell
from retrieval.language.terms import terms

GENERATOR = "digest"
MOST_STORIES = 8
MOST_ARTICLES = 600
"""New articles that a digest reads, the newest of them."""
UNTITLED = "Untitled article"
_HEADLINE_CHARACTERS = 160


def compose(new: Sequence[Article], before: Sequence[Article] = (), most_stories: int = MOST_STORIES) -> Digest:
    """The digest of the articles `new`; those `before` were in earlier digests, and what they told isn't told again.

    Stories come in the order of how many voices tell them and how new they are. Raises ValueError for a bound below 1.
    """
    if most_stories < 1:
        raise ValueError(f"a digest has room for at least one story, not {most_stories}")
    fresh = {article.id: article for article in sorted(new, key=_day, reverse=True)[:MOST_ARTICLES]}
    old = {article.id: article for article in before if article.id not in fresh}
    events = []
    for event in group([*fresh.values(), *old.values()]):
        own = tuple(each for each in event if each.id in fresh)
        if own:
            events.append((own, tuple(each for each in event if each.id in old)))
    newest = max(map(_day, fresh.values()), default=0)
    events.sort(key=lambda event: -_weight(event[0], newest))
    stories: list[Story] = []
    left_out: list[str] = []
    for own, earlier in events:
        if len(stories) == most_stories:
            left_out.append(headline(own))
        elif story := _story(own, earlier):
            stories.append(story)
    return Digest(tuple(stories), len(fresh), tuple(left_out))


def headline(articles: Sequence[Article]) -> str:
    """The title that has most of the words that the others have; of one article without a title, its first words."""
    titles = [article.title for article in articles if article.title]
    if not titles:
        opening = " ".join(articles[0].text.split())
        return shorten(opening, _HEADLINE_CHARACTERS, placeholder=" …") or UNTITLED
    words_of = [set(terms(title)) for title in titles]
    spread = Counter(term for words in words_of for term in words)

    def central(place: int) -> float:
        return sum(spread[term] for term in words_of[place]) / math.sqrt(max(4, len(words_of[place])))

    return titles[max(range(len(titles)), key=lambda place: (central(place), -place))]


def _day(article: Article) -> int:
    """The day of an article, as a number that grows; 0 where it isn't known."""
    day = article.published or (article.added_at.date() if article.added_at else None)
    return day.toordinal() if day else 0


def _weight(articles: Sequence[Article], newest: int) -> float:
    """How much was published on an event, and how new the newest of it is."""
    age = newest - max(map(_day, articles))
    return math.log2(1 + len({article.voice for article in articles})) + 1.0 / (1.0 + age)


def _story(own: tuple[Article, ...], earlier: tuple[Article, ...]) -> Story | None:
    """The story; None where its articles tell nothing that can be cited, or nothing that wasn't told before."""
    points = tell(own, earlier)
    if not points:
        return None
    numbering = Numbering()
    statements = tuple(Statement(point.text, numbering.cite(point.sources)) for point in points)
    disagreements = tuple(numbering.disagreement(draft) for draft in differences(own))
    answer = Answer(statements, numbering.citations, 1.0, GENERATOR, disagreements)
    days = [_day(each) for each in earlier if _day(each)]
    since = date.fromordinal(max(days)) if days else None
    return Story(headline(own), own, answer, uncited(own, answer), since)


def uncited(articles: Sequence[Article], answer: Answer) -> tuple[str, ...]:
    """Who published a story besides those that its points cite."""
    cited = {citation.article.publisher for citation in answer.citations}
    others = [name for each in articles for name in (each.publisher, *each.also_in) if name and name not in cited]
    return tuple(dict.fromkeys(others))
