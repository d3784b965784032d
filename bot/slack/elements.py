"""The parts that messages and views are built of; pure.

Words go into rich text, whose elements Slack shows as they are: there is no markup in them to break, no mention and no
link to forge. Where Slack reads markup, in a notification's text, what steers it is escaped.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.chat.links import web_address
from bot.chat.wording import shortened, visible
from bot.slack import limits

Json = dict[str, Any]


def words(text: str, *, bold: bool = False, italic: bool = False) -> Json:
    """Literal words; the text is not empty."""
    style = {name: True for name, is_on in (("bold", bold), ("italic", italic)) if is_on}
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def link(address: str | None, text: str, *, bold: bool = False) -> Json:
    """Words that open an address; just the words where the address is none to link."""
    if web_address(address) is None:
        return words(text, bold=bold)
    return {"type": "link", "url": address, "text": text, **({"style": {"bold": True}} if bold else {})}


def line(*elements: Json) -> Json:
    """Elements that read one after another, as a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quoted(*elements: Json) -> Json:
    """A paragraph with a bar at its side."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(lines: Iterable[Json]) -> Json:
    """Lines as a list with bullets."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def rich_text(*paragraphs: Json) -> Json:
    """A block of paragraphs."""
    return {"type": "rich_text", "elements": list(paragraphs)}


def header(text: str) -> Json:
    """A heading."""
    return {"type": "header", "text": plain(shortened(text, limits.HEADER_CHARACTERS))}


def divider() -> Json:
    """A line across."""
    return {"type": "divider"}


def small_print(*texts: str) -> Json:
    """Quiet lines."""
    return {"type": "context", "elements": [plain(shortened(visible(text), 500)) for text in texts[:10]]}


def plain(text: str) -> Json:
    """A text object that Slack reads no markup and no emoji names in."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(action_id: str, text: str, value: str, *, is_primary: bool = False) -> Json:
    """A button that hands `value` back."""
    shown = shortened(text, limits.BUTTON_CHARACTERS)
    style = {"style": "primary"} if is_primary else {}
    return {"type": "button", "action_id": action_id, "text": plain(shown), "value": value, **style}


def asked_first(element: Json, title: str, text: str, confirm: str) -> Json:
    """The button, which asks before it does what it says."""
    asking = {"title": plain(title), "text": plain(text), "confirm": plain(confirm), "deny": plain("Cancel")}
    return {**element, "confirm": asking}


def field(name: str, label: str, element: Json, *, hint: str = "", is_optional: bool = False) -> Json:
    """An input of a modal, whose value comes back under `name`."""
    told = {"hint": plain(hint)} if hint else {}
    asked = {"type": "input", "block_id": name, "optional": is_optional, "label": plain(label)}
    return {**asked, "element": {**element, "action_id": name}, **told}


def option(text: str, value: str) -> Json:
    """A choice of an input."""
    return {"text": plain(text), "value": value}


def actions(buttons: Sequence[Json]) -> list[Json]:
    """The buttons in rows that Slack takes; none for none."""
    size = limits.ACTIONS_IN_BLOCK
    return [{"type": "actions", "elements": list(buttons[at : at + size])} for at in range(0, len(buttons), size)]


def notification(text: str) -> str:
    """What a phone and a screen reader get: the beginning of the text, with nothing in it that Slack reads as markup."""
    # An escaped character takes up to five, and what is read aloud had better be short anyway.
    return escaped(shortened(visible(text), limits.NOTIFICATION_CHARACTERS)) or "…"


def escaped(text: str) -> str:
    """The text where Slack reads markup: no mention, channel or link can begin in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
