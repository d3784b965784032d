"""The tree of a page: its bytes decoded and parsed, and everything gone that a reader doesn't see."""

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import SourceError
from corpus.sources.decoding import decode

LARGEST_PAGE_BYTES = 2_000_000
"""What is larger takes the extraction more than ten seconds, and is hardly ever one article."""
DEEPEST = 400
MOST_ELEMENTS = 60_000

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_UNSEEN_TAGS = (
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video", "map",
    "select", "datalist", "textarea", "dialog",
)  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|"
    r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|"
    r"(?<![\w-])(?:left|top|right)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[ ,]+[01]|"
    r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)|transform\s*:\s*scale\(0\)|(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE
)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_MEDIA = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}@]{1,400})\{([^{}]{1,400})\}")
_SIMPLE_SELECTOR = re.compile(r"([.#])([\w-]{1,80})\Z")
_MOST_OF_A_PAGE = 0.4


def page_tree(data: bytes, charset: str | None = None) -> lxml_html.HtmlElement:
    """The page as a tree without what nobody sees; `charset` is what its transport said of it.

    Raises SourceError where the bytes are no page, too many, or nested too deeply.
    """
    if len(data) > LARGEST_PAGE_BYTES:
        raise SourceError(f"has {len(data) / 1e6:,.1f} MB; a page may have {LARGEST_PAGE_BYTES / 1e6:,.0f} MB")
    text = _DECLARATION.sub("", _DOCTYPE.sub("", page_text(data, charset), count=1), count=1)
    if not text.strip():
        raise SourceError("is empty")
    # A tree that is too deep would end in the C stack of whatever walks it; libxml2 itself stops at 255 without this.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError("is no page that can be read") from error
    _refuse_monster(tree)
    return tree


def page_text(data: bytes, charset: str | None = None) -> str:
    """The page's characters: by its byte order mark, its transport, its own declaration, or what they look like."""
    declared = _XML_CHARSET.search(data[:200]) or _META_CHARSET.search(data[:4096])
    named = [charset, declared[1].decode("ascii") if declared else None]
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        for name in [each for each in named if each]:
            if (text := _decoded(data, name)) is not None:
                return text
    try:
        return decode(data)[0]
    except SourceError:
        if b"\0" in data[:4096]:
            raise
        return data.decode("utf-8", "replace")


def _decoded(data: bytes, name: str) -> str | None:
    """The characters by a named encoding; None where there is none of that name, or it doesn't fit."""
    try:
        codec = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return None
    if codec in ("iso8859-1", "ascii"):
        codec = "cp1252"  # what browsers make of it, by the Encoding Standard
    if codec.startswith(("utf-16", "utf-32")) and b"<" in data[:200].replace(b"\0", b"")[:1] and b"\0" not in data[:8]:
        codec = "utf-8"  # a page that could be read up to its own declaration is not UTF-16
    try:
        return codecs.decode(data, codec, "strict") if codec in _TEXT_CODECS or _is_text_codec(codec) else None
    except UnicodeDecodeError as error:
        if codec == "utf-8" and error.start and data[:65536].decode("utf-8", "replace").count("\ufffd") < 20:
            return data.decode("utf-8", "replace")
        if codec == "cp1252":
            return data.decode("cp1252", "replace")
        return None


_TEXT_CODECS = frozenset({"utf-8", "cp1252"})


def _is_text_codec(name: str) -> bool:
    """Whether a codec turns bytes into text, as hex and zlib don't."""
    return bool(codecs.lookup(name)._is_text_encoding)  # noqa: SLF001  # the only way that Python offers


def _refuse_monster(tree: lxml_html.HtmlElement) -> None:
    """Raise SourceError for a tree that would take minutes, or more stack than there is."""
    depth, count = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise SourceError(
                f"is built of more than {MOST_ELEMENTS:,} elements or {DEEPEST} levels; that is no article"
            )


def drop_unseen(tree: lxml_html.HtmlElement) -> None:
    """Take out of the tree what a reader doesn't see: scripts, hidden elements, invisible text."""
    hidden_names = set(_hidden_by_style_sheet(tree))
    whole = max(1, _length(tree))
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        is_hidden = element.tag in _UNSEEN_TAGS or (
            _is_hidden(element, hidden_names) and _length(element) < _MOST_OF_A_PAGE * whole
        )
        if is_hidden:
            _drop(element)


def _drop(element: lxml_html.HtmlElement) -> None:
    """Take an element out; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _length(element: lxml_html.HtmlElement) -> int:
    """How many characters of text an element holds, scripts apart."""
    return sum(
        len(part) for node in element.iter(etree.Element) if node.tag not in _UNSEEN_TAGS for part in _parts(node)
    )


def _parts(node: lxml_html.HtmlElement) -> Iterator[str]:
    if node.text:
        yield node.text.strip()
    for child in node:
        if child.tail:
            yield child.tail.strip()


def _is_hidden(element: lxml_html.HtmlElement, hidden_names: set[str]) -> bool:
    """Whether attributes, its style or a simple rule of the page's style sheets hide an element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag == "input" or (element.tag == "font" and element.get("size") == "0"):
        return True
    style = element.get("style")
    if style and (_HIDING.search(style) or _is_same_colour(style)):
        return True
    if not hidden_names:
        return False
    names = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
    return not hidden_names.isdisjoint(names)


def _is_same_colour(style: str) -> bool:
    """Whether text is written in the colour of its ground."""
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    return bool(colour and ground and _plain_colour(colour[1]) == _plain_colour(ground[1]))


def _plain_colour(written: str) -> str:
    name = written.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", name):
        name = "#" + "".join(digit * 2 for digit in name[1:])
    return {"white": "#ffffff", "black": "#000000", "rgb(255,255,255)": "#ffffff"}.get(name.replace(" ", ""), name)


def _hidden_by_style_sheet(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """The classes and ids that a rule in the page hides on every screen: `.x {display: none}`."""
    for sheet in tree.iter("style"):
        if sheet.get("media", "all") not in ("all", "screen", ""):
            continue
        rules = _MEDIA.sub("", (sheet.text or "")[:200_000])
        for selectors, body in _RULE.findall(rules):
            if _HIDING_RULE.search(body):
                for selector in selectors.split(","):
                    if match := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        yield match[0]
