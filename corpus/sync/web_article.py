"""Web article: what was read of a page, or of what its feed says of it, as the article that the library keeps."""

import asyncio
from dataclasses import dataclass
from html import escape

from corpus.addresses import canonical
from corpus.article import Article
from corpus.feeds.feed import Entry
from corpus.fetching.transport import Fetched
from corpus.identity import article_id
from corpus.keys import WEB_STAMP, WEB_TEXT_STAMP
from corpus.metadata import Metadata
from corpus.outline import clean_outline, outline
from corpus.source_list import Source, SourceKind
from corpus.sources.extracted import Extracted
from corpus.sync.reading_pool import ReadingPool


@dataclass(frozen=True, slots=True)
class PageRead:
    """An article from the web, the key that names it: its canonical address, and its stamp: how it was read."""

    article: Article
    key: str
    stamp: str = WEB_STAMP


async def article_of_page(
    readers: ReadingPool, fetched: Fetched, entry: Entry | None, source: Source | None
) -> PageRead:
    """The article on a page that was fetched; what the page doesn't say of it, its feed may. SourceError for none."""
    found = await readers.page(fetched.body, fetched.address, fetched.charset)
    return await asyncio.to_thread(_page_read, found, fetched.address, entry, source)


async def article_of_entry(readers: ReadingPool, entry: Entry, source: Source | None) -> PageRead:
    """The article as far as its feed has it; SourceError where that isn't enough."""
    title = f"<title>{escape(entry.title or '')}</title>"
    page = f"<html><head>{title}</head><body><article>{entry.html}</article></body></html>"
    found = await readers.page(page.encode("utf-8", "replace"), entry.address, "utf-8")
    return await asyncio.to_thread(_page_read, found, entry.address, entry, source)


def _page_read(found: Extracted, address: str, entry: Entry | None, source: Source | None) -> PageRead:
    is_feed = source is not None and source.kind is SourceKind.FEED
    feed_says = Metadata(
        title=entry.title if entry else None,
        publisher=source.title if source is not None and is_feed else None,
        author=entry.author if entry else None,
        published=entry.published if entry else None,
    )
    known = found.metadata.over(feed_says)
    key = known.url or canonical(address)
    article = Article(
        id=article_id(key),
        source=key,
        text=found.text,
        sentences=clean_outline(found.text) if found.is_clean else outline(found.text),
        title=known.title,
        publisher=known.publisher,
        author=known.author,
        published=known.published,
        url=key,
    )
    return PageRead(article, key, WEB_STAMP if found.is_clean else WEB_TEXT_STAMP)
