"""Parsing: RSS, Atom and JSON Feed (jsonfeed.org, version 1.1) into a Feed; feedparser's only home.

feedparser is given bytes, never an address, so that it fetches nothing. A document type with entities is refused unread.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser

from corpus.addresses import canonical, is_web_address
from corpus.errors import SourceError
from corpus.feeds.feed import LONGEST_TITLE, Entry, Feed
from corpus.invisible import without_invisible

MOST_ENTRIES = 10_000
LONGEST_HTML = 1_000_000
_WHOLE_WORDS = 150
_TAG = re.compile(r"<[^>]{0,1000}>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def looks_like_feed(data: bytes, content_type: str = "") -> bool:
    """Whether the bytes are a feed rather than a page."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return b"jsonfeed.org" in data[:65536] or content_type == "application/feed+json"
    return (
        head.startswith(b"<")
        and not re.match(rb"<(?:!doctype\s+)?html", head, re.IGNORECASE)
        and bool(_FEED_ROOT.search(head))
    )


def read_feed(data: bytes, address: str | None = None, content_type: str = "") -> Feed:
    """The feed; SourceError where the bytes are none."""
    if data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, address or "")
    if _ENTITY.search(data):
        raise SourceError("declares entities of its own, as no feed does that means well")
    headers = {"content-type": content_type or "application/xml"}
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        raise SourceError("is no feed")
    entries = [_entry(each, address or "") for each in parsed.entries[:MOST_ENTRIES]]
    return _feed(_line(parsed.feed.get("title")), entries)


def _feed(title: str | None, entries: Iterable[Entry | None]) -> Feed:
    """The feed, with each address once: the first entry of it counts."""
    found = list(entries)
    kept: dict[str, Entry] = {}
    for entry in found:
        if entry is not None:
            kept.setdefault(entry.address, entry)
    return Feed(title, tuple(kept.values()), sum(entry is None for entry in found))


def _entry(said: Mapping[str, Any], base: str) -> Entry | None:
    """An entry of RSS or Atom; None where it names no page."""
    link = said.get("link") or next(
        (each.get("href") for each in said.get("links", ()) if each.get("rel") == "alternate"), None
    )
    if not link and is_web_address(str(said.get("id") or "")):
        link = said.get("id")
    page = _address(link, base)
    if page is None:
        return None
    contents = [str(each.get("value") or "") for each in said.get("content", ())]
    whole = max(contents, key=len, default="")
    html = (whole or str(said.get("summary") or ""))[:LONGEST_HTML]
    return Entry(
        page,
        title=_line(said.get("title")),
        author=_line(said.get("author")),
        published=_day(_own(said, "published_parsed") or _own(said, "updated_parsed")),
        updated=_line(_own(said, "updated")),
        html=html,
        is_whole=bool(whole) and len(_TAG.sub(" ", html).split()) >= _WHOLE_WORDS,
    )


def _own(said: Mapping[str, Any], key: str) -> Any:
    """What an entry has under a key itself: feedparser would give the publication for the update, and warn of it."""
    return dict.get(said, key) if isinstance(said, dict) else None


def _json_feed(data: bytes, base: str) -> Feed:
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError("is no feed") from error
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        raise SourceError("is no feed")
    items = [each for each in said["items"][:MOST_ENTRIES] if isinstance(each, dict)]
    return _feed(_line(said.get("title")), (_json_entry(each, base) for each in items))


def _json_entry(said: Mapping[str, Any], base: str) -> Entry | None:
    page = _address(said.get("url") or said.get("external_url") or _if_web(said.get("id")), base)
    if page is None:
        return None
    html = said.get("content_html") or _as_html(said.get("content_text")) or _as_html(said.get("summary"))
    html = html[:LONGEST_HTML] if isinstance(html, str) else ""
    authors = said.get("authors") if isinstance(said.get("authors"), list) else [said.get("author")]
    names = [_line(each.get("name")) for each in authors or [] if isinstance(each, dict)]
    return Entry(
        page,
        title=_line(said.get("title")),
        author=", ".join(name for name in names if name) or None,
        published=_iso_day(said.get("date_published")),
        updated=_line(said.get("date_modified")),
        html=html,
        is_whole=bool(said.get("content_html") or said.get("content_text"))
        and len(_TAG.sub(" ", html).split()) >= _WHOLE_WORDS,
    )


def _if_web(value: object) -> str | None:
    return value if isinstance(value, str) and is_web_address(value) else None


def _as_html(text: object) -> str:
    if not isinstance(text, str):
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{each}</p>" for each in escaped.split("\n") if each.strip())


def _address(link: object, base: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base, link.strip())
        return canonical(whole) if is_web_address(whole) else None
    except (ValueError, UnicodeError):
        return None


def _line(value: object) -> str | None:
    """A text on one line, without markup."""
    if not isinstance(value, str):
        return None
    return (
        " ".join(without_invisible(unescape(_TAG.sub(" ", value[: 4 * LONGEST_TITLE]))).split())[:LONGEST_TITLE] or None
    )


def _day(moment: struct_time | None) -> date | None:
    try:
        return date(*moment[:3]) if moment else None
    except (ValueError, TypeError):
        return None


def _iso_day(written: object) -> date | None:
    match = _DATE.match(written) if isinstance(written, str) else None
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
