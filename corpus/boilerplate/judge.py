"""Boilerplate: tell a news item from the page around it, block by block; pure.

Three looks, none of which knows a particular page. Blocks that are litter by their own words (share buttons, bylines,
forms, notices) go first. Then sections that a cue opens ("Recent news", "Leave a comment") go, up to where prose
resumes, if it does. What is left is judged by its place: the article is the run of blocks with the most prose (a
maximum-sum subarray), its surroundings are the page. Text against link-like lines: after Kohlschütter et al.,
"Boilerplate detection using shallow text features" (2010). Within the run short blocks stay: lists, headings, "He
admitted,".
"""

from collections.abc import Sequence

from corpus.boilerplate.cues import is_teaser, section_cue
from corpus.boilerplate.ending import leave_out_author, leave_out_ending, leave_out_teasers
from corpus.boilerplate.lines import is_photo_caption
from corpus.boilerplate.sight import Sight, is_headline, look
from corpus.boilerplate.top import leave_out_top
from corpus.boilerplate.verdict import Reason, Verdict
from corpus.layout import Block, Kind

_PAGE_SIGNS = frozenset(Reason) - {
    Reason.ADVERTISEMENT,
    Reason.CAPTION,
    Reason.DISCLOSURE,
    Reason.SYMBOL,
    Reason.TEMPLATE,
}
"""Litter that stands in the margins of a page; the other kinds stand in the midst of articles too."""
_LONGEST_CUE = 24
_ENOUGH_BEFORE_A_CUE = 40


def judge(text: str, blocks: Sequence[Block]) -> tuple[Verdict, ...]:
    """A verdict on each block of `text`, in order."""
    sights = [look(text[block.span.start : block.span.end], block) for block in blocks]
    if not any(sight.is_prose for sight in sights):
        return tuple(Verdict(sight.block, sight.reason) for sight in sights)
    _leave_out_sections(sights)
    _leave_out_pointers(sights)
    is_page = _is_page(sights)
    if is_page:
        _leave_out_repeats(sights)
    first, last = _body(sights) if is_page else (0, len(sights))
    leave_out_top(sights, first, is_page=is_page)
    for sight in sights[last:]:
        sight.reason = sight.reason or Reason.NAVIGATION
    leave_out_teasers(sights, is_page=is_page)
    if is_page:
        leave_out_author(sights)
    leave_out_ending(sights, is_page=is_page)
    return tuple(Verdict(sight.block, sight.reason) for sight in sights)


def _is_page(sights: Sequence[Sight]) -> bool:
    """Whether the text holds a whole page, whose margins go; of a cleaner one is kept what can't be told."""
    found = [sight.reason for sight in sights if sight.reason in _PAGE_SIGNS]
    return len(found) >= 5 and len(set(found)) >= 3


def _leave_out_sections(sights: list[Sight]) -> None:
    """Sections of the page that a cue opens, up to where the article's prose resumes."""
    resumes = _resuming(sights)
    before = 0
    index = 0
    while index < len(sights):
        sight = sights[index]
        cue = None if sight.words > _LONGEST_CUE or sight.is_prose else section_cue(sight.text)
        if cue is None:
            before += sight.words if sight.is_prose and sight.reason is None else 0
            index += 1
            continue
        end = index + 1
        if before >= _ENOUGH_BEFORE_A_CUE:
            is_over = cue is not Reason.RELATED and before >= 80
            end = len(sights) if is_over else resumes[index + 1]
            if cue is Reason.RELATED and _is_link_in_passing(sights, index):
                end = index + 1
        for each in sights[index:end]:
            each.reason = each.reason or cue
        index = end


def _is_link_in_passing(sights: Sequence[Sight], index: int) -> bool:
    """Whether prose goes on right below a cue: "Read more" over no list of headlines."""
    return any(sight.is_prose and sight.words >= 12 for sight in sights[index + 1 : index + 2] if sight.reason is None)


def _resuming(sights: Sequence[Sight]) -> list[int]:
    """For each place, where running text next begins again after a list of other stories; the end where it does not.

    A story's summary stands alone between headlines; an article's paragraphs follow each other, or are long.
    """
    places = [len(sights)] * (len(sights) + 1)
    after: Sight | None = None
    for index in range(len(sights) - 1, -1, -1):
        sight = sights[index]
        places[index] = places[index + 1]
        if sight.reason is not None:
            continue
        if sight.is_strong or (sight.is_prose and sight.words >= 18 and after is not None and after.is_prose):
            places[index] = index
        after = sight
    return places


def _weight(sight: Sight) -> float:
    if sight.reason is not None:
        return -3.0
    if sight.is_prose:
        return float(min(sight.words, 120))
    if sight.block.lead is not None or (sight.block.kind is Kind.ITEM and sight.words >= 6):
        return float(sight.words) / 2
    if sight.is_closed and sight.words >= 3:
        return 1.0
    if any(map(str.isdigit, sight.text)):
        return 0.2 if sight.words >= 5 else -0.3
    return -3.0 if sight.words <= 6 else -2.0


def _body(sights: Sequence[Sight]) -> tuple[int, int]:
    """First and one past the last block of the run with the most prose."""
    best = total = 0.0
    best_run = (0, len(sights))
    start = barren = 0
    for index, sight in enumerate(sights):
        if total <= 0:
            total, start = 0.0, index
        weight = _weight(sight)
        barren = barren + 1 if weight < 0 else 0
        total += weight * min(max(1, barren - 2), 4)
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


def _leave_out_repeats(sights: Sequence[Sight]) -> None:
    """A line that stands on the page a second time: a headline above and below, a caption in a gallery."""
    seen: set[str] = set()
    for sight in sights:
        if sight.reason is None and 5 <= sight.words <= 80 and (sight.is_prose or is_headline(sight)):
            if sight.text in seen:
                sight.reason = Reason.REPEATED
            seen.add(sight.text)


def _leave_out_pointers(sights: list[Sight]) -> None:
    for sight in sights:
        if sight.reason is None:
            if sight.words < 60 and is_photo_caption(sight.text):
                sight.reason = Reason.CAPTION
            elif is_teaser(sight.text):
                sight.reason = Reason.RELATED
