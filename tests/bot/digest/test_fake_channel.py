import pytest

from bot.desk.asked import Place
from tests.bot.digest.fake_channel import FakeChannels
from tests.bot.digest.poster_contract import PosterContract


class FakeOffice:
    place = Place("slack", "T1", "C1")
    person = "U1"

    def __init__(self):
        self.poster = FakeChannels()

    def order(self, trouble):
        self.poster.troubles.append(trouble)

    def posted(self):
        return [message for _, _, message, _ in self.poster.posted]

    def told(self):
        return [words for person, words in self.poster.told if person == self.person]


class TestFakeChannels(PosterContract):
    @pytest.fixture
    async def office(self):
        return FakeOffice()
