"""What Slack would refuse, as its documentation says it: the numbers are written down here again on purpose.

`violations` takes any payload of the Web API or a response_url, and names what is wrong with it.
"""

import re

MARKUP = re.compile(r"<[!@]|<#(?![CG][A-Z0-9]+>)|<[a-z]+:[^>]*>")
"""What calls somebody or leads somewhere; the bare name of a channel calls nobody."""

MENTIONS = {"user", "usergroup", "channel", "broadcast", "team"}
BUTTON_KEYS = {"type", "action_id", "text", "value", "style", "url", "confirm", "accessibility_label"}
TEXT_LIMIT = 40_000
RENDERED_LIMIT = 13_200


def violations(method, payload):
    """One line for each thing that is wrong; empty for a payload that Slack takes."""
    found = [] if payload.get("text") is None else list(_top_text(payload["text"]))
    found += _message_blocks(method, payload)
    for chunk in payload.get("chunks") or ():
        found += list(_chunk(chunk))
    if payload.get("view") is not None:
        found += list(_view(payload["view"]))
    if payload.get("unfurl_links") is not False and method == "chat.postMessage":
        found.append("links would unfurl")
    if payload.get("link_names") or payload.get("parse") == "full":
        found.append("mention: names are linked")
    return found


def _message_blocks(method, payload):
    blocks = payload.get("blocks")
    is_message = method in {"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"}
    if blocks is not None and not (blocks == [] and method == "chat.update"):  # which takes away what was there
        yield from _blocks(blocks, 50)
        if sum(_rendered(block) for block in blocks) > RENDERED_LIMIT:
            yield "msg_blocks_too_long"
    if is_message and not payload.get("text") and not payload.get("delete_original"):
        yield "no text for notifications"


def mentions(payload):
    """What in a payload would notify anybody."""
    return [each for each in violations("any", payload) if each.startswith("mention")]


def links(payload):
    """Every address that a payload links."""
    if isinstance(payload, dict):
        own = [payload["url"]] if isinstance(payload.get("url"), str) else []
        return own + [each for value in payload.values() for each in links(value)]
    return [each for value in payload for each in links(value)] if isinstance(payload, list | tuple) else []


def shown(payload):
    """Every word that a payload shows, in order."""
    if isinstance(payload, dict):
        if payload.get("type") in {"text", "link", "plain_text"}:
            return payload["text"]
        gap = "\n" if payload.get("type", "").startswith("rich_text_") else ""
        return "".join(shown(payload[key]) for key in ("text", "elements", "blocks") if key in payload) + gap
    return "".join(shown(each) for each in payload) if isinstance(payload, list | tuple) else ""


def _top_text(text):
    if not isinstance(text, str) or len(text) > TEXT_LIMIT:
        yield "msg_too_long"
    elif MARKUP.search(text):
        yield f"mention or link in the text: {MARKUP.search(text).group()}"


def _rendered(block):
    if isinstance(block, dict):
        return sum(
            len(value) if key in {"text", "url"} and isinstance(value, str) else _rendered(value)
            for key, value in block.items()
        )
    return sum(_rendered(each) for each in block) if isinstance(block, list) else 0


def _blocks(blocks, most):
    if not 1 <= len(blocks) <= most:
        yield f"invalid_blocks: {len(blocks)} blocks, {most} are taken"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) != len(ids):
        yield "invalid_blocks: a block_id stands twice"
    if any(len(each) > 255 for each in ids):
        yield "invalid_blocks: block_id over 255"
    actions = [each["action_id"] for block in blocks for each in _interactive(block)]
    if len(set(actions)) != len(actions):
        yield "invalid_blocks: an action_id stands twice"
    for block in blocks:
        check = CHECKS.get(block.get("type"))
        yield from check(block) if check else [f"invalid_blocks: unknown block {block.get('type')}"]


def _interactive(block):
    candidates = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [each for each in candidates if isinstance(each, dict) and "action_id" in each]


def _text_object(text, most, kinds=("plain_text",)):
    if not isinstance(text, dict) or text.get("type") not in kinds:
        yield f"invalid_blocks: {text} is no text object of {kinds}"
        return
    if not isinstance(text.get("text"), str) or not 1 <= len(text["text"]) <= most:
        yield f"invalid_blocks: a text of {len(text.get('text', ''))} characters, {most} are taken"
    elif text["type"] == "mrkdwn" and MARKUP.search(text["text"]):
        yield "mention or link in mrkdwn"
    if text["type"] == "plain_text" and text.get("emoji"):
        yield "emoji names are turned into pictures"


def _section(block):
    if "text" in block:
        yield from _text_object(block["text"], 3000, ("plain_text", "mrkdwn"))
    if len(block.get("fields", ())) > 10:
        yield "invalid_blocks: over 10 fields"
    for field in block.get("fields", ()):
        yield from _text_object(field, 2000, ("plain_text", "mrkdwn"))
    if "accessory" in block:
        yield from _button(block["accessory"])


def _header(block):
    yield from _text_object(block["text"], 150)


def _context(block):
    if not 1 <= len(block["elements"]) <= 10:
        yield "invalid_blocks: context takes 1 to 10 elements"
    for each in block["elements"]:
        yield from _text_object(each, 2000, ("plain_text", "mrkdwn"))


def _actions(block):
    if not 1 <= len(block["elements"]) <= 25:
        yield "invalid_blocks: actions takes 1 to 25 elements"
    for each in block["elements"]:
        yield from _button(each)


def _button(element):
    if element.get("type") != "button" or not set(element) <= BUTTON_KEYS:
        yield f"invalid_blocks: {element.get('type')} {sorted(set(element) - BUTTON_KEYS)} is no button"
        return
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "invalid_blocks: action_id"
    if len(element.get("value", "")) > 2000:
        yield "invalid_blocks: value over 2000"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield "invalid_blocks: style"
    if len(element.get("url", "")) > 3000:
        yield "invalid_blocks: url over 3000"
    yield from _text_object(element.get("text"), 75)
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)) if "confirm" in element else ():
        yield from _text_object(element["confirm"][name], most)


def _context_actions(block):
    for each in block["elements"]:
        if each["type"] != "feedback_buttons" or not 1 <= len(each["action_id"]) <= 255:
            yield "invalid_blocks: context_actions"
        for name in ("positive_button", "negative_button"):
            yield from _text_object(each[name]["text"], 75)
            if not 1 <= len(each[name]["value"]) <= 2000:
                yield "invalid_blocks: value of a feedback button"


def _input(block):
    yield from _text_object(block["label"], 2000)
    if "hint" in block:
        yield from _text_object(block["hint"], 2000)
    element = block["element"]
    if "placeholder" in element:
        yield from _text_object(element["placeholder"], 150)
    if element["type"] == "plain_text_input":
        most = element.get("max_length", 3000)
        if most > 3000 or len(element.get("initial_value", "")) > most:
            yield "invalid_blocks: input"
    elif element["type"] == "timepicker":
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", element.get("initial_time", "00:00")):
            yield "invalid_blocks: initial_time"
    elif element["type"] == "checkboxes":
        yield from _checkboxes(element)
    else:
        yield "invalid_blocks: input"


def _checkboxes(element):
    options, chosen = element["options"], element.get("initial_options")
    if not 1 <= len(options) <= 10 or chosen == [] or any(each not in options for each in chosen or ()):
        yield "invalid_blocks: checkboxes"
    for each in options:
        yield from _text_object(each["text"], 75)
        if not 1 <= len(each["value"]) <= 150:
            yield "invalid_blocks: value of an option"


def _rich_text(block):
    if not block["elements"]:
        yield "invalid_blocks: rich text without elements"
    for paragraph in block["elements"]:
        yield from _paragraph(paragraph)


def _paragraph(paragraph):
    kind = paragraph.get("type")
    if kind == "rich_text_list":
        if paragraph["style"] not in {"bullet", "ordered"} or not paragraph["elements"]:
            yield "invalid_blocks: list"
        for each in paragraph["elements"]:
            if each["type"] != "rich_text_section":
                yield "invalid_blocks: a list holds sections"
            yield from _paragraph(each)
        return
    if kind not in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
        yield f"invalid_blocks: {kind} in rich text"
        return
    for element in paragraph["elements"]:
        yield from _element(element)


def _element(element):
    if element["type"] in MENTIONS:
        yield f"mention: {element}"
    elif element["type"] == "text":
        if not isinstance(element["text"], str) or not 1 <= len(element["text"]) <= 3000:
            yield f"invalid_blocks: text of {len(element['text'])} characters"
    elif element["type"] == "link":
        if not re.fullmatch(r"https?://[^\s<>|]{1,3000}", element["url"]) or not element["text"]:
            yield f"invalid_blocks: link {element['url'][:60]}"
    else:
        yield f"invalid_blocks: element {element['type']}"
    if not set(element.get("style", {})) <= {"bold", "italic", "strike", "code"}:
        yield "invalid_blocks: style"


def _chunk(chunk):
    if chunk.get("type") == "blocks":
        yield from _blocks(chunk["blocks"], 50)
    elif chunk.get("type") == "markdown_text":
        if len(chunk["text"]) > 12_000:
            yield "msg_too_long"
        if MARKUP.search(chunk["text"]):
            yield "mention or link in a chunk"
    else:
        yield f"invalid_chunks: {chunk.get('type')}"


def _view(view):
    if view["type"] not in {"modal", "home"}:
        yield "invalid view"
    yield from _blocks(view["blocks"], 100)
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        yield "invalid view: metadata"
    if view["type"] == "modal":
        for name in ("title", "close", "submit"):
            if name in view:
                yield from _text_object(view[name], 24)
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            yield "invalid view: an input needs a submit button"


CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "rich_text": _rich_text,
    "divider": lambda block: (),
}
