"""OPML: lists of feeds, as readers of feeds exchange them (OPML 2.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from lxml import etree

from corpus.addresses import canonical, is_web_address
from corpus.errors import SourceError

LARGEST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed in a list, with the title that it has there."""

    address: str
    title: str | None = None


def read_opml(data: bytes) -> list[Subscription]:
    """The feeds of a list, each address once, whatever folders they are in; SourceError where it is no such list."""
    if len(data) > LARGEST_BYTES:
        raise SourceError(f"is larger than {LARGEST_BYTES / 1e6:,.0f} MB; no list of feeds is")
    if b"<!ENTITY" in data.upper():
        raise SourceError("declares entities of its own, as no list of feeds does that means well")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("is no list of feeds (OPML)") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise SourceError("is no list of feeds (OPML)")
    found: dict[str, Subscription] = {}
    for outline in root.iter("{*}outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if is_web_address(address):
            title = outline.get("title") or outline.get("text")
            found.setdefault(canonical(address), Subscription(canonical(address), title))
    return list(found.values())


def write_opml(feeds: Iterable[Subscription]) -> bytes:
    """The list, as UTF-8."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Footnote's feeds"
    body = ElementTree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or feed.address
        ElementTree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.address)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
