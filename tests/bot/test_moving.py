import asyncio
import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.digest.gathering import Choice
from bot.digest.memory import State
from bot.digest.schedule import Rhythm
from bot.digest.subscription import Subscription
from bot.moving import import_lines
from bot.store.store import Store
from corpus.article import Article
from corpus.library import Library
from corpus.source_list import REMOVED, Page, SourceKind
from tests.bot.scripted import asked

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED, STORY, LATER, UNWANTED = (f"https://n.example/{name}" for name in ("feed", "story", "later", "unwanted"))
FIRST, SECOND = "The ferry carried 300 people a day.", "The ferry carried 200 people a day, it was corrected."
FORMER = Article("ferry", STORY, FIRST)
DOCUMENTED = (Path(__file__).parents[2] / "docs/export.md").read_text()


@pytest.fixture
def old(tmp_path):
    """The data folder of a bot with a feed, a corrected article, a page put away, and a digest that was delivered."""
    folder = tmp_path / "old"
    with Library.open(folder) as library:
        library.put(FORMER, STORY, "web")
        library.put(Article("ferry", STORY, SECOND, title="Ferry"), STORY, "web")
        _add_sources(library)
    asyncio.run(_remember(folder))
    return folder


def _add_sources(library):
    library.sources.add(SourceKind.FEED, FEED, "The News", NOW)
    (source,) = library.sources.all()
    pages = [
        Page(STORY, source.number, "ferry", "stamp-1", etag='"1"', tried_at=NOW, worked_at=NOW),
        Page(LATER, source.number, due_at=NOW + timedelta(hours=1)),
        Page(UNWANTED, source.number, problem=REMOVED),
    ]
    worked = replace(source, etag='"9"', worked_at=NOW, tried_at=NOW, due_at=NOW + timedelta(minutes=30))
    library.sources.save(worked, pages, {LATER: '{"title": "Later"}'})


async def _remember(folder):
    place = asked().place
    with Store.open(folder, lambda: NOW) as store:
        wish = Choice(frozenset({"The News"}), ("ferries",))
        subscription = Subscription(
            replace(place, thread=None), Rhythm(time(7, 30), frozenset({0, 1}), "Europe/Berlin"), "U1", NOW
        )
        await store.subscriptions.put(replace(subscription, choice=wish, is_quiet=True))
        claim = await store.deliveries.claim(replace(place, thread=None), NOW.date(), 30)
        await store.deliveries.finish(claim, State.SENT, "message-1")


@pytest.fixture(params=["folder", "postgresql"])
def move(request, footnote, tmp_path, monkeypatch):
    """Moves a bot from a data folder to a new place; the settings of which it returns."""
    address = request.getfixturevalue("postgres") if request.param == "postgresql" else None

    def moved(old):
        archive, new = tmp_path / "archive.jsonl", tmp_path / "new"
        assert footnote("export", str(archive), data=old).code == 0
        if address:
            monkeypatch.setenv("DATABASE_URL", address)
        done = footnote("import", str(archive), data=new)
        assert done.code == 0, done.err
        return new, address

    return moved


def _library(new, address):
    return Library.connect(address) if address else Library.open(new)


def test_a_moved_bot_keeps_its_feeds_and_what_it_knows_of_their_pages(old, move):
    with _library(*move(old)) as library, Library.open(old) as former:
        assert library.sources.all() == former.sources.all()
        assert list(library.sources.every_page()) == list(former.sources.every_page())
        assert [page.address for page, _ in library.sources.due_pages(NOW + timedelta(days=1))] == [LATER]


def test_a_moved_bot_still_shows_what_an_article_said_before(old, move):
    with _library(*move(old)) as library:
        assert library.article("ferry").text == SECOND
        kept = library.revision_of("ferry", FORMER.content_hash)
        assert (kept.article.text, kept.is_current) == (FIRST, False)


def test_a_moved_bot_delivers_the_digests_that_are_due_and_none_again(old, move):
    new, address = move(old)

    async def look(store):
        (subscription,) = await store.subscriptions.all()
        assert await store.deliveries.claim(subscription.place, NOW.date(), 30) is None
        following = await store.deliveries.claim(subscription.place, NOW.date() + timedelta(days=1), 30)
        return subscription, following.after

    with Store.connect(address) if address else Store.open(new) as store, Store.open(old) as former:
        subscription, after = asyncio.run(look(store))
        assert (subscription,) == tuple(asyncio.run(former.subscriptions.all()))
    assert (subscription.is_quiet, subscription.choice.topics, after) == (True, ("ferries",), NOW)


def test_what_a_place_knows_of_its_sources_stays_where_another_is_brought_in(old, footnote, tmp_path):
    archive, new = tmp_path / "archive.jsonl", tmp_path / "new"
    footnote("export", str(archive), data=old)
    with Library.open(new) as library:
        for address in ("https://other.example/feed", FEED):
            library.sources.add(SourceKind.FEED, address, "Mine", NOW)
        library.sources.put_pages([Page(UNWANTED, 2, "mine")])
    assert "0 sources" in footnote("import", str(archive), data=new).err
    with Library.open(new) as library:
        assert [source.title for source in library.sources.all()] == ["Mine", "Mine"]
        pages = {page.address: page for page, _ in library.sources.every_page()}
        assert {page.source for page in pages.values()} == {2}
        assert pages[UNWANTED].article_id == "mine"
        assert pages[STORY].article_id == "ferry"


def test_a_text_that_an_article_has_now_is_brought_in_as_no_former_one(old, footnote, tmp_path):
    archive, new = tmp_path / "archive.jsonl", tmp_path / "new"
    footnote("export", str(archive), data=old)
    lines = [line for line in archive.read_text().splitlines() if '"article":' not in line]
    with Library.open(new) as library, Store.open(new) as store:
        library.put(FORMER, STORY, "web")
        asyncio.run(import_lines(lines, library, store))
        assert list(library.former()) == []


def test_an_export_of_the_first_version_is_read(footnote, tmp_path):
    (tmp_path / "archive.jsonl").write_text('{"footnote_export": 1, "made_at": "2026-01-01T00:00:00+00:00"}\n')
    assert footnote("import", str(tmp_path / "archive.jsonl"), data=tmp_path / "new").code == 0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"source": {"kind": "rumour"}}, "line 2: the source can't be read"),
        ({"source": {"kind": "feed", "address": FEED}}, "line 2: the source can't be read"),
        (
            {"source": {"kind": "feed", "address": FEED, "added_at": "2026-01-01", "title": None}},
            "2026-01-01 has no zone",
        ),
        ({"page": {"address": STORY, "source": FEED}}, f"there is no source {FEED}"),
        ({"revision": {"id": "ferry"}}, "line 2: the revision can't be read"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(footnote, tmp_path, line, complaint):
    archive = tmp_path / "archive.jsonl"
    archive.write_text(f'{{"footnote_export": 2}}\n{json.dumps(line)}\n')
    told = footnote("import", str(archive), data=tmp_path / "new")
    assert (told.code, complaint in told.complaint) == (2, True), told.complaint


def test_every_field_of_an_export_is_documented(footnote, old):
    written = {}
    for text in footnote("export", "-", data=old).out.splitlines()[1:]:
        ((kind, values), *_) = json.loads(text).items()
        written[kind] = set(values) if isinstance(values, dict) else set()
    assert written.keys() == {"article", "revision", "source", "page", "table"}
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", DOCUMENTED, re.MULTILINE))
    for kind in written.keys() - {"table"}:
        assert set(re.findall(r"`(\w+)`", rows[kind])) == written[kind]
    assert {each.name for each in fields(Page)} < written["page"]


def test_every_table_of_an_export_is_documented(old):
    with Store.open(old) as store:
        assert all(f"`{table}`" in DOCUMENTED for table in store.moving.tables)
