"""Citations in messages: markers, sources, disagreements, the buttons to passages; pure."""

from collections.abc import Iterable

from bot.chat.fitting import Room
from bot.chat.links import passage_address, web_address
from bot.chat.references import PassageReference
from bot.chat.wording import article_title, publisher_and_date, who_says
from bot.chat.words import disagree
from bot.slack.elements import Json, bullets, button, line, link, rich_text, words
from bot.slack.references import Action
from retrieval.answering.answer import Citation, Disagreement

MAX_LINK_CHARACTERS = 500
"""An address stands behind each marker and again below: longer ones would leave no room for words."""

_SOURCE_FRAME = 30


def room(characters: int, sources: int) -> Room:
    """How much a message holds, as far as its sources are concerned: addresses count, for they stand in markers too."""
    return Room(characters, sources, _source_characters, _marker_characters)


def _source_characters(citation: Citation) -> int:
    """What a source's line takes, its address included."""
    shown = article_title(citation.article) + publisher_and_date(citation.article)
    return len(shown) + len(cited_address(citation)) + _SOURCE_FRAME


def _marker_characters(citation: Citation) -> int:
    return len(f" [{citation.number}]") + len(cited_address(citation))


def cited_address(citation: Citation) -> str:
    """Where the cited words open, or at least their page; empty where that has no address, or too long a one to repeat."""
    exact = passage_address(citation.article, citation.span) or ""
    page = web_address(citation.article.url) or ""
    return next((each for each in (exact, page) if len(each) <= MAX_LINK_CHARACTERS), "")


def markers(citations: Iterable[Citation]) -> list[Json]:
    """The numbers behind a statement, each leading to the words where they have an address."""
    return [
        element
        for citation in citations
        for element in (words(" "), link(cited_address(citation), f"[{citation.number}]"))
    ]


def disagreement_block(disagreement: Disagreement, known: dict[int, Citation]) -> Json:
    """A disagreement as a block of its own; `known` are the citations by number."""
    sides = []
    for side in disagreement.sides:
        citations = [known[number] for number in side.citations]
        said_by = who_says(citations)
        sides.append(
            line(words(side.text), *markers(citations), *([words(f"  {said_by}", italic=True)] if said_by else []))
        )
    return rich_text(line(words(disagree(disagreement.about), bold=True)), bullets(sides))


def source_line(citation: Citation) -> Json:
    """A source: number, title, publisher, date, led to the words where they have an address."""
    title = link(cited_address(citation), article_title(citation.article))
    known = publisher_and_date(citation.article)
    return line(words(f"[{citation.number}] "), title, *([words(f" · {known}")] if known else []))


def article_lines(citations: Iterable[Citation]) -> list[Json]:
    """The sources with one line for each article: its numbers, title, publisher, date; each number led to its words."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article.id, []).append(citation)
    return [_article_line(each) for each in by_article.values()]


def _article_line(citations: list[Citation]) -> Json:
    first = citations[0]
    known = publisher_and_date(first.article)
    title = link(cited_address(first), article_title(first.article))
    numbers = [
        each for citation in citations for each in (link(cited_address(citation), f"[{citation.number}]"), words(" "))
    ]
    return line(*numbers, title, *([words(f" · {known}")] if known else []))


def passage_button(number: int, passage: int, text: str = "") -> Json:
    """The button that opens a passage, by the number that people see and its lasting one."""
    reference = PassageReference(passage, number)
    return button(f"{Action.PASSAGE}:{number}", text or f"See passage {number}", str(reference))
