"""The end of a page or a text: other stories, author boxes and pointers elsewhere go. Pure."""

from collections.abc import Sequence

from corpus.boilerplate.cues import is_about_author, is_call
from corpus.boilerplate.lines import is_date_line
from corpus.boilerplate.sight import LONGEST_HEADLINE, Sight, content, is_headline, is_loose_line, prose_words
from corpus.boilerplate.verdict import Reason

_AUTHOR_STANDS_WITHIN = 8
_LONGEST_NAME = 5


def leave_out_teasers(sights: Sequence[Sight], *, is_page: bool) -> None:
    """At the end, headlines of other stories with at most a paragraph under each.

    An article's own sections have headings too; but theirs speak of what the article speaks of.
    """
    kept = [sight for sight in sights if sight.reason is None]
    start = len(kept)
    while start and not (kept[start - 1].is_prose and start < len(kept) and kept[start].is_prose):
        start -= 1
    start = next((index for index in range(start, len(kept)) if is_headline(kept[index])), len(kept))
    tail, head = kept[start:], kept[:start]
    headlines = [sight for sight in tail if is_headline(sight) and sight.words >= 4 and not sight.is_prose]
    summaries = [sight.words for sight in tail if sight.is_prose]
    if len(headlines) < max(3, len(summaries)) or prose_words(head) < 60:
        return
    if summaries and sum(summaries) / len(summaries) > (60 if is_page else 35):
        return
    known = content(" ".join(sight.text for sight in head))
    shares = [len(content(sight.text) & known) / max(1, len(content(sight.text))) for sight in headlines]
    if sum(shares) / len(shares) < (0.5 if is_page else 0.3):
        for sight in tail:
            sight.reason = Reason.RELATED


def leave_out_author(sights: Sequence[Sight]) -> None:
    """Near the end of a page, the author's box and what stands under it."""
    kept = [sight for sight in sights if sight.reason is None]
    for index in range(len(kept) - 1, max(0, len(kept) - _AUTHOR_STANDS_WITHIN), -1):
        if any(sight.is_strong for sight in kept[index + 1 : index + 2]):
            return
        if is_about_author(kept[index].text):
            for sight in kept[index:]:
                sight.reason = Reason.AUTHOR
            return


def leave_out_ending(sights: list[Sight], *, is_page: bool) -> None:
    """From the end upwards: pointers elsewhere, author boxes, names and headlines that no text follows."""
    _leave_out_rest_of_tags(sights)
    titles = [content(sight.text) for sight in sights[:12] if is_headline(sight)]
    for index in range(len(sights) - 1, 0, -1):
        sight = sights[index]
        if sight.reason is not None:
            continue
        sight.reason = _ending(sights, sight, titles, is_page=is_page)
        after = sights[index + 1].reason if index + 1 < len(sights) else None
        if sight.reason is None and after is Reason.AUTHOR and is_loose_line(sights, sight, _LONGEST_NAME):
            sight.reason = Reason.AUTHOR
        if sight.reason is None:
            return


def _leave_out_rest_of_tags(sights: Sequence[Sight]) -> None:
    """The short lines that end a text below a line of litter: each tag of "Topics:" alone, names under a button."""
    index = len(sights)
    while index and (sights[index - 1].reason or is_loose_line(sights, sights[index - 1], _LONGEST_NAME)):
        index -= 1
    reason = None
    for sight in sights[index:]:
        reason = sight.reason = sight.reason or reason


def _ending(sights: Sequence[Sight], sight: Sight, titles: Sequence[set[str]], *, is_page: bool) -> Reason | None:
    if is_call(sight.text):
        return Reason.RELATED
    if is_about_author(sight.text):
        return Reason.AUTHOR
    if is_date_line(sight.text):
        return Reason.DATE
    if is_loose_line(sights, sight, LONGEST_HEADLINE):
        own = content(sight.text)
        is_title = len(own) >= 3 and any(
            len(own & title) >= 0.5 * min(len(own), len(title)) for title in titles if len(title) >= 3
        )
        if is_title:
            return Reason.REPEATED
        return Reason.NAVIGATION if is_page else None
    return None
