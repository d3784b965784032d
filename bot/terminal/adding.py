"""Adding places from the command line: each becomes a source, or is told why it doesn't."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.workspace.workspace import manners
from corpus.addresses import is_web_address
from corpus.errors import SourceError
from corpus.feeds.opml import read_opml
from corpus.fetching.polite import PoliteFetcher
from corpus.fetching.transport import Transport
from corpus.library import Library
from corpus.source_list import SourceKind
from corpus.sources.extracted import Extracted
from corpus.sources.files import single_file
from corpus.sync.adding import Found, look_at
from corpus.sync.reading_pool import ReadingPool

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Added:
    """The addresses of what was added or was there already; `is_whole` says that no place was refused."""

    addresses: frozenset[str]
    is_whole: bool


def add_places(settings: Settings, places: Sequence[str], notice: Notice) -> Added:
    """Add each place as a source; what can't be is told, and the others are added all the same."""
    found: list[Found] = []
    refused = 0
    web = [place for place in places if is_web_address(place)]
    looked = asyncio.run(_looked_at(settings, web)) if web else []
    for place, outcome in [*looked, *((place, _local(settings, place)) for place in places if place not in web)]:
        if isinstance(outcome, SourceError):
            refused += 1
            notice(f"{place}: {str(outcome).removeprefix(place).lstrip(': ')}")
        else:
            found += outcome
    now = datetime.now(UTC)
    with Library.open(settings.data) as library:
        for each in found:
            if not library.sources.add(each.kind, each.address, each.title, now):
                notice(f"{each.address} is there already; it is asked again")
    return Added(frozenset(each.address for each in found), refused == 0)


async def _looked_at(settings: Settings, addresses: Sequence[str]) -> list[tuple[str, list[Found] | SourceError]]:
    async with _opened(settings) as (fetcher, readers):

        async def one(address: str) -> list[Found] | SourceError:
            try:
                return [await look_at(address, fetcher, readers)]
            except SourceError as error:
                return error

        return list(zip(addresses, await asyncio.gather(*map(one, addresses)), strict=True))


def _local(settings: Settings, place: str) -> list[Found] | SourceError:
    """What a place on this machine is."""
    path = Path(place).expanduser().absolute()
    corpus = settings.corpus.absolute()
    try:
        if not path.exists():
            return SourceError("is neither a file nor a folder, nor an address such as https://example.com/feed")
        if path == corpus or corpus in path.parents:
            return SourceError("is in the corpus folder already; footnote sync reads it")
        if path.suffix.lower() == ".opml":
            return [Found(SourceKind.FEED, each.address, each.title) for each in read_opml(path.read_bytes())]
        if path.is_dir():
            return [Found(SourceKind.FOLDER, str(path))]
        single_file(path, path.name)
    except SourceError as error:
        return error
    except OSError as error:
        return SourceError(f"can't be read ({(error.strerror or 'unknown').lower()})")
    return [Found(SourceKind.FILE, str(path))]


async def extracted_from_web(settings: Settings, address: str) -> Extracted:
    """What is read of a page on the web; SourceError with its address where there is nothing."""
    async with _opened(settings) as (fetcher, readers):
        try:
            fetched = await fetcher.get(address)
            return await readers.page(fetched.body, fetched.address, fetched.charset)
        except SourceError as error:
            raise SourceError(f"{address}: {error}") from error


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[PoliteFetcher, ReadingPool]]:
    ways = manners(settings)
    async with Transport(allow_private_addresses=ways.allow_private_addresses) as transport:
        with ReadingPool() as readers:
            yield PoliteFetcher(transport, pause_seconds=ways.pause_seconds), readers
