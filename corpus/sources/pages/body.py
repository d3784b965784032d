"""The body of a page: which of its blocks trafilatura takes for the article; trafilatura's only home.

Fast mode: on real pages its own fallbacks bring more of the page than of the article.
"""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

_INLINE_TAGS = frozenset({"hi", "ref", "del", "lb", "graphic"})
_LONGEST_CELL = 300
_LEAF_TAGS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "dt", "dd", "figcaption", "pre", "div"}
)
_ENOUGH_OF_THE_WHOLE = 0.65
_BEGINNING = 60
_SPACES = re.compile(r"\s+")
_KEY = re.compile(r"\W+")


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "p": BlockKind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block of text on a page; `linked` is the share of its characters that stand in links, 0 to 1."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A block of the page as it stands in the tree; `home` names the kind of box that it stands in."""

    key: str
    block: PageBlock
    home: str


def body_blocks(tree: lxml_html.HtmlElement) -> tuple[list[PageBlock], list[PageBlock]]:
    """The blocks of the page's article, in order, and the blocks that stand around it. The tree stays as it is."""
    leaves = list(_leaves(tree))
    linked = {leaf.key: leaf.block.linked for leaf in leaves}
    found = _extracted(deepcopy(tree))
    scope = _declared_body(tree)
    if scope is not None:
        scoped = _extracted(scope)
        if _length(scoped) >= _ENOUGH_OF_THE_WHOLE * _length(found):
            found = scoped
    blocks = [PageBlock(block.text, block.kind, linked.get(_key(block.text), 0.0)) for block in found]
    blocks = _with_forgotten(blocks, leaves)
    kept = "\n".join(_key(block.text) for block in blocks)
    return blocks, [leaf.block for leaf in leaves if leaf.key not in kept]


def _extracted(tree: lxml_html.HtmlElement) -> list[PageBlock]:
    """What trafilatura takes for the article."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page that holds no article
    document = bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    if not isinstance(document, Document) or document.body is None:
        return []
    return list(_blocks(document.body))


def read_metadata_of(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """What trafilatura reads of a page's title, author, publisher and date, as far as it finds them."""
    found = extract_metadata(
        deepcopy(tree), date_config={"extensive_search": False, "original_date": True}, extensive=False
    )
    said = {"title": found.title, "author": found.author, "publisher": found.sitename, "published": found.date}
    return {key: value for key, value in said.items() if value}


def _blocks(element: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[PageBlock]:
    """The blocks of trafilatura's own tree: text between two block elements is one, broken where the page breaks it."""
    running = element.text or ""
    for child in element:
        if child.tag in _INLINE_TAGS:
            running += "\n" if child.tag == "lb" else "".join(child.itertext())
        else:
            yield from _lines(running, kind)
            running = ""
            if child.tag == "row":
                yield from _row(child)
            else:
                yield from _blocks(child, _KINDS.get(child.tag, kind))
        running += child.tail or ""
    yield from _lines(running, kind)


def _row(row: etree._Element) -> Iterator[PageBlock]:
    """A row of a table, cell by cell; one of paragraphs, which only lays a page out, as these."""
    cells = [_plain(" ".join(cell.itertext())) for cell in row.iter("cell")]
    if any(len(cell) > _LONGEST_CELL for cell in cells):
        yield from (block for cell in row.iter("cell") for block in _blocks(cell))
    elif any(cells):
        yield PageBlock(" | ".join(cell for cell in cells if cell), BlockKind.ROW)


def _lines(text: str, kind: BlockKind) -> Iterator[PageBlock]:
    for line in text.split("\n"):
        if plain := _plain(line):
            yield PageBlock(plain, kind)


def _declared_body(tree: lxml_html.HtmlElement) -> lxml_html.HtmlElement | None:
    """A page of its own around what the page marks as its article's body; None where it marks none, or several."""
    marked = tree.xpath('//*[contains(concat(" ", @itemprop, " "), " articleBody ")]')
    outer = [element for element in marked if not any(above in marked for above in element.iterancestors())]
    if len(outer) != 1 or outer[0].tag in ("meta", "body", "html"):
        return None
    page = lxml_html.document_fromstring("<html><body><article></article></body></html>")
    article = page.find(".//article")
    article.append(deepcopy(outer[0]))
    article[0].tail = None
    return page


def _with_forgotten(blocks: list[PageBlock], leaves: list[_Leaf]) -> list[PageBlock]:
    """The blocks, with those paragraphs that stand in the same kind of box as most of them and were passed over.

    A page that cuts its article into several boxes of one class, for advertisements between, has such.
    """
    kept = {_key(block.text): place for place, block in enumerate(blocks)}
    whole = "".join(kept)
    homes: dict[str, int] = {}
    for leaf in leaves:
        if leaf.home and leaf.key[:_BEGINNING] in whole:
            homes[leaf.home] = homes.get(leaf.home, 0) + len(leaf.block.text)
    home = max(homes, key=lambda name: homes[name], default="")
    if not home or homes[home] < 0.6 * _length(blocks):
        return blocks
    forgotten = [
        leaf
        for leaf in leaves
        if leaf.home == home and leaf.key[:_BEGINNING] not in whole and _is_running_text(leaf.block)
    ]
    if sum(len(leaf.block.text) for leaf in forgotten) < 0.2 * _length(blocks):
        return blocks
    return _merged(blocks, leaves, kept, {leaf.key for leaf in forgotten})


def _merged(blocks: list[PageBlock], leaves: list[_Leaf], kept: dict[str, int], more: set[str]) -> list[PageBlock]:
    """The blocks with more leaves among them, each behind the one that it stands behind on the page."""
    behind: dict[int, list[PageBlock]] = {}
    place = -1
    for leaf in leaves:
        if leaf.key in kept:
            place = max(place, kept[leaf.key])
        elif leaf.key in more:
            behind.setdefault(place, []).append(leaf.block)
            more.discard(leaf.key)
    merged = list(behind.get(-1, []))
    for index, block in enumerate(blocks):
        merged += [block, *behind.get(index, [])]
    return merged


def _is_running_text(block: PageBlock) -> bool:
    return len(block.text) >= 80 and block.linked < 0.3 and block.text[-1] in '.!?…”"’)'


def _leaves(tree: lxml_html.HtmlElement) -> Iterator[_Leaf]:
    """The blocks of the tree that hold no others."""
    for element in tree.iter(*_LEAF_TAGS):
        if any(below.tag in _LEAF_TAGS for below in element.iterdescendants(etree.Element)):
            continue
        text = _plain(
            " ".join(element.itertext()) if element.find(".//br") is not None else str(element.text_content())
        )
        if text:
            linked = sum(len(_plain(str(link.text_content()))) for link in element.iter("a")) / len(text)
            above = next((each for each in element.iterancestors() if each.get("class") or each.get("id")), None)
            home = f"{above.tag}.{above.get('class')}" if above is not None and above.get("class") else ""
            yield _Leaf(_key(text), PageBlock(text, _leaf_kind(element.tag), min(1.0, linked)), home)


def _leaf_kind(tag: str) -> BlockKind:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return BlockKind.HEADING
    return BlockKind.ITEM if tag == "li" else BlockKind.PARAGRAPH


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _key(text: str) -> str:
    return _KEY.sub("", text).lower()


def _length(blocks: list[PageBlock]) -> int:
    return sum(len(block.text) for block in blocks)
