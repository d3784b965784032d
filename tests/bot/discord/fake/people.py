"""What people in the server do."""

import asyncio
import time

from tests.bot.discord import oracle
from tests.bot.discord.fake.rest_api import APP, BOT, GUILD, MESSAGE_CONTENT, Interaction, user
from tests.bot.discord.fake.server import FakeDiscord

COMMAND, CLICK, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
STRING, BOOLEAN = 3, 5


class Newsroom(FakeDiscord):
    """A fake Discord with people in it. Every deed returns what it made: a message, or the interaction that was told."""

    async def connected(self):
        await self.gateway_of.connected()

    async def mention(self, channel, person, text, *, twice=False):
        """Somebody calls the bot by name."""
        return await self.write(channel, person, f"<@{BOT}> {text}", twice=twice)

    async def write(self, channel, person, text, *, twice=False):
        """Somebody writes in a channel or a thread."""
        message = self.add(channel, person, text)
        data = self.told(message) | {"guild_id": str(GUILD), "member": _member(person)}
        may_read = self.gateway_of.session().intents & MESSAGE_CONTENT
        if not data["mentions"] and not may_read:
            data["content"] = ""  # what Discord keeps from a bot without the intent, where it isn't named
        await self.gateway_of.tell("MESSAGE_CREATE", data, twice=twice)
        return message

    async def direct(self, person, text):
        """Somebody writes to the bot alone."""
        channel = self.directs.setdefault(person, self.next_id())
        message = self.add(channel, person, text)
        await self.gateway_of.tell("MESSAGE_CREATE", self.told(message), None)
        return message

    async def command(self, channel, person, name, *, twice=False, **options):
        """Somebody uses a slash command, which must have been told to Discord before."""
        if name not in [each["name"] for each in self.commands]:
            raise AssertionError(f"/{name} was never told to Discord")
        given = [
            {"name": option, "type": BOOLEAN if isinstance(value, bool) else STRING, "value": value}
            for option, value in options.items()
        ]
        data = {"id": "1", "name": name, "type": 1, "options": given}
        return await self._interact(COMMAND, channel, person, {"data": data}, twice=twice)

    async def click(self, person, message, beginning, *, twice=False):
        """Somebody clicks the button whose `custom_id` begins so."""
        carried = [each["custom_id"] for each in oracle.buttons(message.components)]
        custom_id = next(each for each in carried if each.startswith(beginning))
        data = {"custom_id": custom_id, "component_type": 2}
        told = {"data": data, "message": self.told(message)}
        return await self._interact(CLICK, message.channel, person, told, message=message.id, twice=twice)

    async def submit(self, person, channel, modal, text):
        """Somebody sends a modal off, with a text in its only field."""
        field = {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "why", "value": text}}
        return await self._interact(
            SUBMIT, channel, person, {"data": {"custom_id": modal["custom_id"], "components": [field]}}
        )

    async def _interact(self, kind, channel, person, more, *, message=None, twice=False):
        number = self.next_id()
        made = Interaction(number, f"token-{number}", person, channel, message)
        self.interactions[made.token] = made
        place = {"id": str(channel), "type": 0, "name": "channel", "position": 0, "nsfw": False, "flags": 0}
        told = {
            "id": str(number), "application_id": str(APP), "type": kind, "token": made.token, "version": 1,
            "guild_id": str(GUILD), "channel_id": str(channel), "member": _member(person) | {"permissions": "8"},
            "channel": self.thread(channel) | {"permissions": "8"} if channel in self.threads else place | {"permissions": "8"},
            "app_permissions": "8", "locale": "en-US", "guild_locale": "en-US", "entitlements": [], "context": 0,
            "authorizing_integration_owners": {"0": str(GUILD)}, "attachment_size_limit": 1,
        }  # fmt: skip
        await self.gateway_of.tell("INTERACTION_CREATE", told | more, twice=twice)
        return made

    async def until(self, holds, seconds=8, why=""):
        """Wait until something holds; what it gave."""
        deadline = time.monotonic() + seconds
        while not (found := holds()):
            if time.monotonic() > deadline:
                said = [(each.channel, each.only_for, each.words) for each in self.messages]
                raise AssertionError(
                    f"{why or 'it'} did not come about; said: {said}; calls: {[call.name for call in self.calls]}"
                )
            await asyncio.sleep(0.01)
        return found

    async def answered(self, asked, seconds=8):
        """Wait for the whole answer to a message or a command; the message that holds it."""
        return await self.until(lambda: next(iter(self.answers(asked)), None), seconds, "the answer")

    def answers(self, asked):
        """Every whole answer to a message, in its thread, its channel or to a command."""
        return [each for each in self.replies(asked) if each.is_whole]

    def replies(self, asked):
        """All that the bot said to a message or a command."""
        if isinstance(asked, Interaction):
            return [each for each in self.messages if each.token == asked.token]
        mine = [each for each in self.messages if each.author == BOT and not each.is_deleted]
        return [each for each in mine if each.channel == asked.id or each.reference == asked.id]


def _member(person):
    known = {"user": user(person, f"person{person}"), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
    return known | {"deaf": False, "mute": False}
