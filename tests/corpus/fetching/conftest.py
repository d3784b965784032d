import pytest_asyncio

from tests.corpus.fetching.site import serving


@pytest_asyncio.fixture
async def site():
    async with serving() as here:
        yield here
