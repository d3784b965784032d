"""Block Kit → a page of HTML with Slack's look; pure. Only what the bot sends is drawn."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

Json = Mapping[str, Any]

NEW_LINE = "\n"
STYLE = """
* { box-sizing: border-box } body { margin: 0; font: 15px/1.47 Lato, "Noto Sans", sans-serif; color: #1d1c1d; background: #fff }
.pane { padding: 14px 22px } .message { display: flex; gap: 10px; margin: 10px 0 } .avatar { flex: none; width: 36px; height: 36px;
border-radius: 8px; color: #fff; font-weight: 900; text-align: center; line-height: 36px } .body { flex: 1; min-width: 0 }
.name { font-weight: 900 } .app { font-size: 10px; font-weight: 700; color: #616061; background: #eee; border-radius: 3px;
padding: 1px 4px; margin-left: 5px; vertical-align: 2px } .time { font-size: 12px; color: #616061; margin-left: 6px }
.line { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere } a { color: #1264a3; text-decoration: none }
.gap { margin-bottom: 10px } .block { margin: 4px 0 8px } hr { border: 0; border-top: 1px solid #ddd; margin: 8px 0 }
ul { margin: 2px 0; padding-left: 24px }
.quote { border-left: 4px solid #ddd; padding-left: 12px; margin: 6px 0; white-space: pre-wrap } .small { font-size: 13px; color: #616061 }
.button { display: inline-block; font-size: 13px; font-weight: 700; border: 1px solid #bbb; border-radius: 4px; padding: 3px 10px;
margin: 3px 7px 3px 0; background: #fff } .button.primary { background: #007a5a; color: #fff; border-color: #007a5a }
.thumb { display: inline-block; border: 1px solid #ddd; border-radius: 6px; padding: 2px 9px; margin-right: 6px; font-size: 13px;
color: #616061 } h2 { font-size: 18px; line-height: 1.3; margin: 10px 0 4px } .mention { background: #e8f5fa; color: #1264a3;
border-radius: 3px; padding: 0 2px } .shade { background: #7a7a7a; padding: 18px } .modal { background: #fff; border-radius: 10px }
.head { display: flex; align-items: center; padding: 12px 20px 0; font-size: 20px; font-weight: 900 } .head span { flex: 1 }
.close { font-weight: 400; color: #616061 } .foot { padding: 0 20px 12px; text-align: right } .input { border: 1px solid #bbb;
border-radius: 4px; padding: 8px 12px; height: 84px; color: #8d8d8d } .input.line { height: auto; padding: 5px 12px; color: #8d8d8d }
.typed { color: #1d1c1d } .box { line-height: 1.5 } .tabs { border-bottom: 1px solid #ddd; padding: 12px 22px 0;
font-weight: 700 } .tabs i { display: inline-block; font-style: normal; padding-bottom: 8px; margin-right: 18px; color: #616061 }
.tabs i:first-of-type { color: #1d1c1d; border-bottom: 2px solid #1264a3 } .only { font-size: 12px; color: #616061 }
"""


def page(inner: str) -> str:
    """A whole page."""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{inner}"


def thread(messages: Iterable[str]) -> str:
    """Messages below one another."""
    return f"<div class=pane>{''.join(messages)}</div>"


def person(name: str, text: str, *, calls: str | None = None) -> str:
    """What somebody wrote, with the bot's name before it where they call it."""
    mention = f"<span class=mention>@{escape(calls)}</span> " if calls else ""
    return _message(name, "#e8912d", "", f"<p class=line>{mention}{escape(text)}</p>")


def bot(blocks: Iterable[Json], *, only_for_you: bool = False) -> str:
    """What the bot wrote."""
    note = "<div class=only>Only visible to you</div>" if only_for_you else ""
    return _message("Footnote", "#1d3557", "<span class=app>APP</span>", note + _blocks(blocks))


def modal(view: Json) -> str:
    """A modal over the shaded window."""
    title = escape(view["title"]["text"])
    buttons = "".join(
        f"<span class='button{' primary' if name == 'submit' else ''}'>{escape(view[name]['text'])}</span>"
        for name in ("close", "submit")
        if name in view
    )
    head = f"<div class=head><span>{title}</span><b class=close>×</b></div>"
    inner = f"{head}<div class=pane>{_blocks(view['blocks'])}</div><div class=foot>{buttons}</div>"
    return f"<div class=shade><div class=modal>{inner}</div></div>"


def home(view: Json) -> str:
    """The app's home tab."""
    return (
        f"<div class=tabs><i>Home</i><i>Messages</i><i>About</i></div><div class=pane>{_blocks(view['blocks'])}</div>"
    )


def _message(name: str, colour: str, badge: str, inner: str) -> str:
    avatar = f"<div class=avatar style='background:{colour}'>{escape(name[0])}</div>"
    head = f"<div><span class=name>{escape(name)}</span>{badge}<span class=time>9:41 AM</span></div>"
    return f"<div class=message>{avatar}<div class=body>{head}{inner}</div></div>"


def _blocks(blocks: Iterable[Json]) -> str:
    return "".join(f"<div class=block>{_block(block)}</div>" for block in blocks)


def _block(block: Json) -> str:
    match block["type"]:
        case "divider":
            return "<hr>"
        case "header":
            return f"<h2>{escape(block['text']['text'])}</h2>"
        case "rich_text":
            return "".join(_paragraph(each) for each in block["elements"])
        case "actions":
            return "".join(_button(each) for each in block["elements"])
        case "context":
            return "".join(f"<div class=small>{escape(each['text'])}</div>" for each in block["elements"])
        case "context_actions":
            return "<span class=thumb>👍 Good answer</span><span class=thumb>👎 Bad answer</span>"
        case "input":
            return _input(block)
    raise ValueError(f"no look is known for {block['type']}")


def _input(block: Json) -> str:
    element = block["element"]
    optional = " <span class=small>(optional)</span>" if block.get("optional") else ""
    hint = f"<div class=small>{escape(block['hint']['text'])}</div>" if "hint" in block else ""
    return f"<b>{escape(block['label']['text'])}</b>{optional}{_filled(element)}{hint}"


def _filled(element: Json) -> str:
    """An input as it stands when its modal opens."""
    if element["type"] == "timepicker":
        return f"<div class='input line'><span class=typed>{escape(element['initial_time'])}</span></div>"
    if element["type"] == "checkboxes":
        chosen = element.get("initial_options", ())
        boxes = (f"{'☑' if each in chosen else '☐'} {escape(each['text']['text'])}" for each in element["options"])
        return "".join(f"<div class=box>{box}</div>" for box in boxes)
    typed = element.get("initial_value")
    kind = "" if element.get("multiline") else " line"
    shown = f"<span class=typed>{escape(typed)}</span>" if typed else escape(element["placeholder"]["text"])
    return f"<div class='input{kind}'>{shown}</div>"


def _button(element: Json) -> str:
    return f"<span class='button {element.get('style', '')}'>{escape(element['text']['text'])}</span>"


def _paragraph(paragraph: Json) -> str:
    kind = paragraph["type"]
    if kind == "rich_text_list":
        items = "".join(f"<li>{''.join(_element(each) for each in item['elements'])}" for item in paragraph["elements"])
        return f"<ul>{items}</ul>"
    inner = "".join(_element(each) for each in paragraph["elements"])
    if kind == "rich_text_quote":
        return f"<div class=quote>{inner}</div>"
    return f"<p class='line{' gap' if inner.endswith(NEW_LINE) else ''}'>{inner}</p>"


def _element(element: Json) -> str:
    text = escape(element["text"])
    for style, tag in (("bold", "b"), ("italic", "i")):
        if element.get("style", {}).get(style):
            text = f"<{tag}>{text}</{tag}>"
    return f"<a href=#>{text}</a>" if element["type"] == "link" else text
