"""The routes of the REST API that the bot calls, on the state of one server: who wrote what, and what is seen of it."""

import re
import time
from dataclasses import dataclass, field

from tests.bot.discord import oracle

BOT, APP, GUILD = 900, 901, 77 << 22
TOKEN = "OTAw.fake.token"
ANSWER_WITHIN_SECONDS, TOKEN_SECONDS = 3.0, 900.0
EPHEMERAL, LOADING, COMPONENTS_V2, MESSAGE_CONTENT = 1 << 6, 1 << 7, 1 << 15, 1 << 15
EPOCH_MS = 1_420_070_400_000
DEFER, DEFER_IN_PLACE, MODAL = 5, 6, 9
_CITED = re.compile(r"\\\[\d+\\\]")

ROUTES = {
    "current_user": ("GET", "/users/@me"),
    "application": ("GET", "/oauth2/applications/@me"),
    "gateway": ("GET", "/gateway/bot"),
    "put_commands": ("PUT", "/applications/{application}/commands"),
    "user": ("GET", "/users/{user}"),
    "open_direct": ("POST", "/users/@me/channels"),
    "send": ("POST", "/channels/{channel}/messages"),
    "edit": ("PATCH", "/channels/{channel}/messages/{message}"),
    "history": ("GET", "/channels/{channel}/messages"),
    "open_thread": ("POST", "/channels/{channel}/messages/{message}/threads"),
    "callback": ("POST", "/interactions/{interaction}/{token}/callback"),
    "edit_answer": ("PATCH", "/webhooks/{application}/{token}/messages/{message}"),
    "answer": ("GET", "/webhooks/{application}/{token}/messages/{message}"),
}
"""By the name under which a fault is ordered, method and path."""


class DiscordError(Exception):
    """A refusal: status and code."""

    def __init__(self, status, code):
        super().__init__(f"{status}, code {code}")
        self.status, self.code = status, code


@dataclass
class Message:
    """A message as people see it; `only_for` is who alone sees it, `token` the interaction that it answers.

    `at` is when it was made, `told_at` when it first showed a cited statement or the end of the matter.
    """

    id: int
    channel: int
    author: int
    content: str = ""
    components: list = field(default_factory=list)
    reference: int | None = None
    only_for: int | None = None
    flags: int = 0
    nonce: str | None = None
    token: str | None = None
    is_deleted: bool = False
    at: float = field(default_factory=time.monotonic)
    told_at: float | None = None

    def show(self, body):
        """Show what a payload says."""
        self.content, self.components = body.get("content") or "", body.get("components") or []
        self.flags = (self.flags | body.get("flags", 0)) & ~LOADING
        is_told = self.is_whole or any(_CITED.search(text) for text in oracle.texts(self.components))
        if is_told and self.told_at is None:
            self.told_at = time.monotonic()

    @property
    def is_whole(self):
        """Whether it is more than progress: the thumbs stand under every answer, and what is no answer has no ellipsis."""
        carried = [each["custom_id"] for each in oracle.buttons(self.components)]
        return any(each.startswith("footnote:good:") for each in carried)

    @property
    def words(self):
        """All that it shows."""
        return oracle.shown(self.components) or self.content


@dataclass
class Interaction:
    """A command, click or modal that was told to the bot. `answered_at` is when the bot acknowledged it."""

    id: int
    token: str
    user: int
    channel: int
    message: int | None = None
    sent_at: float = field(default_factory=time.monotonic)
    answered_at: float | None = None
    modal: dict | None = None
    response: Message | None = None

    @property
    def seconds(self):
        """How long the bot took to acknowledge it."""
        return float("inf") if self.answered_at is None else self.answered_at - self.sent_at


class Server:
    """What a server holds. Each route is a method here: the body, and what its path names as keywords."""

    def __init__(self):
        self.messages, self.interactions, self.commands = [], {}, []
        self.threads, self.directs = {}, {}
        self.approximate_servers = 1
        self._count = 0

    def next_id(self):
        self._count += 1
        return ((int(time.time() * 1000) - EPOCH_MS) << 22) + self._count

    def add(self, channel, author, content="", **known):
        message = Message(self.next_id(), channel, author, content, **known)
        self.messages.append(message)
        return message

    def message(self, message_id):
        return next(each for each in self.messages if each.id == message_id)

    def seen(self, channel, viewer=None):
        """What the bot said in a channel or a thread, as a person sees it."""
        return [
            each
            for each in self.messages
            if each.channel == channel
            and each.author == BOT
            and not each.is_deleted
            and each.only_for in {None, viewer}
        ]

    def expire_tokens(self):
        """What happens after fifteen minutes."""
        for each in self.interactions.values():
            each.sent_at -= TOKEN_SECONDS

    # The REST API

    def current_user(self, body):
        return user(BOT, "footnote", bot=True)

    def application(self, body):
        return {
            "id": str(APP), "name": "footnote", "icon": None, "description": "", "bot_public": True, "flags": 0,
            "bot_require_code_grant": False, "verify_key": "", "team": None, "summary": "", "owner": user(1, "owner"),
            "approximate_guild_count": self.approximate_servers,
        }  # fmt: skip

    def put_commands(self, body, application):
        self.commands = body
        return [
            {"description": "", "version": "1", "application_id": str(APP), "id": str(self.next_id()), **each}
            for each in body
        ]

    def user(self, body, user):
        return globals()["user"](int(user), f"person{user}")

    def open_direct(self, body):
        person = int(body["recipient_id"])
        channel = self.directs.setdefault(person, self.next_id())
        return {"id": str(channel), "type": 1, "last_message_id": None, "recipients": [user(person, f"person{person}")]}

    def send(self, body, channel):
        nonce = body.get("nonce")
        known = [each for each in self.messages if each.channel == int(channel) and each.nonce == nonce]
        if nonce and body.get("enforce_nonce") and known:
            return self.told(known[0])
        reference = (body.get("message_reference") or {}).get("message_id")
        message = self.add(int(channel), BOT, nonce=nonce, reference=int(reference) if reference else None)
        message.show(body)
        return self.told(message)

    def edit(self, body, channel, message):
        found = self._found(int(message))
        if found.channel != int(channel) or found.only_for:
            raise DiscordError(404, 10008)
        found.show(body)
        return self.told(found)

    def history(self, body, channel, after="0", limit="50", before=None):
        there = [each for each in self.messages if each.channel == int(channel) and not each.is_deleted]
        kept = [each for each in there if each.id > int(after) and not each.only_for]
        kept = [each for each in kept if before is None or each.id < int(before)]
        if not kept and not there and int(channel) not in self.threads:
            raise DiscordError(404, 10003)
        oldest_first = kept[: int(limit)] if int(after) and before is None else kept[-int(limit) :]
        return [self.told(each) for each in reversed(oldest_first)]

    def open_thread(self, body, channel, message):
        if int(message) in self.threads:
            raise DiscordError(400, 160004)
        self.threads[int(message)] = {"name": body["name"], "parent": int(channel)}
        return self.thread(int(message))

    def callback(self, body, interaction, token):
        found = self.interactions[token]
        if time.monotonic() - found.sent_at > ANSWER_WITHIN_SECONDS:
            raise DiscordError(404, 10062)
        if found.answered_at is not None:
            raise DiscordError(400, 40060)
        found.answered_at = time.monotonic()
        kind, data = body["type"], body.get("data") or {}
        told = {"id": str(found.id), "type": 2}
        if kind == MODAL:
            found.modal = data
        elif kind == DEFER_IN_PLACE:
            found.response = self.message(found.message)
        elif kind == DEFER:
            only_for = found.user if data.get("flags", 0) & EPHEMERAL else None
            flags = LOADING | data.get("flags", 0)
            found.response = self.add(found.channel, BOT, flags=flags, only_for=only_for, token=token)
            told["response_message_id"] = str(found.response.id)
            told["response_message_loading"] = True
        return {"interaction": told}

    def edit_answer(self, body, application, token, message):
        found = self._answer_of(token, message)
        found.show(body)
        return self.told(found)

    def answer(self, body, application, token, message):
        return self.told(self._answer_of(token, message))

    def _answer_of(self, token, message):
        found = self.interactions.get(token)
        if found is None:
            raise DiscordError(404, 10015)
        if time.monotonic() - found.sent_at > TOKEN_SECONDS:
            raise DiscordError(401, 50027)
        if found.response is None or found.response.is_deleted:
            raise DiscordError(404, 10008)
        if message not in {"@original", str(found.response.id)}:
            raise DiscordError(404, 10008)
        return found.response

    def _found(self, message_id):
        found = [each for each in self.messages if each.id == message_id and each.author == BOT and not each.is_deleted]
        if not found:
            raise DiscordError(404, 10008)
        return found[0]

    # As Discord tells it

    def told(self, message):
        """A message as Discord tells of it."""
        author = user(
            message.author,
            "footnote" if message.author == BOT else f"person{message.author}",
            bot=message.author == BOT,
        )
        named = [BOT] if f"<@{BOT}>" in message.content else []
        told = {
            "id": str(message.id), "channel_id": str(message.channel), "author": author, "content": message.content,
            "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
            "mentions": [user(each, "footnote", bot=True) for each in named], "mention_roles": [], "attachments": [],
            "embeds": [], "pinned": False, "type": 19 if message.reference else 0, "flags": message.flags,
            "components": _numbered(message.components),
        }  # fmt: skip
        if message.reference:
            told["message_reference"] = {"message_id": str(message.reference), "channel_id": str(message.channel)}
            told["referenced_message"] = self.told(self.message(message.reference))
        return told

    def thread(self, thread_id):
        """A thread as Discord tells of it."""
        known = self.threads[thread_id]
        times = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": "2026-01-01T00:00:00+00:00"}
        return {
            "id": str(thread_id), "guild_id": str(GUILD), "parent_id": str(known["parent"]), "owner_id": str(BOT),
            "name": known["name"], "type": 11, "message_count": 0, "member_count": 1, "rate_limit_per_user": 0,
            "thread_metadata": times, "total_message_sent": 0, "flags": 0,
        }  # fmt: skip


def user(user_id, name, *, bot=False):
    """A person as Discord tells of them."""
    known = {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None, "global_name": None}
    return {**known, "bot": bot}


def _numbered(components):
    """Every component with an id, as Discord gives it."""
    return [
        {"id": number, **each, **({"components": _numbered(each["components"])} if "components" in each else {})}
        for number, each in enumerate(components, 1)
    ]
