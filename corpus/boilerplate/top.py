"""The top of a page or a text: of what stands above the first prose only the headline stays. Pure."""

from collections.abc import Sequence

from corpus.boilerplate.lines import is_date_line
from corpus.boilerplate.sight import Sight, capitals, content, is_headline, is_introduced
from corpus.boilerplate.verdict import Reason
from corpus.layout import Kind

_MOST_TITLE_LINES = 6


def leave_out_top(sights: list[Sight], first: int, *, is_page: bool) -> None:
    """Above the first prose only the headline stays; where several lines could be it, those written as one."""
    body = next(
        (index for index in range(first, len(sights)) if sights[index].is_prose and not sights[index].reason), 0
    )
    top = [sight for sight in sights[:body] if sight.reason is None]
    for sight in top:
        if is_date_line(sight.text):
            sight.reason = Reason.DATE
    if not is_page and len(top) > _MOST_TITLE_LINES:
        return
    headlines = _headlines(top, content(" ".join(sight.text for sight in sights[body : body + 6])))
    for sight in top:
        if sight.reason is not None or id(sight) in headlines or is_introduced(sights, sight):
            continue
        is_sentence = sight.is_closed and sight.words >= 3 and (not is_page or sight is top[-1])
        if not is_sentence and (is_page or sight.block.kind is not Kind.ITEM):
            sight.reason = _kind_of_top_line(sight)


def _headlines(top: Sequence[Sight], opening: set[str]) -> set[int]:
    """Which of the lines above an article, by id, are its headline, given the content words that it opens with."""
    open_lines = [sight for sight in top if sight.reason is None]
    found = {id(sight) for sight in open_lines if sight.block.kind is Kind.HEADING and sight.block.depth == 1}
    if len(open_lines) == 1 and open_lines[0].words >= 2:
        found.add(id(open_lines[0]))
    candidates = [sight for sight in open_lines if is_headline(sight)]
    fits = [len(content(sight.text) & opening) / max(3, len(content(sight.text))) for sight in candidates]
    ranks = [(fit >= 0.3, capitals(sight.text) >= 0.7, fit) for sight, fit in zip(candidates, fits, strict=True)]
    best = max(ranks, default=None)
    for sight, rank in zip(candidates, ranks, strict=True):
        if rank == best or (rank[:2] == (True, True) and sight.words >= 5):
            found.add(id(sight))
    return found


def _kind_of_top_line(sight: Sight) -> Reason:
    if sight.words < 5:
        return Reason.NAVIGATION
    if capitals(sight.text) >= 0.7:
        return Reason.REPEATED
    return Reason.CAPTION if sight.words >= 10 else Reason.NAVIGATION
