"""What Discord would refuse or misread, as its documentation says it: the numbers are written down here again on purpose.

`violations` takes any message as it goes over the wire, and names what is wrong with it.
"""

import re

TEXT, ROW, BUTTON, SELECT, CONTAINER, SEPARATOR = 10, 1, 2, 3, 17, 14
_UNESCAPED = r"(?<!\\)(?:\\\\)*"
_MENTION = re.compile(_UNESCAPED + r"<(?:@[!&]?|#|/|id:|t:|a?:\w+:)|@(?:everyone|here)", re.IGNORECASE)
_LINK = re.compile(_UNESCAPED + r"\[((?:[^\[\]\\]|\\.)*)\]\(<([^<>]*)>\)")
_BARE_LINK = re.compile(r"<?https?://\S+", re.IGNORECASE)


def violations(payload):
    """One line for each thing that is wrong with a message; empty for one that Discord takes."""
    components = payload.get("components") or []
    if components:
        yield from _components(payload, components)
    elif len(payload.get("content") or "") > 2000:
        yield "content over 2,000 characters"
    allowed = payload.get("allowed_mentions")
    if allowed is None or allowed.get("parse") or allowed.get("users") or allowed.get("roles"):
        yield "mention: it may mention somebody"
    for text in [payload.get("content") or "", *texts(components)]:
        for found in _MENTION.finditer(text):
            yield f"mention: {found.group()}"


def _components(payload, components):
    if payload.get("content") or payload.get("embeds"):
        yield "content or embeds beside components"
    every = list(_every(components))
    if len(every) > 40:
        yield f"{len(every)} components, 40 are taken"
    if sum(len(text) for text in texts(components)) > 4000:
        yield "over 4,000 characters"
    ids = [each["custom_id"] for each in every if "custom_id" in each]
    if len(set(ids)) < len(ids):
        yield "a custom_id stands twice"
    for each in every:
        yield from _component(each)


def texts(components):
    """All the Markdown that is shown, in order."""
    return [each["content"] for each in _every(components) if each["type"] == TEXT]


def shown(components):
    """All the words that are shown, in order, without the marks of Markdown."""
    text = _LINK.sub(r"\1", "\n".join(texts(components)))
    text = re.sub(r"(?<!\\)\*\*|(?m:^-# |^> )", "", text)
    return re.sub(r"\\(.)", r"\1", text).replace("\u2060", "")


def links(components):
    """Every address that is linked."""
    return [found[2] for text in texts(components) for found in _LINK.finditer(text)]


def bare_links(components):
    """Every address that would become a link by itself."""
    return [found.group() for text in texts(components) for found in _BARE_LINK.finditer(_LINK.sub("", text))]


def buttons(components):
    """Every button and choice."""
    return [each for each in _every(components) if each["type"] in {BUTTON, SELECT}]


def _every(components):
    for each in components:
        yield each
        yield from _every(each.get("components", []))


def _component(each):
    kind = each["type"]
    if kind == TEXT and not 1 <= len(each["content"]) <= 4000:
        yield "an empty or too long text"
    if kind == ROW and not 1 <= len(each["components"]) <= 5:
        yield "a row has one to five components"
    if kind in {BUTTON, SELECT} and not 1 <= len(each["custom_id"]) <= 100:
        yield "custom_id over 100 characters"
    if kind == BUTTON and not 1 <= len(each["label"]) <= 80:
        yield "label over 80 characters"
    if kind == SELECT:
        yield from _select(each)
    if kind not in {TEXT, ROW, BUTTON, SELECT, CONTAINER, SEPARATOR}:
        yield f"unknown component {kind}"


def _select(each):
    options = each["options"]
    if not 1 <= len(options) <= 25 or len({option["value"] for option in options}) < len(options):
        yield "one to 25 options, each with a value of its own"
    if len(each.get("placeholder") or "") > 150:
        yield "placeholder over 150 characters"
    for option in options:
        if max(len(option["label"]), len(option["value"]), len(option.get("description") or "")) > 100:
            yield "an option's text is over 100 characters"


def modal_violations(modal):
    """One line for each thing that is wrong with a modal; empty for one that Discord takes."""
    if not 1 <= len(modal["title"]) <= 45:
        yield "a modal's title has one to 45 characters"
    if not 1 <= len(modal["custom_id"]) <= 100:
        yield "custom_id over 100 characters"
    if not 1 <= len(modal["components"]) <= 5:
        yield "a modal has one to five parts"
    for each in modal["components"]:
        field = each["component"]
        if not 1 <= len(each["label"]) <= 45:
            yield "a label over 45 characters"
        if len(field.get("placeholder") or "") > 100 or (field.get("max_length") or 4000) > 4000:
            yield "a field's placeholder is over 100, or what it takes over 4,000 characters"
