"""PDF: the text of a document's pages, without the lines that stand at the head or foot of each; pypdf's only home."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import SourceError
from corpus.invisible import without_invisible
from corpus.metadata import Metadata, read_metadata
from corpus.sources.extracted import Extracted

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000

_PAGE_NUMBER = re.compile(r"\s*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\s*", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
_EDGE_LINES = 2


def read_pdf(data: bytes) -> Extracted:
    """The article in a PDF; SourceError where it can't be read, is locked, or holds pictures of text alone."""
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # it warns of every slip of a writer; what can't be read is told
    try:
        document = PdfReader(BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise SourceError("is locked with a password; save it without one")
        pages = _pages(document)
        metadata = _metadata(document)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        OverflowError,
    ) as error:
        # pypdf meets a broken document with whatever its code stumbles over.
        raise SourceError("is a PDF that can't be read; print it to a new one") from error
    text = without_invisible(_joined(pages))
    if not text.strip():
        raise SourceError("holds no text; a scan has to be made text first")
    return Extracted(text, metadata)


def _pages(document: PdfReader) -> list[list[str]]:
    """The lines of each page."""
    pages: list[list[str]] = []
    characters = 0
    for number, page in enumerate(document.pages):
        if number >= MOST_PAGES:
            raise SourceError(f"has more than {MOST_PAGES} pages; an article has fewer")
        text = page.extract_text()
        characters += len(text)
        if characters > MOST_CHARACTERS:
            raise SourceError(f"holds more than {MOST_CHARACTERS:,} characters; an article has fewer")
        pages.append([line.rstrip() for line in text.splitlines()])
    return pages


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """The pages' lines without running heads, feet and page numbers; words that were broken made whole."""
    edges = Counter(
        line.strip() for page in pages for line in {*page[:_EDGE_LINES], *page[-_EDGE_LINES:]} if line.strip()
    )
    running = {line for line, times in edges.items() if len(pages) >= 3 and times >= max(3, len(pages) // 2)}
    kept = []
    for page in pages:
        last = len(page) - 1
        for place, line in enumerate(page):
            is_edge = place < _EDGE_LINES or place > last - _EDGE_LINES
            if not is_edge or (line.strip() not in running and not _PAGE_NUMBER.fullmatch(line)):
                kept.append(line)
    return _HYPHEN.sub("", "\n".join(kept))


def _metadata(document: PdfReader) -> Metadata:
    """What the document says of itself."""
    said = document.metadata
    if said is None:
        return Metadata()
    known = {"title": said.title, "author": said.author}
    created = said.creation_date
    values: dict[str, object] = {
        key: without_invisible(value) for key, value in known.items() if isinstance(value, str) and value
    }
    if created is not None:
        values["published"] = created
    return read_metadata(values, lambda _: None)
