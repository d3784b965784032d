"""The app manifest: what Slack must know of the app, to be pasted where an app is made; pure."""

from bot.chat.words import ASK_ABOUT
from bot.slack.elements import Json

COMMAND = "/ask"
DIGEST_COMMAND = "/digest"
SHORTCUT = "ask_about"
HELP = (
    "Write /ask and a question, such as: /ask Why did the company cut jobs? Only you see the answer; you can share it. "
    "To ask in the open, mention me in a channel."
)
HTTP_PATH = "/slack/events"

SCOPES = {
    "app_mentions:read": "to hear when somebody mentions it",
    "assistant:write": "to show what it is doing, and what to ask",
    "channels:history": "to go on in threads that it answered in",
    "chat:write": "to answer",
    "commands": "for /ask and the message shortcut",
    "groups:history": "to go on in threads of private channels",
    "im:history": "to read what is written to it alone",
    "im:read": "to know its direct messages",
    "im:write": "to write to a person where it may not write in a channel",
    "mpim:history": "to go on in threads of group messages",
    "users:read": "to know a person's time zone, for digests",
}
"""Each scope of the bot token, and what for."""

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "message.mpim")


def manifest(name: str = "Footnote", http_url: str | None = None) -> Json:
    """The manifest for Socket Mode, or for HTTP with the address at which Slack reaches the app.

    Raises ValueError for an address that isn't https.
    """
    if http_url is not None and not http_url.startswith("https://"):
        raise ValueError(f"Slack sends to https addresses only, not to {http_url}")
    address = http_url.rstrip("/") + HTTP_PATH if http_url else None
    at = {"request_url": address} if address else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": "Answers questions from news articles, and cites the exact words for every statement.",
            "background_color": "#1d3557",
        },
        "features": _features(name, at={"url": address} if address else {}),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **at},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": http_url is None,
            "token_rotation_enabled": False,
        },
    }


def _features(name: str, *, at: Json) -> Json:
    """What people see of the app and may call; `at` says where Slack reaches its commands over HTTP."""
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {
            "agent_description": "Ask about the news articles; every statement of an answer cites its exact words.",
            "suggested_prompts": [
                {"title": "What is new?", "message": "What is reported in the newest articles?"},
            ],
        },
        "bot_user": {"display_name": name, "always_online": True},
        "shortcuts": [
            {
                "name": ASK_ABOUT,
                "type": "message",
                "callback_id": SHORTCUT,
                "description": "Answers from the articles, for you alone",
            }
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                "description": "Ask the articles; only you see the answer",
                "usage_hint": "Why did the company cut jobs?",
                "should_escape": True,
                **at,
            },
            {
                "command": DIGEST_COMMAND,
                "description": "What is new, told each day in this channel",
                "usage_hint": "weekdays at 8 Europe/Berlin only Scale AI",
                "should_escape": True,
                **at,
            },
        ],
    }
