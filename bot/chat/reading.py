"""An article's own text in pages around a cited passage, which stands out: "where does it say that?"; pure.

The first page to show is laid around the passage; the others follow before and after it. The clutter that stood around
the article on its page is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Article, Role, Sentence
from corpus.span import Span

MIN_PAGE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words, white space folded, and whether they are of the cited passage."""

    text: str
    is_cited: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item, or a part of one where it is long; `stretches` read one after another."""

    role: Role
    stretches: tuple[Stretch, ...]

    def __post_init__(self) -> None:
        if not any(stretch.text.strip() for stretch in self.stretches):
            raise ValueError("a paragraph says something")

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(stretch.text for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def characters(self) -> int:
        """How many characters its paragraphs have."""
        return sum(len(paragraph.text) for paragraph in self.paragraphs)

    @property
    def is_cited(self) -> bool:
        """Whether some of the passage stands here."""
        return any(stretch.is_cited for paragraph in self.paragraphs for stretch in paragraph.stretches)


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of an article; `opening` is the index of the one where the passage begins."""

    pages: tuple[Page, ...]
    opening: int

    def __post_init__(self) -> None:
        if not 0 <= self.opening < len(self.pages):
            raise ValueError(f"page {self.opening} is not among {len(self.pages)}")

    def page(self, index: int) -> Page:
        """The page of that index; the nearest where there is none."""
        return self.pages[min(max(index, 0), len(self.pages) - 1)]


def read_around(article: Article, span: Span, page_characters: int) -> Reading:
    """The article in pages of at most `page_characters`, with the words of `span` marked.

    Raises ValueError for pages too small to read, and for an article that has no sentences.
    """
    if page_characters < MIN_PAGE_CHARACTERS:
        raise ValueError(f"a page holds at least {MIN_PAGE_CHARACTERS} characters, not {page_characters}")
    paragraphs = list(_paragraphs(article, span, page_characters))
    if not paragraphs:
        raise ValueError(f"article {article.id} has no sentences to show")
    cited = [index for index, each in enumerate(paragraphs) if any(stretch.is_cited for stretch in each.stretches)]
    first, last = (cited[0], cited[-1] + 1) if cited else (0, 1)
    start, end = _surroundings(paragraphs, first, last, page_characters)
    before = _filled_backwards(paragraphs[:start], page_characters)
    pages = [*before, Page(tuple(paragraphs[start:end])), *_filled(paragraphs[end:], page_characters)]
    return Reading(tuple(pages), len(before))


def _surroundings(paragraphs: Sequence[Paragraph], first: int, last: int, most: int) -> tuple[int, int]:
    """The range of paragraphs around `[first, last)` that fits a page, grown on both sides in turn."""
    start, end, room = first, first + 1, most - len(paragraphs[first].text)
    while end < last and len(paragraphs[end].text) <= room:
        room -= len(paragraphs[end].text)
        end += 1
    while True:
        grown = False
        if start > 0 and len(paragraphs[start - 1].text) <= room:
            start, grown = start - 1, True
            room -= len(paragraphs[start].text)
        if end < len(paragraphs) and len(paragraphs[end].text) <= room:
            room, grown = room - len(paragraphs[end].text), True
            end += 1
        if not grown:
            return start, end


def _filled(paragraphs: Iterable[Paragraph], most: int) -> list[Page]:
    """Pages filled from the first paragraph on."""
    pages: list[list[Paragraph]] = []
    room = 0
    for paragraph in paragraphs:
        if len(paragraph.text) > room:
            pages.append([])
            room = most
        pages[-1].append(paragraph)
        room -= len(paragraph.text)
    return [Page(tuple(page)) for page in pages]


def _filled_backwards(paragraphs: Sequence[Paragraph], most: int) -> list[Page]:
    """Pages filled from the last paragraph back, in reading order: what lies just before is read in one piece."""
    return [Page(page.paragraphs[::-1]) for page in _filled(reversed(paragraphs), most)[::-1]]


def _paragraphs(article: Article, span: Span, most: int) -> Iterator[Paragraph]:
    """The article's paragraphs, each within `most` characters: cut between sentences, or at words where one is longer."""
    for sentences in _blocks(article):
        stretches: list[Stretch] = []
        for stretch in _stretches(article.text, sentences, span):
            for piece in _cut(stretch, most):
                if stretches and sum(len(each.text) for each in stretches) + len(piece.text) > most:
                    yield Paragraph(sentences[0].role, _trimmed(stretches))
                    stretches = []
                stretches.append(piece)
        if any(each.text.strip() for each in stretches):
            yield Paragraph(sentences[0].role, _trimmed(stretches))


def _trimmed(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches without blank edges; neighbours of one kind are one."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].is_cited == stretch.is_cited:
            joined[-1] = Stretch(joined[-1].text + stretch.text, stretch.is_cited)
        else:
            joined.append(stretch)
    joined[0] = Stretch(joined[0].text.lstrip(), joined[0].is_cited)
    joined[-1] = Stretch(joined[-1].text.rstrip(), joined[-1].is_cited)
    return tuple(stretch for stretch in joined if stretch.text)


def _blocks(article: Article) -> Iterator[list[Sentence]]:
    """The sentences that stand in one paragraph, heading or list item."""
    block: list[Sentence] = []
    for sentence in article.sentences:
        if block and _begins_block(article.text, block[-1], sentence):
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def _begins_block(text: str, before: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence stands in another block than the one before; a list is one paragraph of several items."""
    if (before.paragraph, before.role) != (sentence.paragraph, sentence.role):
        return True
    return sentence.role is not Role.PROSE and "\n" in text[before.span.end : sentence.span.start]


def _stretches(text: str, sentences: Sequence[Sentence], cited: Span) -> Iterator[Stretch]:
    """The sentences' words, parted where the cited span begins and ends; a space stands between sentences."""
    for index, sentence in enumerate(sentences):
        span = sentence.span
        if index:
            yield Stretch(" ", cited.start < sentences[index - 1].span.end and span.start < cited.end)
        start, end = max(span.start, min(cited.start, span.end)), min(span.end, max(cited.end, span.start))
        for begin, finish, is_cited in ((span.start, start, False), (start, end, True), (end, span.end, False)):
            folded = _folded(text[begin:finish])
            if folded:
                yield Stretch(folded, is_cited)


def _folded(text: str) -> str:
    """The text with each run of white space as one space, at its edges too."""
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if words and text[-1:].isspace() else ""
    return before + words + after


def _cut(stretch: Stretch, most: int) -> Iterator[Stretch]:
    """The stretch in pieces of at most `most` characters, cut after a space where there is one."""
    text = stretch.text
    while len(text) > most:
        space = text.rfind(" ", 1, most)
        cut = space + 1 if space > 0 else most
        yield Stretch(text[:cut], stretch.is_cited)
        text = text[cut:]
    yield Stretch(text, stretch.is_cited)
