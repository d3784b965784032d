import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FetchError
from corpus.fetching.polite import PoliteFetcher
from corpus.fetching.robots import Robots, read_robots
from corpus.fetching.transport import Transport
from tests.corpus.fetching.site import serving

RULES = b"""
User-agent: *
Disallow: /

User-agent: Footnote
User-agent: other
Disallow: /private
Allow: /private/open
Disallow: /*.php$
Disallow: /search?
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a/b.php", False),
        ("/a/b.php5", True),
        ("/search?q=1", False),
        ("/search", True),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_of_our_own_group_decides(path, may):
    assert read_robots(RULES).allows(f"https://n.example{path}") == may


def test_without_a_group_of_our_own_that_for_all_counts():
    robots = read_robots(b"User-agent: *\nDisallow: /a\nCrawl-delay: 999")
    assert not robots.allows("https://n.example/a")
    assert robots.delay_seconds == 30
    assert read_robots(b"User-agent: footnotebot\nDisallow: /") == Robots()


@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_in_a_robots_txt_breaks_us(data, path):
    assert read_robots(b"User-agent: *\nDisallow: " + data).allows(f"https://n.example/{path}") in (True, False)


def test_stars_do_not_take_forever():
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"$")
    began = time.monotonic()
    robots.allows("https://n.example/" + "a" * 5000)
    assert time.monotonic() - began < 1


async def test_a_site_that_asks_not_to_be_fetched_is_not(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /no")
    site.put("/no", "secret")
    site.put("/yes", "open")
    async with Transport(allow_private_addresses=True) as transport:
        polite = PoliteFetcher(transport, pause_seconds=0)
        with pytest.raises(FetchError, match=r"robots\.txt"):
            await polite.get(site.url("/no"))
        assert (await polite.get(site.url("/yes"))).body == b"open"
    assert site.times("/no") == 0
    assert site.times("/robots.txt") == 1


async def test_without_robots_txt_everything_is_allowed_and_with_a_broken_one_nothing(site):
    site.put("/page", "open")
    async with Transport(allow_private_addresses=True) as transport:
        assert (await PoliteFetcher(transport, pause_seconds=0).get(site.url("/page"))).body == b"open"
        site.put("/robots.txt", status=500)
        with pytest.raises(FetchError):
            await PoliteFetcher(transport, pause_seconds=0).get(site.url("/page"))


async def test_one_host_is_asked_with_pauses_and_several_at_once():
    async with serving() as one, serving() as other:
        for site in (one, other):
            for number in range(3):
                site.put(f"/{number}", "page")
        async with Transport(allow_private_addresses=True) as transport:
            polite = PoliteFetcher(transport, pause_seconds=0.4)
            began = time.monotonic()
            await asyncio.gather(*(polite.get(site.url(f"/{n}")) for site in (one, other) for n in range(3)))
            took = time.monotonic() - began
    assert 0.8 <= took < 2  # one after the other they would take that
