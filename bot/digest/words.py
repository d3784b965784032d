"""The digest's words, alike wherever it is shown; pure."""

from datetime import date

from bot.chat.wording import article_title, counted, visible, written_date
from corpus.article import Article
from retrieval.answering.answer import Disagreement
from retrieval.digest.story import Digest, Story

NO_NEWS = "No news since the last digest."
TITLE = "What is new"
DISAGREE = "The articles disagree"
PREVIEW = "Only you see this preview."


def refused(channel: str, end: str) -> str:
    """That a channel takes no digest, for who asked for it; `end` is the command that ends it."""
    return (
        f"I could not post the digest that you asked for in {channel}: I may not write there, or it is gone. "
        f"Once I am let in, the next one comes by itself; {end} there ends it."
    )


def lead(digest: Digest) -> str:
    """How much there is, in a line."""
    if digest.is_empty:
        return NO_NEWS
    stories = counted(len(digest.stories) + len(digest.left_out), "story", "stories")
    return f"{stories} from {counted(digest.articles, 'article')}"


def told_by(story: Story) -> str:
    """Who tells the story, and since when it has been going on."""
    voices = counted(story.voices, "article")
    days = [article.published for article in story.articles if article.published]
    parts = [voices, written_date(max(days)) if days else ""]
    if story.since:
        parts.append(f"going on since {written_date(story.since)}: what is new")
    return " · ".join(part for part in parts if part)


def also_in(story: Story) -> str:
    """Who published it too; empty where nobody else did."""
    return f"Also in {', '.join(visible(name) for name in story.also_in)}" if story.also_in else ""


def source_name(article: Article) -> str:
    """What a source is called beside its number: its publisher, or its title where that isn't known."""
    return visible(article.publisher or "") or article_title(article, 60)


def left_out(digest: Digest) -> str:
    """The headlines for which there was no room; empty where there was room for all."""
    return "Also: " + "; ".join(visible(title) for title in digest.left_out) if digest.left_out else ""


def heading(day: date | None) -> str:
    """The digest's own headline."""
    return f"{TITLE} · {written_date(day)}" if day else TITLE


def quoted(quote: str) -> str:
    """A quote in quotation marks; in its own where it begins with one."""
    line = visible(quote)
    if line.startswith(("“", '"', "‘", "'")):
        return line
    apart = "\N{HAIR SPACE}" if line.endswith(("”", "’", '"')) else ""
    return f"“{line}{apart}”"


def about(disagreement: Disagreement) -> str:
    """What a disagreement is on; as the question that it answers, with its mark."""
    return f"{visible(disagreement.about).rstrip('?')}?"
