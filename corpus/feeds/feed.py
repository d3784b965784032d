"""Feed: its title and its entries, whatever format it came in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the address of its page, what the feed says of it, and as much of its text as the feed has, as HTML.

    `is_whole` says that the text is the whole article by the feed's own account. Raises ValueError without an address.
    """

    address: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    updated: str | None = None
    html: str = ""
    is_whole: bool = False

    def __post_init__(self) -> None:
        if not self.address:
            raise ValueError("an entry names a page")

    @property
    def stamp(self) -> str:
        """Changes whenever what the feed says of the page does."""
        said = (self.title, self.updated, self.html)
        return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and entries, each address once; `skipped` counts entries that name no page."""

    title: str | None = None
    entries: tuple[Entry, ...] = field(default=())
    skipped: int = 0


def entry_to_plain(entry: Entry) -> dict[str, Any]:
    """As values that JSON has."""
    return {**asdict(entry), "published": entry.published.isoformat() if entry.published else None}


def entry_from_plain(plain: Mapping[str, Any]) -> Entry:
    """What `entry_to_plain` made."""
    published = plain["published"]
    return Entry(**{**plain, "published": date.fromisoformat(published) if published else None})


def feed_to_plain(feed: Feed) -> dict[str, Any]:
    """As values that JSON has."""
    return {"title": feed.title, "entries": [entry_to_plain(entry) for entry in feed.entries], "skipped": feed.skipped}


def feed_from_plain(plain: Mapping[str, Any]) -> Feed:
    """What `feed_to_plain` made."""
    return Feed(plain["title"], tuple(entry_from_plain(each) for each in plain["entries"]), plain["skipped"])
