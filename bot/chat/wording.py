"""Words as chat platforms show them: nothing invisible, within a limit, dates as people write them; pure."""

import re
from collections.abc import Iterable
from datetime import date

from corpus.article import Article
from corpus.sentences import sentences
from retrieval.answering.answer import Citation

CUT = " …"
_LOOK_AHEAD = 80
_MAX_OTHERS = 3
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff"  # controls, and halves of characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # marks that turn the direction of writing
    "\U000e0000-\U000e007f]"  # letters that nobody sees
)


def written_date(day: date) -> str:
    """A date as people write it: 16 July 2025."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, of which `many` is the plural where it isn't made with an s: 1 question, 2 stories."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def visible(text: str) -> str:
    """The text without control characters, halves of characters and marks that turn the direction of writing.

    With them an article could make a line read other than it is. White space becomes single spaces.
    """
    return " ".join(_UNSEEN.sub("", text).split())


def shortened(text: str, most: int) -> str:
    """The text, cut after a sentence where it is longer than `most` characters; within a sentence only where it must be.

    >>> shortened("One sentence. And a second one that is too long.", 30)
    'One sentence. …'
    """
    if len(text) <= most:
        return text
    room = most - len(CUT)
    if room <= 0:
        return text[:most]
    # What is read begins a little later, so that the end of the piece isn't taken for the end of a sentence.
    ends = [span.end for span in sentences(text[: room + _LOOK_AHEAD])[:-1] if span.end <= room]
    if ends and ends[-1] >= room // 3:
        return text[: ends[-1]].rstrip() + CUT
    space = text.rfind(" ", room // 2, room + 1)
    return text[: space if space > 0 else room].rstrip() + CUT


def article_title(article: Article, most: int = 150) -> str:
    """The article's title for a list of sources; where it has none, what its source is called."""
    return shortened(visible(article.title or "") or "Untitled article", most)


def publisher_and_date(article: Article, most: int = 60) -> str:
    """Who published it and when, as far as it is known: "TechRepublic · 16 July 2025"; empty where neither is.

    Other publishers of the same text are named too: they are no further voices.
    """
    publisher = shortened(visible(article.publisher or ""), most)
    others = [shortened(visible(name), most // 2) for name in article.also_in if visible(name)]
    more = f" and {len(others) - _MAX_OTHERS} more" if len(others) > _MAX_OTHERS else ""
    also = f"also in {', '.join(others[:_MAX_OTHERS])}{more}" if others else ""
    day = written_date(article.published) if article.published else ""
    return " · ".join(known for known in (publisher, day, also) if known)


def who_says(citations: Iterable[Citation]) -> str:
    """Who says what is cited, in short: publishers, or titles where the publisher isn't known."""
    names = dict.fromkeys(
        shortened(visible(each.article.publisher or ""), 30) or article_title(each.article, 60) for each in citations
    )
    more = f" and {len(names) - _MAX_OTHERS} more" if len(names) > _MAX_OTHERS else ""
    return ", ".join(list(names)[:_MAX_OTHERS]) + more
