"""What people in the workspace do."""

import asyncio
import time

from tests.bot.slack import oracle
from tests.bot.slack.fake.server import FakeSlack
from tests.bot.slack.fake.web_api import APP, BOT_USER, TEAM


class Newsroom(FakeSlack):
    """A fake Slack with people in it. Every deed returns what it made: a message, or the envelope that told of it."""

    async def mention(self, channel, user, text, thread_ts=None, **how):
        """Somebody calls the bot by name: Slack sends the mention and the message, in either order."""
        message = self.add(channel, user, f"<@{BOT_USER}> {text}", thread_ts)
        for kind in ("message", "app_mention") if how.get("reordered") else ("app_mention", "message"):
            await self.tell(kind, message)
            if how.get("twice"):
                await self.tell(kind, message, attempt=1)
        return message

    async def write(self, channel, user, text, thread_ts=None):
        """Somebody writes without calling the bot."""
        message = self.add(channel, user, text, thread_ts)
        await self.tell("message", message)
        return message

    async def direct(self, user, text, thread_ts=None):
        """Somebody writes to the bot alone."""
        return await self.write(f"D{user}", user, text, thread_ts)

    async def tell(self, kind, message, *, attempt=0, team=TEAM, **more):
        """The event of a message."""
        event = {
            "type": kind,
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "channel": message.channel,
            "team": team,
        }
        event |= {"event_ts": message.ts, **({"thread_ts": message.thread_ts} if message.thread_ts else {})}
        if kind == "message":
            event["channel_type"] = "im" if message.channel.startswith("D") else "channel"
        return await self.event({**event, **more}, f"Ev-{kind}-{message.ts}", attempt=attempt, team=team)

    async def event(self, event, event_id, *, attempt=0, team=TEAM):
        """Any event."""
        body = {"type": "event_callback", "team_id": team, "api_app_id": APP, "event": event, "event_id": event_id}
        body |= {
            "event_time": int(time.time()),
            "authorizations": [{"team_id": team, "user_id": BOT_USER, "is_bot": True}],
        }
        return await self.deliver("events_api", body, attempt=attempt)

    async def command(self, channel, user, text, command="/ask"):
        """Somebody uses a slash command."""
        number = len(self.envelopes)
        payload = {
            "command": command,
            "text": text,
            "channel_id": channel,
            "user_id": user,
            "team_id": TEAM,
            "api_app_id": APP,
        }
        payload |= {
            "trigger_id": f"trigger-{number}",
            "response_url": self.response_url(channel, user),
            "channel_name": "news",
        }
        return await self.deliver("slash_commands", payload)

    async def shortcut(self, message, user):
        """Somebody picks the shortcut in a message's menu."""
        number = len(self.envelopes)
        payload = {
            "type": "message_action", "callback_id": "ask_about", "trigger_id": f"trigger-{number}", "action_ts": f"{number}.1",
            "team": {"id": TEAM}, "user": {"id": user}, "channel": {"id": message.channel},
            "message": {"ts": message.ts, "text": message.text, "user": message.user},
            "response_url": self.response_url(message.channel, user),
        }  # fmt: skip
        return await self.deliver("interactive", payload)

    async def click(self, user, message, action_id, *, twice=False):
        """Somebody clicks a button of a message."""
        action = find_action(message.blocks, action_id)
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        envelope = await self._click(user, action, message.channel, {"container": container, **_of(message)}, message)
        if twice:
            await self._click(
                user, action, message.channel, {"container": container, **_of(message)}, message, again=envelope
            )
        return envelope

    async def click_in_view(self, user, view_id, action_id):
        """Somebody clicks a button of a modal."""
        view = self.views[view_id]
        action = find_action(view["blocks"], action_id)
        more = {"view": {**view, "id": view_id, "hash": "hash"}, "container": {"type": "view", "view_id": view_id}}
        return await self._click(user, action, None, more, None)

    async def _click(self, user, action, channel, more, message, again=None):
        number = len(self.envelopes)
        payload = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": user}, "api_app_id": APP, **more}
        payload |= {"actions": [{**action, "action_ts": f"{number}.2"}], "trigger_id": f"trigger-{number}"}
        if channel:
            payload |= {
                "channel": {"id": channel},
                "response_url": self.response_url(channel, user, ts=message.ts if message.only_for else None),
            }
        if again:
            payload = again.body["payload"]
        return await self.deliver("interactive", payload)

    async def click_in_home(self, user, action_id):
        """Somebody clicks a button of the app's home."""
        view = self.homes[user]
        action = find_action(view["blocks"], action_id)
        more = {"view": {**view, "id": "Vhome"}, "container": {"type": "view", "view_id": "Vhome"}}
        return await self._click(user, action, None, more, None)

    async def submit(self, user, view_id, **values):
        """Somebody submits a modal; each value by the action_id of its input, the others as they stand in it."""
        view = self.views[view_id]
        state = {
            block["block_id"]: {block["element"]["action_id"]: input_state(block["element"], values)}
            for block in view["blocks"]
            if block["type"] == "input"
        }
        payload = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "api_app_id": APP}
        return await self.deliver(
            "interactive", payload | {"view": {**view, "id": view_id, "state": {"values": state}}}
        )

    async def open_home(self, user, tab="home"):
        """Somebody opens the app's home or the messages beside it."""
        event = {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": tab, "event_ts": self.next_ts()}
        return await self.event(event, f"Ev-home-{event['event_ts']}")

    async def until(self, holds, seconds=8, why=""):
        """Wait until something holds; what it gave."""
        deadline = time.monotonic() + seconds
        while not (found := holds()):
            if time.monotonic() > deadline:
                said = [(each.channel, each.thread_ts, each.only_for, each.text) for each in self.messages]
                raise AssertionError(
                    f"{why or 'it'} did not come about; said: {said}; calls: {[call.method for call in self.calls]}"
                )
            await asyncio.sleep(0.01)
        return found

    async def answered(self, asked, seconds=8):
        """Wait for the whole answer below a message; the message that holds it."""
        thread = asked.thread_ts or asked.ts
        return await self.until(lambda: whole(self.seen(asked.channel, thread)), seconds, "the answer")


def input_state(element, values):
    """What Slack tells of an input: what somebody chose or typed, else what stood there."""
    name, kind = element["action_id"], element["type"]
    if kind == "timepicker":
        return {"type": kind, "selected_time": values.get(name, element.get("initial_time"))}
    if kind == "checkboxes":
        given = [each["value"] for each in element.get("initial_options", ())]
        chosen = values.get(name, given)
        return {"type": kind, "selected_options": [each for each in element["options"] if each["value"] in chosen]}
    return {"type": kind, "value": values.get(name, element.get("initial_value"))}


def whole(messages):
    """The last message that ends in something: feedback buttons stand under every answer and abstention."""
    done = [each for each in messages if any(block["type"] == "context_actions" for block in each.blocks)]
    return done[-1] if done else None


def find_action(blocks, action_id):
    """The part of a click that names the button: exact id, or the first whose id begins so."""
    for block in blocks:
        for element in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]:
            name = element.get("action_id", "")
            if name == action_id or name.startswith(f"{action_id}:"):
                value = element.get("value")
                return {
                    "type": element["type"],
                    "action_id": name,
                    "block_id": block.get("block_id", "b"),
                    "value": value,
                }
            if element.get("type") == "feedback_buttons" and action_id in {"good", "bad"}:
                side = element["positive_button" if action_id == "good" else "negative_button"]
                return {"type": "feedback_buttons", "action_id": name, "block_id": "b", "value": side["value"]}
    raise AssertionError(f"there is no button {action_id}; shown: {oracle.shown(blocks)}")


def _of(message):
    return {"message": {"ts": message.ts, "text": message.text, "thread_ts": message.thread_ts}}
