from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.digest.poster import Post
from bot.slack.digest_blocks import digest_message, plain_digest
from corpus.article import Article
from corpus.library import Library
from retrieval.answering.answer import Answer
from retrieval.digest.composing import compose
from retrieval.digest.story import Digest, Story
from tests.bot.digest.conftest import two_stories
from tests.bot.hostile import answers, texts
from tests.bot.slack.oracle import shown, violations

DAY = date(2025, 3, 4)


@pytest.fixture(scope="module")
def two():
    return compose(two_stories())


def post_of(digest):
    return Post(digest, DAY, tuple(range(101, 101 + len(digest.stories))))


def message_of(digest):
    return digest_message(post_of(digest), [range(1, 99) for _ in digest.stories])


def test_a_digest_tells_each_story_with_its_points_and_their_sources(two):
    text = shown(message_of(two).blocks)
    assert text.startswith("What is new · 4 March 2025")
    for story in two.stories:
        assert story.headline in text
        for statement in story.answer.statements:
            assert statement.text in text


def test_each_article_of_a_story_has_one_line_and_no_two_sources_of_a_digest_share_a_number(two):
    lines = [
        [each["text"] for each in paragraph["elements"] if each["text"].startswith("[")]
        for block in message_of(two).blocks
        if block["type"] == "rich_text"
        for paragraph in block["elements"]
        if paragraph["type"] == "rich_text_section" and paragraph["elements"][0]["text"].startswith("[")
    ]
    numbers = [number for line in lines for number in line]
    assert sorted(numbers) == [
        f"[{at}]" for at in range(1, 1 + sum(len(each.answer.citations) for each in two.stories))
    ]
    assert len(lines) == sum(len({each.article.id for each in story.answer.citations}) for story in two.stories)


def test_the_shipped_articles_are_one_story_with_its_points_and_both_disagreements(shipped_data):
    with Library.open(shipped_data, read_only=True) as library:
        ids = sorted(record.id for record in library.listing())
        digest = compose([library.articles(ids)[each] for each in ids])
    (story,) = digest.stories
    text = shown(message_of(digest).blocks)
    assert all(each.text in text for each in story.answer.statements)
    assert "Who is the chief executive of Scale AI?" in text
    assert "Did Scale AI disclose exact numbers?" in text


def test_the_notification_is_the_first_headline(two):
    assert message_of(two).text == f"What is new · 4 March 2025: {two.stories[0].headline}"


def test_a_day_without_news_says_so():
    assert "No news since the last digest." in shown(message_of(Digest((), 0)).blocks)


@st.composite
def digests(draw):
    stories = []
    for number in range(draw(st.integers(1, 9))):
        whole = draw(answers())
        part = Answer(
            whole.statements[:1],
            whole.citations[: max(whole.statements[0].citations)],
            0.9,
            "scripted",
        )
        own = Article(id=f"story-{number}", source="s.txt", text="x")
        stories.append(Story(draw(texts(400)), (own,), part, tuple(sorted({draw(texts(80))}))))
    return Digest(tuple(stories), len(stories), tuple(draw(st.lists(texts(400), max_size=12))))


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(digests())
def test_slack_takes_any_digest_and_nothing_in_it_mentions_anybody(digest):
    message = message_of(digest)
    found = violations(
        "chat.postMessage", {"text": message.text, "blocks": list(message.blocks), "unfurl_links": False}
    )
    assert found == []


def test_each_story_can_be_asked_about_and_judged_and_the_digest_changed_or_ended(two):
    found = [element for block in message_of(two).blocks for element in block.get("elements", ())]
    asking = [each for each in found if each.get("action_id", "").startswith("ask_story")]
    assert [each["value"] for each in asking] == ["101", "102"]
    judging = [each["positive_button"]["value"] for each in found if each["type"] == "feedback_buttons"]
    assert judging == ["good:101", "good:102"]
    assert {"digest_settings", "digest_end"} <= {each.get("action_id") for each in found}


def test_a_preview_says_that_it_is_one_and_only_opens_passages(two):
    message = digest_message(post_of(two), [range(1, 99) for _ in two.stories], is_preview=True)
    assert "Only you see this preview." in shown(message.blocks)
    actions = [
        element["action_id"]
        for block in message.blocks
        for element in block.get("elements", ())
        if "action_id" in element
    ]
    assert actions
    assert all(each.startswith("passage:") for each in actions)


def test_the_plain_text_of_a_digest_has_every_point_with_its_sources(two):
    text = plain_digest(post_of(two))
    numbers = iter(range(1, 99))
    for story in two.stories:
        for statement in story.answer.statements:
            assert statement.text in text
        for _ in story.answer.citations:
            assert f"\n[{next(numbers)}] " in text


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(digests())
def test_slack_takes_the_plain_text_of_any_digest_too(digest):
    assert violations("chat.postMessage", {"text": plain_digest(post_of(digest)), "unfurl_links": False}) == []
