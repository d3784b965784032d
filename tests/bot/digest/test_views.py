import json
import re
from datetime import date
from html.parser import HTMLParser

from bot.digest.fields import digest_fields
from bot.digest.markdown import digest_markdown
from bot.digest.page import digest_page
from bot.digest.words import NO_NEWS
from retrieval.digest.story import Digest

EMPTY = Digest((), 0)


class Page(HTMLParser):
    """What a browser finds in a page: its tags, with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(digest):
    page = Page(digest_page(digest))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "form", "object"}
    assert not any("src" in known or any(name.startswith("on") for name in known) for _, known in page.tags)


def test_a_page_is_readable_on_a_phone_and_in_the_dark(digest):
    page = digest_page(digest)
    assert 'name="viewport" content="width=device-width' in page
    assert "prefers-color-scheme: dark" in page


def test_what_an_article_says_stays_text_on_a_page(digest):
    page = Page(digest_page(digest))
    assert "A <script>alert(1)</script> bakery" in page.words
    assert "The <Ledger>" in page.words


def test_only_plain_web_addresses_become_links(digest):
    links = [known["href"] for tag, known in Page(digest_page(digest)).tags if tag == "a"]
    assert any(link.startswith("https://ledger.example/bridge#:~:text=") for link in links)
    assert all(link.startswith(("https://", "#")) for link in links)


def test_every_number_on_a_page_leads_to_its_source(digest):
    tags = Page(digest_page(digest)).tags
    marks = {known["href"][1:] for tag, known in tags if tag == "a" and known["href"].startswith("#")}
    assert marks
    assert marks == {known["id"] for tag, known in tags if "id" in known}


def test_every_footnote_of_the_markdown_is_there_once_and_used(digest):
    text = digest_markdown(digest, date(2025, 3, 4))
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert len(defined) == len(set(defined))
    assert set(defined) == set(used)


def test_what_an_article_says_stays_text_in_markdown(digest):
    assert r"Harbour \*Post\*" in digest_markdown(digest)
    assert "<script>" not in digest_markdown(digest)


def test_who_published_a_story_too_is_named(digest):
    assert "Also in Evening Echo" in digest_markdown(digest)


def test_a_day_without_news_says_so():
    assert NO_NEWS in digest_page(EMPTY)
    assert NO_NEWS in digest_markdown(EMPTY)


def test_as_json_each_quote_stands_where_it_says(digest):
    fields = json.loads(json.dumps(digest_fields(digest)))
    texts = {article.id: article.text for story in digest.stories for article in story.articles}
    for story in fields["stories"]:
        for each in story["citations"]:
            assert texts[each["article_id"]][each["start"] : each["end"]] == each["quote"]
