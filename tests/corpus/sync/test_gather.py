import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from corpus.errors import LibraryBusy
from corpus.library import Library
from corpus.lock import held
from corpus.source_list import SourceKind
from corpus.sources.reading_process import ReadingProcess
from corpus.sync.bring_in import Manners, bring_in
from tests.corpus.fetching.site import serving
from tests.corpus.sources.made import PROSE, html, pdf

START = datetime(2025, 1, 1, tzinfo=UTC)


class Newsroom:
    """A site with a feed, a library that follows it, and a clock."""

    def __init__(self, site, library, folder, readers):
        self.site, self.library, self.folder, self.now, self.readers = site, library, folder, START, readers
        self.items = {}

    def publish(self, name, *paragraphs, described="Short.", title=None, tagged=True):
        put = self.site.put_tagged if tagged else self.site.put
        put(f"/{name}", html(title or f"Story {name}", [*PROSE, *paragraphs]))
        self.items[name] = (
            f"<item><link>{self.site.url(f'/{name}')}</link><title>{name}</title><description>{described}</description></item>"
        )
        self.put_feed()

    def put_feed(self):
        items = "".join(self.items.values())
        self.site.put_tagged(
            "/feed", f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>', "application/rss+xml"
        )

    def follow(self, path="/feed", kind=SourceKind.FEED):
        self.library.sources.add(kind, self.site.url(path), None, self.now)

    async def bring(self, later=timedelta(), everything=False):
        self.now += later
        chosen = (lambda source: True) if everything else None
        return await bring_in(
            self.library,
            self.folder,
            manners=Manners(True, 0.0),
            now=lambda: self.now,
            is_due=chosen,
            readers=self.readers,
        )

    def article(self, name):
        return next(
            (self.library.article(each.id) for each in self.library.listing() if each.key.endswith(f"/{name}")), None
        )


@pytest.fixture(scope="module")
def readers():
    with ReadingProcess() as one, ReadingProcess() as other:
        yield [one, other]


@pytest_asyncio.fixture
async def room(tmp_path, readers):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(PROSE[0])
    async with serving() as site:
        with Library.open(tmp_path / "data") as library:
            yield Newsroom(site, library, tmp_path / "corpus", readers)


async def test_what_a_feed_names_is_brought_in_once(room):
    room.publish("ferry", "It is 31 years old.")
    room.follow()
    first = await room.bring()
    assert (len(first.new), first.problems) == (2, ())
    article = room.article("ferry")
    assert (article.title, article.publisher, article.url) == ("Story ferry", "Courier", room.site.url("/ferry"))
    assert article.text == "\n\n".join([*PROSE, "It is 31 years old."]) + "\n"
    again = await room.bring(timedelta(hours=1))
    assert again.is_empty
    assert (room.site.times("/ferry"), room.site.times("/feed")) == (1, 2)


async def test_a_feed_is_not_asked_before_its_time(room):
    room.publish("ferry")
    room.follow()
    await room.bring()
    await room.bring(timedelta(minutes=5))
    assert room.site.times("/feed") == 1


async def test_a_corrected_article_is_the_same_one_and_its_former_text_still_opens(room):
    room.publish("ferry", "It carried 300 people a day.")
    room.follow()
    await room.bring()
    former = room.article("ferry")
    room.publish("ferry", "It carried 200 people a day.", described="Corrected.")
    report = await room.bring(timedelta(hours=1))
    assert report.changed == (former.id,)
    assert "200 people" in room.article("ferry").text
    assert "300 people" in room.library.revision_of(former.id, former.content_hash).article.text


async def test_a_correction_is_seen_even_where_the_feed_does_not_tell_it(room):
    room.publish("ferry", "It carried 300 people a day.")
    room.follow()
    await room.bring()
    room.site.put_tagged("/ferry", html("Story ferry", [*PROSE, "It carried 200 people a day."]))
    report = await room.bring(timedelta(hours=7))
    assert len(report.changed) == 1


async def test_an_article_that_is_gone_leaves_at_once_and_one_that_is_missing_the_second_time(room):
    for name in ("gone", "lost"):
        room.publish(name, f"This one is {name}.")
    room.follow()
    await room.bring()
    lost = room.article("lost")
    room.site.put("/gone", status=410)
    del room.site.pages["/lost"]
    assert len((await room.bring(timedelta(hours=7))).removed) == 1
    assert room.article("gone") is None
    assert room.article("lost") is not None
    assert (await room.bring(timedelta(hours=7))).removed == (lost.id,)
    assert (await room.bring(timedelta(days=9))).is_empty


async def test_two_addresses_of_one_article_are_one(room):
    canonical = f'<link rel="canonical" href="{room.site.url("/ferry")}">'
    page = html("Story ferry", PROSE, canonical)
    room.site.put("/ferry", page)
    room.site.put("/amp/ferry", page)
    room.follow("/ferry", SourceKind.PAGE)
    room.follow("/amp/ferry", SourceKind.PAGE)
    await room.bring()
    assert sum(record.key.startswith("http") for record in room.library.listing()) == 1


async def test_a_page_that_is_to_be_had_from_its_feed_alone_is_read_there(room):
    text = "".join(f"<p>{each}</p>" for each in PROSE).replace("<", "&lt;")
    room.publish("ferry", described=text)
    room.site.put("/ferry", status=403)
    room.follow()
    await room.bring()
    assert PROSE[0] in room.article("ferry").text


async def test_a_feed_with_the_whole_text_needs_no_page(room):
    body = " ".join(f"<p>{each}</p>" for each in PROSE * 4)
    feed = f'<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title><item><link>{room.site.url("/whole")}</link><c:encoded><![CDATA[{body}]]></c:encoded></item></channel></rss>'
    room.site.put("/feed", feed, kind="application/rss+xml")
    room.follow()
    await room.bring()
    assert room.site.times("/whole") == 0
    assert PROSE[2] in room.article("whole").text


async def test_a_feed_that_fails_says_why_and_is_asked_later_and_later(room):
    room.site.put("/feed", status=500)
    room.follow()
    report = await room.bring()
    (source,) = room.library.sources.all()
    assert "fault of its own" in source.problem
    assert source.problem in str(report.problems[0])
    await room.bring(timedelta(minutes=16))
    (source,) = room.library.sources.all()
    assert (source.failures, source.due_at - room.now) == (2, timedelta(minutes=30))
    room.publish("ferry")
    await room.bring(timedelta(hours=1))
    (source,) = room.library.sources.all()
    assert (source.failures, source.problem, source.worked_at) == (0, None, room.now)


async def test_a_feed_that_asks_to_be_left_alone_is_even_when_a_person_syncs(room):
    room.site.put("/feed", status=429, Retry_After="7200")
    room.follow()
    await room.bring()
    (source,) = room.library.sources.all()
    assert source.due_at == room.now + timedelta(hours=2)
    assert not source.is_free(room.now + timedelta(hours=1))
    assert source.is_free(room.now + timedelta(hours=3))


async def test_a_feed_that_is_gone_is_never_asked_again(room):
    room.site.put("/feed", status=410)
    room.follow()
    await room.bring()
    await room.bring(timedelta(days=30), everything=True)
    assert room.site.times("/feed") == 1


async def test_a_feed_that_moved_is_asked_where_it_is_now(room):
    room.publish("ferry")
    room.site.put_redirect("/old", "/feed", 301)
    room.follow("/old")
    await room.bring()
    (source,) = room.library.sources.all()
    assert source.address == room.site.url("/feed")


async def test_one_bad_page_never_stops_the_others(room):
    for name in ("a", "b", "c"):
        room.publish(name, f"This is {name}.")
    room.site.put("/b", "<p>nothing</p>")
    room.follow()
    report = await room.bring()
    assert len(report.new) == 3
    assert [problem.file for problem in report.problems] == [room.site.url("/b")]


async def test_a_run_that_is_cancelled_is_taken_up_where_it_was(room):
    for number in range(40):
        room.publish(f"s{number}", f"This is the story number {number}.")
    room.follow()
    run = asyncio.create_task(room.bring())
    while room.site.times("/s20") == 0:
        await asyncio.sleep(0.01)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    kept = sum(record.key.startswith("http") for record in room.library.listing())
    assert 0 < kept < 40
    report = await room.bring()
    assert kept + sum(each.startswith("http") for each in report.new) == 40
    assert room.site.times("/feed") == 1


async def test_a_paper_on_the_web_is_read_as_what_it_is(room):
    lines = [f"The harbour authority of Millbrook said on Tuesday that ferry {number} will go." for number in range(9)]
    room.site.put("/paper.pdf", pdf(["\n".join(lines)], title="Ferries to go"), kind="application/pdf")
    room.follow("/paper.pdf", SourceKind.PAGE)
    await room.bring()
    article = room.article("paper.pdf")
    assert (article.title, lines[3] in article.text) == ("Ferries to go", True)


async def test_sentences_are_read_anew_when_the_rules_change(room):
    room.publish("ferry")
    room.follow()
    await room.bring()
    article = room.article("ferry")
    room.library.put(replace(article, sentences=()), article.url, "web", "an older version")
    room.library.put(replace(room.library.article("a"), sentences=()), "a.txt", "stale", "an older version")
    await room.bring()
    assert room.article("ferry").sentences == article.sentences
    assert room.library.article("a").sentences != ()


async def test_one_process_at_a_time_asks_the_feeds(room):
    room.publish("ferry")
    room.follow()
    with held(room.library.folder / "gather.lock", "asking the feeds"), pytest.raises(LibraryBusy):
        await room.bring()


async def test_several_prints_of_one_story_are_found(room):
    wire = [
        f"The storm reached the coast at {hour} o'clock and took the roofs of {hour * 3} houses with it, the police said."
        for hour in range(1, 9)
    ]
    for name, extra in (("alpha", "Alpha adds this."), ("beta", "By the Beta staff."), ("other", "")):
        room.site.put(
            f"/{name}",
            html(
                f"Storm in {name}",
                [*(wire if name != "other" else PROSE), extra],
                f'<meta property="og:site_name" content="{name.title()}">',
            ),
        )
        room.follow(f"/{name}", SourceKind.PAGE)
    await room.bring()
    alpha, beta, other = room.article("alpha"), room.article("beta"), room.article("other")
    assert alpha.voice == beta.voice != other.voice
    assert (alpha.also_in, beta.also_in, other.also_in) == (("Beta",), ("Alpha",), ())


async def test_added_folders_and_files_are_kept_up_with(room, tmp_path):
    more = tmp_path / "more"
    more.mkdir()
    (more / "x.txt").write_text(PROSE[1])
    (tmp_path / "y.html").write_bytes(html("Story y"))
    room.library.sources.add(SourceKind.FOLDER, str(more), None, room.now)
    room.library.sources.add(SourceKind.FILE, str(tmp_path / "y.html"), None, room.now)
    assert len((await room.bring()).new) == 3
    (more / "x.txt").write_text(PROSE[2])
    assert len((await room.bring()).changed) == 1
    (tmp_path / "y.html").unlink()
    report = await room.bring()
    assert len(report.removed) == 1
    assert {record.key.split(":")[0] for record in room.library.listing()} == {"a.txt", "file"}


async def test_ten_thousand_entries_are_written_down_at_once(room):
    items = "".join(f"<item><link>https://n.invalid/{n}</link><title>{n}</title></item>" for n in range(10_500))
    room.site.put(
        "/feed", f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>', kind="application/rss+xml"
    )
    room.follow()
    run = asyncio.create_task(room.bring())
    while not room.library.sources.counts():
        await asyncio.sleep(0.05)
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    assert len(room.library.sources.due_pages(room.now + timedelta(days=2))) == 10_000
