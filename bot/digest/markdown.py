"""Digest → Markdown, with its sources as footnotes; pure."""

import re
from collections.abc import Sequence
from datetime import date

from bot.chat.links import passage_address
from bot.chat.wording import visible, written_date
from bot.digest.words import DISAGREE, about, also_in, heading, lead, left_out, quoted, source_name, told_by
from retrieval.answering.answer import Citation
from retrieval.digest.story import Digest, Story

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def digest_markdown(digest: Digest, day: date | None = None) -> str:
    """The whole digest; footnotes are numbered through, so that no two stories share one."""
    blocks = [f"# {heading(day)}", _plain(lead(digest))]
    footnotes: list[str] = []
    for story in digest.stories:
        blocks += _story(story, len(footnotes))
        footnotes += [_footnote(each, len(footnotes) + at) for at, each in enumerate(story.answer.citations, 1)]
    if rest := left_out(digest):
        blocks.append(_plain(rest))
    return "\n\n".join([*blocks, *(["\n".join(footnotes)] if footnotes else [])]) + "\n"


def _story(story: Story, before: int) -> list[str]:
    points = [f"- {_plain(each.text)}{_marks(each.citations, before)}" for each in story.answer.statements]
    blocks = [f"## {_plain(story.headline)}", f"*{_plain(told_by(story))}*", "\n".join(points)]
    for each in story.answer.disagreements:
        sides = [f"> - {_plain(side.text)}{_marks(side.citations, before)}" for side in each.sides]
        blocks.append("\n".join([f"> **{DISAGREE}:** {_plain(about(each))}", ">", *sides]))
    if others := also_in(story):
        blocks.append(_plain(others))
    return blocks


def _marks(numbers: Sequence[int], before: int) -> str:
    return "".join(f"[^{before + number}]" for number in numbers)


def _footnote(citation: Citation, number: int) -> str:
    article = citation.article
    name, address = _plain(source_name(article)), passage_address(article, citation.span)
    known = f"[{name}]({address.replace('(', '%28').replace(')', '%29')})" if address else name
    day = f", {written_date(article.published)}" if article.published else ""
    return f"[^{number}]: {known}{day}: {_plain(quoted(citation.quote))}"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    return _MARKS.sub(r"\\\1", visible(text))
