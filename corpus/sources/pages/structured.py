"""Structured data of a page: the JSON-LD, OpenGraph and meta entries in which it describes its own article.

Schema.org as publishers write it: a graph, a list, nested or not, with line ends within texts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import html as lxml_html

MOST_JSON_CHARACTERS = 1_000_000
DEEPEST = 12
MOST_NODES = 5_000

_ARTICLE_TYPES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle",
        "reviewnewsarticle", "askpublicnewsarticle", "blogposting", "liveblogposting", "socialmediaposting", "report",
        "techarticle", "scholarlyarticle", "advertisercontentarticle", "satiricalarticle",
    }
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x1f]")
_CDATA = re.compile(r"\A(?:\s|/\*|\*/|//)*<!\[CDATA\[(?:\s|\*/)*|(?:\s|/\*|//)*\]\]>(?:\s|\*/)*\Z|;\s*\Z")


@dataclass(frozen=True, slots=True)
class Structured:
    """What a page says of itself: its article in JSON-LD, if it has one, and the meta entries by lower-case name."""

    article: Mapping[str, Any]
    meta: Mapping[str, str]


def structured_data(tree: lxml_html.HtmlElement) -> Structured:
    """The structured data of a page, read before its scripts are dropped; empty where there is none. Never raises."""
    return Structured(_article(tree), _meta(tree))


def _article(tree: lxml_html.HtmlElement) -> Mapping[str, Any]:
    """The node of JSON-LD that describes an article; the one with the most text where there are several."""
    found = [node for node in _nodes(tree) if not _types(node).isdisjoint(_ARTICLE_TYPES)]
    return max(
        found, key=lambda node: (len(str(node.get("articleBody") or "")), bool(node.get("headline"))), default={}
    )


def _nodes(tree: lxml_html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip()
        if 0 < len(text) <= MOST_JSON_CHARACTERS:
            yield from _flattened(_loaded(text))


def _loaded(text: str) -> object:
    """The JSON, forgiving bare line ends in texts and comments around it; None where it is none."""
    for attempt in (text, _CONTROLS.sub(" ", text), _CDATA.sub("", _CONTROLS.sub(" ", text))):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _flattened(value: object) -> Iterator[Mapping[str, Any]]:
    """Every object within a value, outermost first; so many and so deep at most."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    seen = 0
    while waiting and seen < MOST_NODES:
        node, depth = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
        if depth < DEEPEST and isinstance(node, dict | list):
            inner = node.values() if isinstance(node, dict) else node
            waiting.extend((each, depth + 1) for each in inner if isinstance(each, dict | list))


def _types(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(each).rsplit("/", 1)[-1].lower() for each in kinds if isinstance(each, str)}


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """The page's meta entries, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def first_text(value: object) -> str | None:
    """The text in a value of JSON-LD: itself, its name or address, or the first that a list has; None where there is none."""
    for _ in range(4):
        if isinstance(value, str):
            return unescape(value).strip() or None
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@id") or value.get("url") or value.get("@value")
        else:
            return None
    return None


def all_names(value: object) -> list[str]:
    """The names in a value of JSON-LD, each once: of a person, a list of them, or a plain text."""
    values = value if isinstance(value, list) else [value]
    names = [first_text(each) for each in values]
    return list(dict.fromkeys(name for name in names if name and not name.startswith(("http://", "https://"))))
