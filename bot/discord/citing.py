"""Citations in messages: numbers, sources, disagreements, the way to passages; pure."""

from collections.abc import Iterable, Mapping, Sequence

from bot.chat.links import passage_address, web_address
from bot.chat.references import PassageReference
from bot.chat.wording import article_title, publisher_and_date, shortened, who_says
from bot.chat.words import disagree
from bot.discord import limits
from bot.discord.markup import bold, lines, link, literal
from bot.discord.panel import Button, Buttons, Choice, Option
from bot.discord.references import Action, Carried
from retrieval.answering.answer import Citation, Disagreement

MAX_ADDRESS = 450
MAX_TITLE = 120
_SOURCE_FRAME = 20


def number_mark(number: int) -> str:
    """The number of a source, as it stands behind a statement."""
    return rf"\[{number}\]"


def cited(markup: str, numbers: Iterable[int]) -> str:
    """A statement with its sources' numbers."""
    return " ".join([markup, *map(number_mark, numbers)])


def _address(citation: Citation, most: int) -> str | None:
    """Where the cited words stand on the web: without the words where that is long, not at all where that is too."""
    exact = passage_address(citation.article, citation.span)
    if exact is not None and len(exact) <= most:
        return exact
    page = web_address(citation.article.url)
    return page if page is not None and len(page) <= most else None


def source_characters(citation: Citation, most_address: int = MAX_ADDRESS) -> int:
    """What a source's line takes, its address included."""
    return len(source(citation, most_address)) + _SOURCE_FRAME


def source(citation: Citation, most_address: int = MAX_ADDRESS) -> str:
    """A source's line."""
    title = link(_address(citation, most_address), literal(article_title(citation.article, MAX_TITLE)))
    known = publisher_and_date(citation.article)
    return f"{number_mark(citation.number)} {title}" + (f" · {literal(known)}" if known else "")


def sources(citations: Iterable[Citation], most_address: int = MAX_ADDRESS) -> str:
    """The sources under their heading."""
    return lines([bold("Sources"), *(source(each, most_address) for each in citations)])


def disagreement_lines(disagreement: Disagreement, known: Mapping[int, Citation]) -> str:
    """What the articles say differently, side by side; `known` are the citations by number."""
    rows = [bold(literal(disagree(disagreement.about)))]
    for side in disagreement.sides:
        said_by = literal(who_says(known[number] for number in side.citations))
        rows.append(f"- {cited(literal(side.text), side.citations)}" + (f"  *{said_by}*" if said_by else ""))
    return lines(rows)


def passage_row(
    citations: Sequence[Citation],
    passages: Sequence[int],
    *,
    most_buttons: int = limits.BUTTONS_IN_ROW,
    choice_of: str = "",
) -> Buttons | Choice:
    """A button for each source; past so many of them, a choice. `passages` are their lasting numbers.

    `choice_of` tells one choice of a message from another.
    """
    references = [PassageReference(passage, each.number) for each, passage in zip(citations, passages, strict=True)]
    if len(references) <= most_buttons:
        return Buttons(
            tuple(
                Button(f"See passage {reference.number}", str(Carried(Action.PASSAGE, str(reference))))
                for reference in references
            )
        )
    options = tuple(
        Option(
            f"Passage {reference.number}",
            str(Carried(Action.PASSAGE, str(reference))),
            shortened(article_title(citation.article), limits.OPTION_CHARACTERS),
        )
        for reference, citation in zip(references, citations, strict=True)
    )
    return Choice(str(Carried(Action.CHOOSE_PASSAGE, choice_of)), "See a passage in its article", options)


def judging(question_id: int) -> tuple[Button, Button]:
    """Thumbs up and down."""
    return (
        Button("👍 Good answer", str(Carried(Action.GOOD, str(question_id)))),
        Button("👎 Bad answer", str(Carried(Action.BAD, str(question_id)))),
    )
