import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.feeds import due
from corpus.feeds.discovery import feeds_of_page
from corpus.feeds.feed import feed_from_plain, feed_to_plain
from corpus.feeds.opml import Subscription, read_opml, write_opml
from corpus.feeds.parsing import looks_like_feed, read_feed

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title>
<item><title>Ferry &amp;amp; bridge</title><link>https://n.example/a?utm_source=rss</link><dc:creator>Jo</dc:creator>
<pubDate>Tue, 14 Jan 2025 23:30:00 GMT</pubDate><description>Short.</description></item>
<item><title>No page</title></item>
<item><guid>https://n.example/b</guid><title>By its id</title></item>
<item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Ferry</title>
<link rel="alternate" href="/a"/><id>tag:1</id><updated>2025-01-14T10:00:00Z</updated><author><name>Jo</name></author>
<summary>Short.</summary></entry></feed>"""
JSON = """\ufeff{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [
{"id": "1", "url": "https://n.example/a", "title": "Ferry", "authors": [{"name": "Jo"}], "date_published": "2025-01-14T23:30:00-05:00",
"content_text": "WORDS"}, {"id": "2"}, 7]}""".replace("WORDS", "word " * 200).encode()


@pytest.mark.parametrize(("data", "skipped"), [(RSS, 2), (ATOM, 0), (JSON, 1)])
def test_every_format_gives_the_same_of_an_entry(data, skipped):
    feed = read_feed(data, "https://n.example/feed")
    entry = feed.entries[0]
    assert feed.title in ("The Courier", "Courier")
    assert (entry.address, entry.author, entry.published) == ("https://n.example/a", "Jo", date(2025, 1, 14))
    assert feed.skipped == skipped
    assert feed_from_plain(feed_to_plain(feed)) == feed
    assert looks_like_feed(data)


def test_an_entry_is_whole_when_its_feed_has_the_whole_text_alone():
    assert read_feed(JSON).entries[0].is_whole
    assert not read_feed(RSS).entries[0].is_whole


def test_a_changed_entry_has_another_stamp():
    changed = RSS.replace(b"Short.", b"Short, corrected.")
    assert read_feed(RSS).entries[0].stamp != read_feed(changed).entries[0].stamp
    assert read_feed(RSS).entries[1] == read_feed(changed).entries[1]


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
SECRET = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&a;</title></channel></rss>'


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"nothing", b"<html><p>x", b"{}", b'{"items": 1}', b"[1]", b"{" * 9999, BOMB, SECRET]
)
def test_what_is_no_feed_is_refused_in_one_line(data):
    with pytest.raises(SourceError) as refused:
        read_feed(data)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=400))
def test_nothing_breaks_the_reading_of_a_feed(noise):
    data = RSS[:150] + noise + RSS[150:]
    with contextlib.suppress(SourceError):
        read_feed(data)


def test_lists_of_feeds_go_out_as_they_came_in():
    feeds = [Subscription("https://n.example/feed", "Courier & Co"), Subscription("https://m.example/rss", None)]
    written = read_opml(write_opml(feeds))
    assert [each.address for each in written] == [each.address for each in feeds]
    assert written[0].title == "Courier & Co"


def test_a_list_of_feeds_has_folders_and_feeds_twice():
    data = b"""<opml version="1.0"><body><outline text="News"><outline text="A" xmlUrl="https://n.example/a"/>
    <outline xmlUrl="https://n.example/a#x"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    assert read_opml(data) == [Subscription("https://n.example/a", "A")]


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"nothing", BOMB, SECRET.replace(b"rss", b"opml")])
def test_what_is_no_list_of_feeds_is_refused(data):
    with pytest.raises(SourceError):
        read_opml(data)


def test_a_page_names_its_feeds_in_its_head():
    page = b"""<link href='/c' type="application/rss+xml" rel=alternate title="Comments"><LINK REL="alternate"
    TYPE="application/atom+xml" HREF="/feed?a=1&amp;b=2"><link rel=stylesheet href=/x><link rel=alternate type=text/html href=/y>"""
    assert feeds_of_page(page.replace(b"/c'", b"/comments'"), "https://n.example/x") == [
        "https://n.example/feed?a=1&b=2", "https://n.example/comments",
    ]  # fmt: skip


NOW = datetime(2025, 1, 1, tzinfo=UTC)


def test_a_source_that_fails_is_asked_later_and_later_but_every_day():
    waits = [due.after_failure(NOW, failures) - NOW for failures in range(1, 60)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (due.FIRST_RETRY, due.LAST_RETRY)


def test_nobody_is_asked_earlier_than_they_wish():
    assert due.after_failure(NOW, 1, 7200) == NOW + timedelta(hours=2)


def test_a_page_is_looked_at_again_while_corrections_come():
    assert due.page_after_success(NOW, NOW, is_source=False) == NOW + due.PAGE_AGAIN
    assert due.page_after_success(NOW, NOW - timedelta(days=3), is_source=False) is None
    assert due.page_after_success(NOW, NOW - timedelta(days=99), is_source=True) is not None
    assert due.page_after_failure(NOW, due.MOST_TRIES_OF_A_PAGE) is None
