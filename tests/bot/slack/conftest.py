import pytest

from tests.bot.slack.fake.people import Newsroom


@pytest.fixture
async def slack():
    """A fake Slack; whatever the test was about, nothing may have been sent that Slack refuses or that mentions anybody."""
    async with Newsroom() as newsroom:
        yield newsroom
    assert newsroom.violations == []
