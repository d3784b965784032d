"""Adding: what an address on the web is, a feed or a page, before it becomes a source."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.addresses import canonical, is_web_address
from corpus.errors import SourceError
from corpus.feeds.discovery import feeds_of_page
from corpus.feeds.parsing import looks_like_feed
from corpus.fetching.polite import PoliteFetcher
from corpus.fetching.transport import Fetched
from corpus.source_list import SourceKind
from corpus.sync.reading_pool import ReadingPool


@dataclass(frozen=True, slots=True)
class Found:
    """What is at an address: a feed or a page, where it is to be asked from now on, and its title."""

    kind: SourceKind
    address: str
    title: str | None = None


async def look_at(address: str, fetcher: PoliteFetcher, readers: ReadingPool) -> Found:
    """What to make of an address: a feed; a page with an article; of a site's front page the feed that it names.

    Raises SourceError where it is none of these, FetchError where nothing is to be had there.
    """
    if not is_web_address(address):
        raise SourceError("is no address such as https://example.com/news")
    fetched = await fetcher.get(address)
    if looks_like_feed(fetched.body, fetched.content_type):
        return await _feed(fetched, address, readers)
    feeds = feeds_of_page(fetched.body, fetched.address)
    is_front = urlsplit(fetched.address).path in ("", "/")
    if not (is_front and feeds):
        try:
            page = await readers.page(fetched.body, fetched.address, fetched.charset)
        except SourceError:
            if not feeds:
                raise
        else:
            return Found(SourceKind.PAGE, canonical(fetched.moved_to or address), page.metadata.title)
    return await _feed(await fetcher.get(feeds[0]), feeds[0], readers)


async def _feed(fetched: Fetched, address: str, readers: ReadingPool) -> Found:
    feed = await readers.feed(fetched.body, fetched.address, fetched.content_type)
    return Found(SourceKind.FEED, fetched.moved_to or address, feed.title)
