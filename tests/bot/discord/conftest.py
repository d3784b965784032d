import pytest

from tests.bot.discord.fake.people import Newsroom


@pytest.fixture
async def discord():
    """A fake Discord; whatever the test was about, nothing may have been sent that Discord refuses or that mentions anybody."""
    async with Newsroom() as newsroom:
        yield newsroom
    assert newsroom.violations == []
