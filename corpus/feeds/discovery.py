"""Discovery: the feeds that a page names in its head (`<link rel="alternate">`); pure."""

import re
from html import unescape
from urllib.parse import urljoin

from corpus.addresses import is_web_address

_LOOKED_AT = 500_000
_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z-]{1,40})\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s\"'>]{1,1000}))", re.IGNORECASE
)
_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def feeds_of_page(data: bytes, address: str) -> list[str]:
    """The addresses of a page's feeds, in its order; comments' feeds last, for nobody means them."""
    found: list[str] = []
    for attributes in _LINK.findall(data[:_LOOKED_AT].decode("utf-8", "replace")):
        named = {
            match[0].lower(): unescape(match[1] or match[2] or match[3]) for match in _ATTRIBUTE.findall(attributes)
        }
        is_feed = "alternate" in named.get("rel", "").lower().split() and named.get("type", "").lower() in _KINDS
        if is_feed and named.get("href"):
            whole = urljoin(address, named["href"].strip())
            if is_web_address(whole):
                found.append(whole)
    return sorted(dict.fromkeys(found), key=lambda each: "comment" in each.lower())
