# ruff: noqa: N802 - the methods are called what Slack calls them
"""The methods of the Web API that the bot calls, on the state of one workspace."""

import time
from dataclasses import dataclass, field

BOT, BOT_USER, APP, TEAM = "B0BOT", "U0BOT", "A0APP", "T0TEAM"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-1-token", "xapp-1-token", "5ec2e7"
SCOPES = (
    "app_mentions:read,assistant:write,channels:history,chat:write,commands,groups:history,im:history,im:read,"
    "im:write,mpim:history,users:read"
)


@dataclass
class Message:
    """A message as people see it; `only_for` is who alone sees it, `is_streaming` while it is being written.

    `via` is the response_url that it came through, `at` when it did.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict | None = None
    only_for: str | None = None
    is_streaming: bool = False
    is_deleted: bool = False
    at: float = field(default_factory=time.monotonic)
    via: str | None = None


class SlackError(Exception):
    """`ok: false`."""


class Workspace:
    """What a workspace holds. Each method of the Web API is a method here, its dots turned into underscores."""

    def __init__(self):
        self.messages = []
        self.statuses = []
        self.prompts = []
        self.views = {}
        self.homes = {}
        self.members = {}
        self.scopes = SCOPES
        self.epoch = 1_764_000_000
        self._count = 0

    def next_ts(self):
        self._count += 1
        return f"{self.epoch + self._count}.{self._count:06d}"

    def add(self, channel, user, text="", thread_ts=None, **known):
        message = Message(channel, self.next_ts(), user, text, thread_ts=thread_ts, **known)
        self.messages.append(message)
        return message

    def message(self, ts):
        return next(each for each in self.messages if each.ts == ts)

    def seen(self, channel, thread_ts=None, viewer=None):
        """What the bot said in a channel or one thread of it, as a person sees it."""
        return [
            each
            for each in self.messages
            if each.channel == channel
            and each.user == BOT_USER
            and not each.is_deleted
            and (each.thread_ts == thread_ts or thread_ts is None)
            and each.only_for in {None, viewer}
        ]

    def streaming(self):
        return [each for each in self.messages if each.is_streaming]

    def expire_streams(self):
        """What Slack does after five minutes."""
        for each in self.streaming():
            each.is_streaming = False

    # The Web API

    def auth_test(self, args):
        return {
            "user_id": BOT_USER,
            "bot_id": BOT,
            "team_id": TEAM,
            "team": "Newsroom",
            "user": "footnote",
            "url": "https://newsroom.slack.example/",
        }

    def _ours(self, args):
        found = [each for each in self.messages if each.ts == args["ts"] and each.channel == args["channel"]]
        if not found or found[0].user != BOT_USER or found[0].only_for:
            raise SlackError("message_not_found")
        return found[0]

    def _post(self, args, **known):
        self._check_member(args["channel"])
        blocks = args.get("blocks") or []
        message = self.add(
            args["channel"], BOT_USER, args.get("text", ""), args.get("thread_ts"), blocks=blocks, **known
        )
        message.metadata = args.get("metadata")
        return {"ts": message.ts, "channel": message.channel, "message": {"text": message.text}}

    def _check_member(self, channel):
        if self.members.get(channel) is False:
            raise SlackError("not_in_channel")

    def chat_postMessage(self, args):
        return self._post(args)

    def chat_postEphemeral(self, args):
        posted = self._post(args, only_for=args["user"])
        return {"message_ts": posted["ts"]}

    def chat_update(self, args):
        message = self._ours(args)
        if message.is_streaming:
            raise SlackError("streaming_state_conflict")
        message.text, message.blocks = args.get("text", ""), args.get("blocks") or []
        message.metadata = args.get("metadata") or message.metadata
        return {"ts": message.ts, "channel": message.channel}

    def chat_startStream(self, args):
        if not args.get("thread_ts"):
            raise SlackError("invalid_thread_ts")
        if not args["channel"].startswith("D") and not (
            args.get("recipient_user_id") and args.get("recipient_team_id")
        ):
            raise SlackError("missing_recipient_user_id")
        posted = self._post({key: args[key] for key in ("channel", "thread_ts")}, is_streaming=True)
        return posted | self._append(self.message(posted["ts"]), args)

    def chat_appendStream(self, args):
        return self._append(self._streaming(args), args)

    def chat_stopStream(self, args):
        message = self._streaming(args)
        self._append(message, args)
        message.is_streaming = False
        return {"ts": message.ts, "channel": message.channel}

    def _streaming(self, args):
        message = self._ours(args)
        if not message.is_streaming:
            raise SlackError("message_not_in_streaming_state")
        return message

    def _append(self, message, args):
        for chunk in args.get("chunks") or ():
            message.blocks = [*message.blocks, *chunk.get("blocks", ())]
            message.text += chunk.get("text", "")
        message.text += args.get("markdown_text", "")
        return {"ts": message.ts, "channel": message.channel}

    def assistant_threads_setStatus(self, args):
        self.statuses.append((args["channel_id"], args["thread_ts"], args["status"]))
        return {}

    def assistant_threads_setSuggestedPrompts(self, args):
        prompts = args["prompts"]
        if not 1 <= len(prompts) <= 4:
            raise SlackError("invalid_arguments")
        self.prompts.append((args["channel_id"], args.get("title"), prompts))
        return {}

    def conversations_replies(self, args):
        inside = [
            each
            for each in self.messages
            if each.channel == args["channel"] and not each.only_for and not each.is_deleted
        ]
        late = [each for each in inside if float(each.ts) >= float(args.get("oldest", 0))]
        thread = [each for each in late if args["ts"] in {each.ts, each.thread_ts}]
        return {"messages": [_told(each, args) for each in thread], "has_more": False}

    def conversations_history(self, args):
        self._check_member(args["channel"])
        outside = [
            each
            for each in self.messages
            if each.channel == args["channel"] and not each.only_for and not each.thread_ts
        ]
        kept = [each for each in outside if float(each.ts) >= float(args.get("oldest", 0)) and not each.is_deleted]
        return {"messages": [_told(each, args) for each in reversed(kept)], "has_more": False}

    def conversations_open(self, args):
        return {"channel": {"id": f"D{args['users']}"}}

    def chat_getPermalink(self, args):
        self.message(args["message_ts"])
        return {"permalink": f"https://newsroom.slack.example/archives/{args['channel']}/p{args['message_ts']}"}

    def users_info(self, args):
        return {"user": {"id": args["user"], "tz": "Europe/Berlin"}}

    def views_open(self, args):
        if not str(args.get("trigger_id", "")).startswith("trigger"):
            raise SlackError("invalid_trigger_id")
        return self._view(args["view"], f"V{len(self.views) + 1}")

    views_push = views_open

    def views_update(self, args):
        if args["view_id"] not in self.views:
            raise SlackError("not_found")
        return self._view(args["view"], args["view_id"])

    def views_publish(self, args):
        self.homes[args["user_id"]] = args["view"]
        return {"view": args["view"]}

    def _view(self, view, view_id):
        self.views[view_id] = view
        return {"view": {**view, "id": view_id, "hash": "hash"}}


def _told(message, args):
    told = {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "bot_id": BOT if message.user == BOT_USER else None,
    }
    wants_metadata = str(args.get("include_all_metadata", "")).lower() in {"true", "1"}
    return {**told, "metadata": message.metadata} if wants_metadata and message.metadata else told
