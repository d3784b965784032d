"""What came from Slack → a question for the desk, or nothing to answer; pure."""

import re
from collections.abc import Mapping
from typing import Any

from bot.desk.asked import Asked, Person, Place
from bot.slack.place import PLATFORM, ReplyTo

_SUBTYPES = {None, "file_share", "thread_broadcast"}
_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def question_of(event: Mapping[str, Any], team: str, bot_user: str) -> Asked | None:
    """The question in a `message` or `app_mention` event; None for what nobody asked the bot: edits, bots, empty lines.

    Its key is that of the message, so a mention, which comes as both kinds of event, is one question.
    """
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if not user or not channel or not ts or user == bot_user or event.get("bot_id"):
        return None
    if event.get("subtype") not in _SUBTYPES:
        return None
    thread = event.get("thread_ts") or ts
    place = Place(PLATFORM, team, channel, thread)
    reply_to = ReplyTo(channel, user, team, thread, asked_ts=ts)
    text = spoken(event.get("text") or "", bot_user)
    return Asked(f"message:{team}:{channel}:{ts}", Person(PLATFORM, team, user), place, text, reply_to=str(reply_to))


def calls_bot(event: Mapping[str, Any], bot_user: str) -> bool:
    """Whether the bot is meant without doubt: called by its name, or written to alone."""
    is_direct = event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")
    return event.get("type") == "app_mention" or is_direct or f"<@{bot_user}" in (event.get("text") or "")


def command_question(command: Mapping[str, Any]) -> Asked:
    """The question of a slash command, answered to its asker alone."""
    key = f"command:{command['trigger_id']}"
    return _private(key, command["team_id"], command["channel_id"], command["user_id"], command)


def shortcut_question(shortcut: Mapping[str, Any]) -> Asked:
    """The question that a message is, picked by its menu; answered to who picked it alone."""
    message = shortcut.get("message", {})
    fields = {"text": message.get("text", ""), "response_url": shortcut["response_url"]}
    key = f"shortcut:{shortcut['trigger_id']}"
    return _private(key, shortcut["team"]["id"], shortcut["channel"]["id"], shortcut["user"]["id"], fields)


def _private(key: str, team: str, channel: str, user: str, fields: Mapping[str, Any]) -> Asked:
    reply_to = ReplyTo(channel, user, team, response_url=fields["response_url"])
    return Asked(
        key,
        Person(PLATFORM, team, user),
        Place(PLATFORM, team, channel),
        spoken(fields.get("text") or ""),
        reply_to=str(reply_to),
        is_private=True,
    )


def spoken(text: str, bot_user: str | None = None) -> str:
    """A message as the person wrote it: the bot's name left out, links and mentions as they read, nothing escaped."""
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", text)
    plain = _TOKEN.sub(_read, text)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(plain.split())


def _read(token: re.Match[str]) -> str:
    """A token of Slack's markup as people see it."""
    target, label = token[1], token[2]
    if label:
        return f"#{label}" if target.startswith("#") else label
    if target.startswith("!"):
        return "@" + target[1:].partition("^")[0]
    return "someone" if target.startswith("@") else target
