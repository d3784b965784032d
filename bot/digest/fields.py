"""Digest → JSON; each story keeps the fields of an answer; pure."""

from bot.contract import Json, article_fields, reply_fields
from retrieval.answering.reply import Reply
from retrieval.digest.story import Digest, Story

_OF_ANSWER = ("statements", "citations", "disagreements", "generator")


def digest_fields(digest: Digest) -> Json:
    """The stories in order, how many articles they were made from, and the headlines left out."""
    return {
        "articles": digest.articles,
        "stories": [story_fields(story) for story in digest.stories],
        "left_out": list(digest.left_out),
    }


def story_fields(story: Story) -> Json:
    """A story: headline, articles, who else published it, and its points, citations and disagreements as of an answer."""
    answer = reply_fields(as_reply(story))
    return {
        "headline": story.headline,
        "since": story.since.isoformat() if story.since else None,
        "articles": [article_fields(article) for article in story.articles],
        "also_in": list(story.also_in),
        **{name: answer[name] for name in _OF_ANSWER},
    }


def as_reply(story: Story) -> Reply:
    """The story as the reply to what its headline would ask."""
    return Reply(story.headline, story.headline, story.answer, {})
