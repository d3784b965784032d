"""Panel → a page of HTML with Discord's look; pure. Only what the bot sends is drawn."""

import re
from collections.abc import Iterable
from html import escape

from bot.discord.panel import Box, Buttons, Choice, Panel, Part, Rule, Words

STYLE = """
* { box-sizing: border-box } body { margin: 0; font: 11.2px/1.38 "gg sans", "Noto Sans", "Helvetica Neue", Arial, sans-serif;
color: #dbdee1; background: #313338 } .pane { padding: 12px 20px 14px } .message { display: flex; gap: 14px; margin: 8px 0 }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; color: #fff; font-weight: 700; text-align: center;
line-height: 40px; font-size: 17px } .inner { flex: 1; min-width: 0 } .name { font-weight: 600; color: #f2f3f5 }
.app { font-size: 10px; font-weight: 600; color: #fff; background: #5865f2; border-radius: 4px; padding: 1px 5px;
margin-left: 5px; vertical-align: 2px } .time { font-size: 12px; color: #949ba4; margin-left: 8px }
.used { font-size: 13px; color: #b5bac1; margin: 4px 0 -2px 54px } .used b { color: #c9cdfb; background: #3c4270;
border-radius: 3px; padding: 0 3px; font-weight: 500 } .mention { background: #3c4270; color: #c9cdfb; border-radius: 3px;
padding: 0 2px } .words { white-space: pre-wrap; overflow-wrap: anywhere; margin: 2px 0 8px } .words b { color: #f2f3f5 }
.small { font-size: 10.4px; color: #949ba4 } a { color: #00a8fc; text-decoration: none } ul { margin: 2px 0 4px;
padding-left: 22px } li { margin: 2px 0 } .quote { border-left: 4px solid #4e5058; border-radius: 4px; padding-left: 12px;
margin: 2px 0 } .box { background: #393a41; border: 1px solid #45464e; border-left: 4px solid #4e5058; border-radius: 8px;
padding: 12px 14px 6px; margin: 6px 0 10px; max-width: 560px } hr { border: 0; border-top: 1px solid #4a4b53; margin: 8px 0 }
.row { margin: 2px 0 8px } .button { display: inline-block; font-size: 12px; font-weight: 500; color: #fff;
background: #4e5058; border-radius: 8px; padding: 5px 13px; margin: 0 8px 4px 0 } .choice { background: #2b2d31;
border: 1px solid #45464e; border-radius: 8px; padding: 8px 12px; color: #949ba4; display: flex; max-width: 420px }
.choice span { flex: 1 } .only { font-size: 12px; color: #949ba4; margin-top: 2px } .only i { color: #00a8fc; font-style: normal }
"""

_ESCAPED = re.compile(r"\\(.)")
_LINK = re.compile(r"\[((?:[^\[\]\x00]|\x00.)*?)\]\(<([^<>]*)>\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


def page(inner: str) -> str:
    """A whole page."""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><div class=pane>{inner}</div>"


def person(name: str, text: str, *, calls: str) -> str:
    """What somebody wrote to the bot."""
    said = f"<div class=words><span class=mention>@{escape(calls)}</span> {escape(text)}</div>"
    return _message(name, "#e8912d", "", said)


def used(name: str, command: str) -> str:
    """The line above an answer to a command."""
    return f"<div class=used>{escape(name)} used <b>/{escape(command)}</b></div>"


def bot(panel: Panel, *, only_for_you: bool = False) -> str:
    """What the bot shows."""
    note = "<div class=only>👁 Only you can see this · <i>Dismiss message</i></div>" if only_for_you else ""
    return _message("Footnote", "#1d3557", "<span class=app>APP</span>", _parts(panel.parts) + note)


def _message(name: str, colour: str, badge: str, inner: str) -> str:
    avatar = f"<div class=avatar style='background:{colour}'>{escape(name[0])}</div>"
    head = f"<div><span class=name>{escape(name)}</span>{badge}<span class=time>Today at 9:41 AM</span></div>"
    return f"<div class=message>{avatar}<div class=inner>{head}{inner}</div></div>"


def _parts(parts: Iterable[Part]) -> str:
    return "".join(map(_part, parts))


def _part(part: Part) -> str:
    match part:
        case Words():
            return f"<div class=words>{_markdown(part.markup)}</div>"
        case Rule():
            return "<hr>"
        case Buttons():
            row = "".join(f"<span class=button>{escape(each.label)}</span>" for each in part.buttons)
            return f"<div class=row>{row}</div>"
        case Choice():
            return f"<div class=row><div class=choice><span>{escape(part.placeholder)}</span>⌄</div></div>"
        case Box():
            edge = f" style='border-left-color:#{part.accent:06x}'" if part.accent is not None else ""
            return f"<div class=box{edge}>{_parts(part.parts)}</div>"


def _markdown(markup: str) -> str:
    """As Discord draws it: lists and quotes of lines that stand together, small lines, the rest as it is."""
    drawn: list[str] = []
    for line in markup.split("\n"):
        if line.startswith("- "):
            drawn.append(f"<ul><li>{_inline(line[2:])}</ul>")
        elif line.startswith("> "):
            drawn.append(f"<div class=quote>{_inline(line[2:])}</div>")
        elif line.startswith("-# "):
            drawn.append(f"<div class=small>{_inline(line[3:])}</div>")
        else:
            drawn.append(_inline(line) + "\n")
    return re.sub(r"</ul><ul>", "", "".join(drawn)).rstrip("\n").replace("\n<ul>", "<ul>").replace("\n<div", "<div")


def _inline(text: str) -> str:
    """Links, bold and italic words; what is escaped stands for itself."""
    held = _ESCAPED.sub(lambda found: f"\x00{chr(0xE000 + ord(found[1]))}", text)
    shown = escape(held, quote=False).replace("&lt;", "<").replace("&gt;", ">")
    shown = _LINK.sub(lambda found: f"<a href=#>{found[1]}</a>", shown)
    shown = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", shown))
    return re.sub(r"\x00(.)", lambda found: escape(chr(ord(found[1]) - 0xE000)), shown)
