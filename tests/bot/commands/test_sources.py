import asyncio
import re
import shlex
import threading
from pathlib import Path

import pytest

from tests.corpus.fetching.site import Site, serving
from tests.corpus.sources.made import PROSE, html, pdf


@pytest.fixture
def site(monkeypatch):
    """A web site that answers while the command runs."""
    monkeypatch.setenv("FOOTNOTE_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("FOOTNOTE_PAUSE_SECONDS", "0")
    here, is_up, is_over = Site(), threading.Event(), []

    async def serve():
        over = asyncio.Event()
        is_over.append((asyncio.get_running_loop(), over))
        async with serving(here):
            is_up.set()
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert is_up.wait(10)
    yield here
    loop, over = is_over[0]
    loop.call_soon_threadsafe(over.set)
    thread.join(10)


@pytest.fixture
def command(footnote, tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(PROSE[0])

    def call(*words):
        return footnote(*words, data=tmp_path / "data", corpus=tmp_path / "corpus")

    return call


def publish(site):
    site.put("/ferry", html("Ferry to go"))
    site.put(
        "/feed",
        f"<rss version='2.0'><channel><title>The Courier</title><item><link>{site.url('/ferry')}</link></item></channel></rss>",
        kind="application/rss+xml",
    )


def test_a_feed_is_added_followed_asked_about_and_dropped(command, site):
    publish(site)
    (added,) = command("add", site.url("/feed"), "--json").lines
    assert len(added["new"]) == 2
    (listed,) = command("feeds", "--json").lines
    assert (listed["title"], listed["kind"], listed["articles"], listed["problem"]) == ("The Courier", "feed", 1, None)
    assert "The Courier" in command("feeds").out
    (answer,) = command("ask", "Where was the new ferry ordered?", "--json").lines
    assert "Gdansk" in answer["statements"][0]["text"]
    assert site.url("/feed") in command("feeds", "--export", "-").out
    command("feeds", "--drop", "The Courier")
    assert "No feeds yet" in command("feeds").out


def test_a_front_page_is_followed_by_the_feed_that_it_names(command, site):
    publish(site)
    site.put("/", "<link rel=alternate type='application/rss+xml' href='/feed'><h1>Courier</h1>")
    assert len(command("add", site.url("/"), "--json").lines[0]["new"]) == 2


def test_files_folders_and_pages_are_added_and_what_cannot_be_is_told(command, site, tmp_path):
    publish(site)
    (tmp_path / "y.html").write_bytes(html("Story y", [*PROSE, "And why."]))
    (tmp_path / "odd.doc").write_text("x")
    done = command(
        "add", str(tmp_path / "y.html"), site.url("/ferry"), site.url("/nothing"), str(tmp_path / "odd.doc"), "--json"
    )
    assert (done.code, len(done.lines[0]["new"])) == (2, 3)
    assert "not there" in done.err
    assert "no kind that is read" in done.err
    assert "corpus folder already" in command("add", str(tmp_path / "corpus")).err
    listed = {line["kind"]: line for line in command("feeds", "--json").lines}
    assert (listed["file"]["articles"], listed["file"]["problem"]) == (1, None)
    assert listed["file"]["worked_at"] is not None
    (tmp_path / "y.html").unlink()
    command("sync")
    assert "not there any more" in command("feeds").out.replace("\n", " ")


def test_a_list_of_feeds_is_taken_over(command, site, tmp_path):
    publish(site)
    (tmp_path / "list.opml").write_text(f"<opml><body><outline xmlUrl='{site.url('/feed')}'/></body></opml>")
    assert "1 feed added, 0 known already" in command("feeds", "--import", str(tmp_path / "list.opml")).err
    assert len(command("sync", "--json").lines[0]["new"]) == 2


def test_a_removed_article_stays_away(command, site):
    publish(site)
    command("add", site.url("/feed"))
    (web,) = [line for line in command("articles", "--json").lines if line["url"]]
    assert command("remove", web["article_id"]).code == 0
    site.put(
        "/feed",
        f"<rss version='2.0'><channel><item><link>{site.url('/ferry')}</link><title>Again</title></item></channel></rss>",
    )
    assert command("sync", "--json").lines[0]["new"] == []
    assert "delete" in command("remove", "a").err


def test_a_changed_article_is_shown_as_it_was_when_it_was_quoted(command, tmp_path):
    (before,) = command("show", "a", "--json").lines
    (tmp_path / "corpus" / "a.txt").write_text(PROSE[1])
    (now,) = command("show", "a", "--json").lines
    assert (now["is_current"], now["text"]) == (True, PROSE[1])
    (former,) = command("show", "a", "--revision", before["content_hash"][:12], "--json").lines
    assert (former["is_current"], former["text"]) == (False, PROSE[0])
    assert before["content_hash"][:12] in command("show", "a").err
    assert "changed or removed since" in command("show", "a", "--revision", before["content_hash"]).err
    assert command("show", "a", "--revision", "0123").code == 2


def test_a_page_on_the_web_is_extracted(command, site):
    publish(site)
    (line,) = command("extract", site.url("/ferry"), "--json").lines
    assert (line["title"], line["url"]) == ("Ferry to go", site.url("/ferry"))
    assert "not there" in command("extract", site.url("/none")).complaint


def test_private_networks_are_not_fetched_from_unless_that_is_allowed(command, site, monkeypatch):
    publish(site)
    monkeypatch.delenv("FOOTNOTE_ALLOW_PRIVATE_ADDRESSES")
    before = site.connections
    assert "private network" in command("add", site.url("/feed")).err
    assert "private network" in command("extract", site.url("/ferry")).complaint
    assert site.connections == before


def test_what_the_readme_says_of_sources_is_done_line_by_line(command, site, tmp_path, monkeypatch):
    publish(site)
    site.put("/", "<link rel=alternate type='application/rss+xml' href='/other'><h1>Courier</h1>")
    for path in ("/other", "/listed"):
        site.put(path, "<rss version='2.0'><channel><title>Other</title></channel></rss>", kind="application/rss+xml")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clippings").mkdir()
    (tmp_path / "clippings" / "y.html").write_bytes(html("Story y", [*PROSE, "And why."]))
    (tmp_path / "story.pdf").write_bytes(pdf([each.replace("“", "").replace("”", "") for each in PROSE]))
    (tmp_path / "feeds.opml").write_text(f"<opml><body><outline xmlUrl='{site.url('/listed')}'/></body></opml>")
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(footnote add .*?)```", readme, re.DOTALL)
    places = {"https://news.example/feed.xml": site.url("/feed"), "https://other.example/": site.url("/")}
    places["~/clippings"] = "clippings"
    for line in block.splitlines():
        done = command(*[places.get(word, word) for word in shlex.split(line)[1:]])
        assert (done.code, done.err) == (0, ""), line
    assert {each["title"] for each in command("articles", "--json").lines} >= {"Ferry to go", "Story y"}
