"""The modals: a passage in its article, the passages nearest to a question, and why an answer was bad; pure."""

from collections.abc import Sequence

from bot.chat.links import passage_address
from bot.chat.reading import Page, Paragraph, Reading
from bot.chat.references import PassageReference
from bot.chat.wording import article_title, publisher_and_date, shortened, visible
from bot.chat.words import EARLIER, LATER, NEAREST_ONLY, TO_PASSAGE, WHAT_WAS_WRONG, WRONG_FOR_EXAMPLE, page_of
from bot.recall.recall import Opened, Quoted
from bot.slack import limits
from bot.slack.elements import Json, actions, button, divider, line, link, plain, quoted, rich_text, small_print, words
from bot.slack.references import Action
from corpus.article import Article, Role
from corpus.span import Span

WHY = "why"
"""The callback_id of the modal that asks for a reason, and the action_id of its input."""

PASSAGE = "passage"
_NEAREST_CHARACTERS = 400


def passage_modal(opened: Opened, reference: PassageReference) -> Json:
    """A page of the article; the passage stands out in it, wherever it is."""
    at = opened.reading.opening if reference.page is None else min(reference.page, len(opened.reading.pages) - 1)
    blocks = [
        rich_text(_heading(opened.article, opened.span)),
        divider(),
        rich_text(*_paragraphs(opened.reading.page(at))),
        divider(),
        *actions(_paging(reference, at, opened.reading)),
    ]
    notes = [note for note in (page_of(opened.reading, at), opened.note) if note]
    return _modal(f"Passage {reference.number}", [*blocks, *([small_print(*notes)] if notes else [])])


def quote_modal(quoted_words: Quoted, reference: PassageReference) -> Json:
    """The words as they were cited, where the article can't be shown any more."""
    blocks = [rich_text(quoted(words(_shown(quoted_words.quote), bold=True))), small_print(quoted_words.note)]
    return _modal(f"Passage {reference.number}", blocks)


def nearest_modal(nearest: Sequence[Json], passages: Sequence[int]) -> Json:
    """The stored passages nearest to a question that the articles don't answer, each with a way to read on."""
    blocks = [small_print(NEAREST_ONLY)]
    for shown, passage in zip(nearest, passages, strict=True):
        title = shortened(visible(shown["title"] or "") or "Untitled article", 150)
        known = " · ".join(visible(each) for each in (shown["publisher"], shown["published"]) if each)
        head = line(words(title, bold=True), *([words(f" · {shortened(known, 100)}")] if known else []))
        excerpt = quoted(words(shortened(visible(shown["quote"]) or "…", _NEAREST_CHARACTERS)))
        reference = PassageReference(passage, shown["number"])
        read = button(f"{Action.PASSAGE}:{shown['number']}", "Read it in the article", str(reference))
        blocks += [rich_text(head, excerpt), *actions([read])]
    return _modal("Nearest passages", blocks[: limits.BLOCKS_IN_VIEW])


def why_modal(question_id: int) -> Json:
    """Asks what was wrong with an answer."""
    field = {
        "type": "plain_text_input",
        "action_id": WHY,
        "multiline": True,
        "max_length": limits.INPUT_CHARACTERS,
        "placeholder": plain(WRONG_FOR_EXAMPLE),
    }
    asking = {"type": "input", "block_id": WHY, "optional": True, "label": plain(WHAT_WAS_WRONG), "element": field}
    view = _modal("Thank you", [asking])
    return {**view, "callback_id": WHY, "private_metadata": str(question_id), "submit": plain("Send")}


def _modal(title: str, blocks: Sequence[Json]) -> Json:
    shown = shortened(title, limits.VIEW_TITLE_CHARACTERS)
    return {
        "type": "modal",
        "callback_id": PASSAGE,
        "title": plain(shown),
        "close": plain("Close"),
        "blocks": [*blocks],
    }


def _heading(article: Article, span: Span) -> Json:
    known = publisher_and_date(article)
    title = link(passage_address(article, span), article_title(article), bold=True)
    return line(title, *([words(f"\n{known}")] if known else []))


def _paragraphs(page: Page) -> list[Json]:
    return [each for paragraph in page.paragraphs for each in _paragraph(paragraph)]


def _paragraph(paragraph: Paragraph) -> list[Json]:
    """A paragraph, with a bar at its side where the passage stands in it."""
    is_cited = any(stretch.is_cited for stretch in paragraph.stretches)
    is_heading = paragraph.role is Role.HEADING
    shown = [
        words(_kept_edges(stretch.text), bold=stretch.is_cited or is_heading, italic=False)
        for stretch in paragraph.stretches
        if _kept_edges(stretch.text)
    ]
    if not shown:
        return []
    mark = [words("• ")] if paragraph.role is Role.ITEM else []
    return [quoted(*mark, *shown)] if is_cited else [line(*mark, *shown, words("\n"))]


def _kept_edges(text: str) -> str:
    """The visible words, with the space that parts them from their neighbours."""
    shown = visible(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return (" " if before else "") + shown + (" " if after and shown else "")


def _shown(quote: str) -> str:
    return shortened(visible(quote) or "…", limits.SECTION_CHARACTERS)


def _paging(reference: PassageReference, at: int, reading: Reading) -> list[Json]:
    """The buttons to the pages before and after, and back to the passage."""
    targets = [
        ("earlier", EARLIER, at - 1),
        ("passage", TO_PASSAGE, reading.opening),
        ("later", LATER, at + 1),
    ]
    return [
        button(f"{Action.PAGE}:{name}", text, str(PassageReference(reference.passage, reference.number, page)))
        for name, text, page in targets
        if 0 <= page < len(reading.pages) and page != at
    ]
