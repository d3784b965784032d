"""Digests on their way into Discord, over its real sockets."""

import discord as library
import pytest

from bot.desk.asked import Place
from bot.discord.poster import DiscordPoster
from bot.discord.presence import Presence
from tests.bot.digest.poster_contract import LONG_AGO, PosterContract
from tests.bot.discord.fake import faults
from tests.bot.discord.fake.rest_api import GUILD, TOKEN

HERE = 5001
FAULTS = {
    "refuse": faults.Refusal(400, 50035),
    "lose": faults.Cut(),
    "answer lost": faults.LostReply(),
    "gone": faults.Refusal(404, 10003),
}


class DiscordOffice:
    place = Place("discord", str(GUILD), str(HERE))
    person = "11"

    def __init__(self, discord, poster):
        self.discord, self.poster = discord, poster

    def order(self, trouble):
        self.discord.order("send", FAULTS[trouble])

    def posted(self):
        return [str(each.id) for each in self.discord.seen(HERE)]

    def told(self):
        return [each.words for each in self.discord.seen(self.discord.directs[11])]


class TestDiscordPoster(PosterContract):
    @pytest.fixture
    async def office(self, discord, store):
        async with library.Client(intents=library.Intents.none()) as client:
            await client.login(TOKEN)
            presence = Presence()
            presence.take(client)
            yield DiscordOffice(discord, DiscordPoster(presence, store))

    async def test_a_post_that_discord_has_taken_without_a_word_is_there_once(self, discord, office, post):
        discord.order("send", faults.TakenButUnavailable(), faults.LostReply())
        message = await office.poster.post(office.place, post, "one")
        assert office.posted() == [message]
        assert [each["enforce_nonce"] for each in discord.called("send")] == [True, True, True]

    async def test_in_direct_messages_no_thread_is_offered(self, discord, office, post):
        direct = discord.open_direct({"recipient_id": "11"})["id"]
        await office.poster.post(Place("discord", "", direct), post, "one")
        (seen,) = discord.seen(int(direct))
        assert "footnote:story" not in str(seen.components)
        assert await office.poster.find(Place("discord", "", direct), "one", LONG_AGO) == str(seen.id)
