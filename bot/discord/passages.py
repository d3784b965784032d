"""A passage in its article, and the passages nearest to a question, as panels for one person; pure."""

from collections.abc import Sequence

from bot.chat.links import passage_address
from bot.chat.reading import Page, Paragraph
from bot.chat.references import PassageReference
from bot.chat.wording import article_title, publisher_and_date, shortened
from bot.chat.words import EARLIER, LATER, NEAREST_ONLY, TO_PASSAGE, page_of
from bot.discord import limits
from bot.discord.markup import bold, lines, link, literal, longest_within, small
from bot.discord.panel import Button, Buttons, Panel, Part, Rule, Words
from bot.discord.references import Action, Carried
from bot.recall.recall import Opened, Quoted
from corpus.article import Role
from corpus.passage import Passage

PAGE_CHARACTERS = 1500
"""Of the article: half of what a message shows, for harmless words may be twice as long."""

_MAX_PAGE = 3200
_MAX_ADDRESS = 450


def passage_panel(opened: Opened, reference: PassageReference) -> Panel:
    """A page of the article; the passage stands out in it, wherever it is."""
    at = opened.reading.opening if reference.page is None else min(reference.page, len(opened.reading.pages) - 1)
    known = publisher_and_date(opened.article)
    address = passage_address(opened.article, opened.span)
    title = literal(article_title(opened.article, 150))
    heading = bold(link(address if address and len(address) <= _MAX_ADDRESS else None, title))
    notes = [note for note in (page_of(opened.reading, at), opened.note) if note]
    paging = _paging(reference, at, opened)
    parts: list[Part] = [
        Words(lines([heading, literal(known)])),
        Rule(),
        Words(_page(opened.reading.page(at))),
        *([Words(lines(small(literal(note)) for note in notes))] if notes else []),
        *([Buttons(tuple(paging))] if paging else []),
    ]
    return Panel(tuple(parts))


def quoted_panel(quoted: Quoted) -> Panel:
    """The words as they were cited, where the article can't be shown any more."""
    shown = longest_within(quoted.quote or "…", _MAX_PAGE, shortened)
    return Panel((Words(f"> {bold(shown)}"), Words(small(literal(quoted.note)))))


def nearest_panel(nearest: Sequence[Passage], passages: Sequence[int]) -> Panel:
    """The passages nearest to a question that the articles don't answer, each with a way to read on."""
    parts: list[Part] = [Words(NEAREST_ONLY)]
    buttons = []
    shown = list(zip(nearest, passages, strict=True))[: limits.BUTTONS_IN_ROW]
    for number, (passage, reference) in enumerate(shown, start=1):
        known = publisher_and_date(passage.article)
        head = bold(literal(article_title(passage.article, 120))) + (f" · {literal(known)}" if known else "")
        parts += [Rule(), Words(f"{head}\n> {longest_within(passage.text, 400, shortened)}")]
        carried = Carried(Action.PASSAGE, str(PassageReference(reference, number)))
        buttons.append(Button(f"Read {number} in its article", str(carried)))
    return Panel((*parts, *([Buttons(tuple(buttons))] if buttons else [])))


def _page(page: Page) -> str:
    shown = "\n".join(line for paragraph in page.paragraphs if (line := _paragraph(paragraph)))
    return shown[:_MAX_PAGE] if shown.strip() else "…"


def _paragraph(paragraph: Paragraph) -> str:
    """A paragraph, with a bar at its side where the passage stands in it."""
    shown = []
    for stretch in paragraph.stretches:
        words = literal(stretch.text)
        if words:
            before = " " if stretch.text[:1].isspace() else ""
            after = " " if stretch.text[-1:].isspace() else ""
            shown.append(before + (bold(words) if stretch.is_cited else words) + after)
    said = " ".join("".join(shown).split(" ")).strip()
    if not said:
        return ""
    is_cited = any(stretch.is_cited for stretch in paragraph.stretches)
    if paragraph.role is Role.HEADING and not is_cited:
        said = bold(said)
    mark = "• " if paragraph.role is Role.ITEM else ""
    return f"{'> ' if is_cited else ''}{mark}{said}" + ("" if paragraph.role is Role.ITEM else "\n")


def _paging(reference: PassageReference, at: int, opened: Opened) -> list[Button]:
    """The buttons to the pages before and after, and back to the passage."""
    targets = {EARLIER: at - 1, TO_PASSAGE: opened.reading.opening, LATER: at + 1}
    pages: dict[int, str] = {}
    for label, page in targets.items():
        if 0 <= page < len(opened.reading.pages) and page != at:
            pages.setdefault(page, label)
    return [
        Button(label, str(Carried(Action.PASSAGE, str(PassageReference(reference.passage, reference.number, page)))))
        for page, label in pages.items()
    ]
