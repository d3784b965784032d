import gzip
import socket
import time
import zlib
from datetime import UTC, datetime

import pytest
from aiohttp.abc import AbstractResolver

from corpus.errors import FetchError
from corpus.fetching.inflate import Inflater
from corpus.fetching.public import is_public, is_web_port
from corpus.fetching.transport import Transport, retry_after_seconds

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.1",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
    "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "", "localhost", "8.8.8",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_on_the_public_internet_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_public_internet_is_known(address):
    assert is_public(address)


def test_mail_and_shells_are_no_web_servers():
    assert [port for port in (22, 25, 53, 80, 443, 445, 8080) if is_web_port(port)] == [80, 443, 8080]


SPELLINGS = [
    "127.0.0.1", "localhost", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "0", "127.127.127.127", "localhost.", "①②⑦.⓪.⓪.①", "[::]",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_of_this_machine_is_connected_to(site, host):
    async with Transport(timeout_seconds=3) as transport:
        with pytest.raises(FetchError):
            await transport.get(f"http://{host}:{site.port}/")
    assert site.connections == 0


class Names(AbstractResolver):
    """Answers each lookup with the next of its addresses."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.lookups = 0

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.lookups += 1
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {
                "hostname": host,
                "host": each,
                "port": port,
                "family": socket.AF_INET6 if ":" in each else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for each in addresses
        ]

    async def close(self):
        pass


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["169.254.169.254"], ["10.0.0.1", "8.8.8.8"]]
)
async def test_a_name_that_leads_inside_is_not_connected_to(site, addresses):
    async with Transport(resolver=Names(addresses)) as transport:
        with pytest.raises(FetchError, match="private network"):
            await transport.get(f"http://innocent.example:{site.port}/")
    assert site.connections == 0


async def test_what_was_checked_is_what_is_connected_to(site):
    """A name that leads to where nobody listens when it is looked up first, and to the site ever after."""
    names = Names(["::1"], ["127.0.0.1"])
    async with Transport(resolver=names, timeout_seconds=1, allow_private_addresses=True) as transport:
        with pytest.raises(FetchError):
            await transport.get(f"http://rebinding.example:{site.port}/")
    assert (names.lookups, site.connections) == (1, 0)


async def test_a_redirect_inside_is_not_followed(site):
    site.put_redirect("/out", "http://localhost/")
    site.put_redirect("/meta", "http://169.254.169.254/latest/meta-data/")
    site.put("/secret", "inside")

    class Outside(Transport):
        """Takes the test's own site for a public one, and nothing else."""

        def _refuse(self, address):
            if not address.startswith(site.address):
                super()._refuse(address)

    async with Outside() as transport:
        for path in ("/out", "/meta"):
            with pytest.raises(FetchError, match="private network"):
                await transport.get(site.url(path))


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://x/",
        "javascript:alert(1)",
        "http://",
        "data:text/html,x",
        "http://127.0.0.1:22/",
    ],
)
async def test_a_redirect_to_anything_but_the_web_is_not_followed(site, to):
    site.put_redirect("/out", to)
    async with Transport(allow_private_addresses=True) as transport:
        with pytest.raises(FetchError, match="leads"):
            await transport.get(site.url("/out"))


async def test_redirects_come_to_an_end(site):
    for number in range(9):
        site.put_redirect(f"/{number}", f"/{number + 1}")
    async with Transport(allow_private_addresses=True) as transport:
        with pytest.raises(FetchError, match="leads on"):
            await transport.get(site.url("/0"))
        site.put("/9", "here")
        assert (await transport.get(site.url("/5"))).body == b"here"


async def test_a_page_that_moved_for_good_says_where_to(site):
    site.put_redirect("/old", "/new", 301)
    site.put_redirect("/new", "/today", 302)
    site.put("/today", "here")
    async with Transport(allow_private_addresses=True) as transport:
        fetched = await transport.get(site.url("/old"))
    assert (fetched.address, fetched.moved_to) == (site.url("/today"), site.url("/new"))


async def test_what_has_not_changed_is_not_sent_again(site):
    site.put_tagged("/page", "here")
    async with Transport(allow_private_addresses=True) as transport:
        first = await transport.get(site.url("/page"))
        again = await transport.get(site.url("/page"), first.etag, first.last_modified)
    assert (first.body, first.is_unchanged) == (b"here", False)
    assert (again.body, again.is_unchanged) == (b"", True)


async def test_a_drip_is_not_waited_for(site):
    site.put_drip("/drip")
    async with Transport(allow_private_addresses=True, timeout_seconds=0.5) as transport:
        began = time.monotonic()
        with pytest.raises(FetchError, match="took longer"):
            await transport.get(site.url("/drip"))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_bomb_is_not_unpacked(site, coding):
    bomb = gzip.compress(b"0" * 50_000_000) if coding == "gzip" else zlib.compress(b"0" * 50_000_000)
    site.put("/bomb", bomb, Content_Encoding=coding)
    async with Transport(allow_private_addresses=True, largest_body_bytes=1_000_000) as transport:
        with pytest.raises(FetchError, match="larger than"):
            await transport.get(site.url("/bomb"))


async def test_what_is_too_large_is_not_read_to_its_end(site):
    site.put("/large", b"0" * 3_000_000)
    async with Transport(allow_private_addresses=True, largest_body_bytes=1_000_000) as transport:
        with pytest.raises(FetchError, match="larger than 1 MB"):
            await transport.get(site.url("/large"))


def inflated(parts, coding, limit):
    inflater = Inflater(coding, limit)
    for part in parts:
        inflater.take(part)
    return inflater.plain


@pytest.mark.parametrize("coding", ["gzip", "deflate", "x-gzip", "identity", ""])
def test_what_was_packed_is_unpacked(coding):
    text = "Café, naïve. ".encode() * 5000
    packed = {"deflate": zlib.compress, "gzip": gzip.compress, "x-gzip": gzip.compress}.get(coding, bytes)(text)
    parts = [packed[start : start + 700] for start in range(0, len(packed), 700)]
    assert inflated(parts, coding, 1_000_000) == text


def test_rubbish_and_codings_nobody_asked_for_are_refused():
    for data, coding in ((b"rubbish", "gzip"), (b"x", "br"), (b"x", "zstd")):
        with pytest.raises(FetchError):
            inflated([data], coding, 100)


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "not there"), (410, "any more"), (403, "everyone"), (429, "fewer"), (503, "fault"), (204, "204")],
)
async def test_every_refusal_is_said_in_words(site, status, says):
    site.put("/page", status=status)
    async with Transport(allow_private_addresses=True) as transport:
        with pytest.raises(FetchError, match=says) as refused:
            await transport.get(site.url("/page"))
    assert refused.value.is_gone == (status == 410)


async def test_a_site_that_is_not_there_is_said_in_words(site):
    async with Transport(allow_private_addresses=True) as transport:
        with pytest.raises(FetchError, match="can't be reached"):
            await transport.get("http://127.0.0.1:1025/")


async def test_how_long_a_site_asks_to_wait_is_known(site):
    site.put("/busy", status=503, Retry_After="120")
    async with Transport(allow_private_addresses=True) as transport:
        with pytest.raises(FetchError) as refused:
            await transport.get(site.url("/busy"))
    assert refused.value.retry_after_seconds == 120


def test_a_wish_to_wait_is_a_number_or_a_date_and_no_longer_than_a_week():
    now = datetime(2025, 1, 1, tzinfo=UTC)
    assert retry_after_seconds("Wed, 01 Jan 2025 00:02:00 GMT", now) == 120
    assert retry_after_seconds("Tue, 31 Dec 2024 00:02:00 GMT", now) == 0
    assert retry_after_seconds("99999999999") == 7 * 24 * 3600
    assert retry_after_seconds("soon") is None


async def test_nothing_of_ours_goes_along(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    site.put("/page", "here", Set_Cookie="a=b")
    async with Transport(allow_private_addresses=True) as transport:
        await transport.get(site.url("/page"))
        await transport.get(site.url("/page"))
    assert not {"Cookie", "Authorization", "Referer"} & set(site.headers[1])
