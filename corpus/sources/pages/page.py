"""One page into the article on it: text, what is known of it, and what was left out and why; pure."""

from collections.abc import Sequence
from html import unescape

from lxml import html as lxml_html

from corpus.errors import SourceError
from corpus.invisible import without_invisible
from corpus.metadata import Metadata
from corpus.sources.extracted import Extracted, LeftOut
from corpus.sources.pages.body import BlockKind, PageBlock, body_blocks
from corpus.sources.pages.facts import page_facts
from corpus.sources.pages.structured import Structured, structured_data
from corpus.sources.pages.surroundings import around, without_surroundings
from corpus.sources.pages.tree import drop_unseen, page_tree

FEWEST_WORDS = 20
_ENOUGH_OF_DECLARED = 0.5
_SHORTEST_DECLARED = 500
_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "- "}
_MOST_LEFT_OUT = 400


def read_page(data: bytes, address: str | None = None, charset: str | None = None) -> Extracted:
    """The article on a page; `address` and `charset` are where it was read and what its transport said.

    The text has an empty line between paragraphs, `## ` before headings and `- ` before items.
    Raises SourceError where the bytes are no page, or hold no article.
    """
    tree = page_tree(data, charset)
    structured = structured_data(tree)
    facts = page_facts(tree, structured, address)
    drop_unseen(tree)
    blocks, others = body_blocks(tree)
    blocks, aside = without_surroundings(blocks, _titles(tree, structured, facts))
    blocks = _or_declared(blocks, structured)
    text = _written(blocks)
    if len(text.split()) < FEWEST_WORDS:
        raise SourceError("holds no article that can be told from the page around it")
    aside += [around(block) for block in others if len(block.text.split()) > 2]
    return Extracted(text, facts, tuple(_cleaned(aside[:_MOST_LEFT_OUT])), is_clean=True)


def _titles(tree: lxml_html.HtmlElement, structured: Structured, facts: Metadata) -> list[str]:
    """The headlines that a page gives itself."""
    said = [facts.title, structured.meta.get("og:title"), structured.meta.get("twitter:title")]
    said += [" ".join(str(element.text_content()).split()) for element in list(tree.iter("h1"))[:4]]
    return [title for title in said if title]


def _or_declared(blocks: list[PageBlock], structured: Structured) -> list[PageBlock]:
    """The blocks; where the page's own data holds an article of which they are only the beginning, that one."""
    declared = structured.article.get("articleBody")
    if not isinstance(declared, str) or len(declared) < _SHORTEST_DECLARED:
        return blocks
    if sum(len(block.text) for block in blocks) >= _ENOUGH_OF_DECLARED * len(declared):
        return blocks
    plain = unescape(declared)
    if "</p>" in plain or "<br" in plain:
        broken = plain.replace("</p>", "</p>\n").replace("<br", "\n<br")
        plain = str(lxml_html.fragment_fromstring(broken, create_parent="div").text_content())
    return [PageBlock(line.strip()) for line in plain.splitlines() if line.strip()]


def _written(blocks: Sequence[PageBlock]) -> str:
    """The blocks as a text: items of one list and rows of one table in lines below each other, else an empty line between."""
    parts: list[str] = []
    before: BlockKind | None = None
    for block in blocks:
        line = without_invisible(block.text).strip()
        if not line:
            continue
        is_run_on = block.kind is before and block.kind in (BlockKind.ITEM, BlockKind.ROW)
        parts += ["\n" if is_run_on else "\n\n", _MARKS.get(block.kind, "") + line]
        before = block.kind
    return "".join(parts[1:]) + "\n" if parts else ""


def _cleaned(aside: Sequence[LeftOut]) -> list[LeftOut]:
    cleaned = (LeftOut(without_invisible(each.text).strip(), each.reason) for each in aside)
    return [each for each in cleaned if each.text]
