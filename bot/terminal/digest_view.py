"""Digest → the terminal."""

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from bot.digest.fields import as_reply
from bot.digest.words import also_in, lead, left_out, told_by
from bot.terminal.view import one_line, rest_view, statement_view
from retrieval.answering.events import Stated
from retrieval.digest.story import Digest, Story


def digest_view(digest: Digest) -> RenderableType:
    """The stories one after the other, each with its sources."""
    rows: list[RenderableType] = [Text(lead(digest), style="bold"), Text()]
    for story in digest.stories:
        rows += [_story(story), Text()]
    if rest := left_out(digest):
        rows.append(Text(one_line(rest), style="dim"))
    return Group(*rows)


def _story(story: Story) -> RenderableType:
    answer = story.answer
    rows: list[RenderableType] = [Rule(style="dim"), Text(one_line(story.headline), style="bold")]
    rows += [Text(one_line(told_by(story)), style="dim"), Text()]
    for point in answer.statements:
        cited = tuple(answer.citation(number) for number in point.citations)
        rows.append(statement_view(Stated(point, cited, len(story.articles))))
    rows.append(rest_view(as_reply(story)))
    if others := also_in(story):
        rows.append(Text(one_line(others), style="dim"))
    return Group(*rows)
