"""Boilerplate: tell a news item from the page around it, block by block; pure.

Three looks, none of which knows a particular page. Blocks that are litter by their own words (share buttons, bylines,
forms, notices) go first. Then sections that a cue opens ("Recent news", "Leave a comment") go, up to where prose
resumes, if it does. What is left is judged by its place: the article is the run of blocks with the most prose (a
maximum-sum subarray), its surroundings are the page. Text against link-like lines: after Kohlschütter et al.,
"Boilerplate detection using shallow text features" (2010). Within the run short blocks stay: lists, headings, "He
admitted,".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cues import is_about_author, is_call, is_teaser, section_cue
from corpus.english import COMMON
from corpus.layout import Block, Kind
from corpus.litter import is_date_line, is_photo_caption, litter
from corpus.reason import Reason

_PAGE_SIGNS = frozenset(Reason) - {
    Reason.ADVERTISEMENT,
    Reason.CAPTION,
    Reason.DISCLOSURE,
    Reason.SYMBOL,
    Reason.TEMPLATE,
}
"""Litter that stands in the margins of a page; the other kinds stand in the midst of articles too."""
_EMPHASIS = "*_ "
_MOST_TITLE_LINES = 6
_LONGEST_CUE = 24
_AUTHOR_STANDS_WITHIN = 8
_LONGEST_NAME = 5
_LONGEST_HEADLINE = 28
_LONGEST_QUESTION = 16
_ENOUGH_BEFORE_A_CUE = 40
_SURELY_PROSE = 3000

_LINK = re.compile(
    r"!\[([^\]]*)\]\([^)\s]*\)|\[([^\]]*)\]\([^)\s]*\)"
)  # of a picture nothing stays, of a link its words
_WORD = re.compile(r"\w+")
_STOPS = (".", "!", "?", "…", ":", ",", ";")
_CLOSERS = "\"'”’)]*\ufeff"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one block; `reason` is None where it is kept."""

    block: Block
    reason: Reason | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the block is a part of the article."""
        return self.reason is None


@dataclass(slots=True)
class _Sight:
    """A block as it is looked at: its words counted, and what was found so far."""

    text: str
    block: Block
    words: int
    stops: int
    is_closed: bool
    is_prose: bool
    reason: Reason | None = None

    @property
    def is_strong(self) -> bool:
        """Whether this can only be running text."""
        return self.is_prose and (self.words >= 60 or (self.words >= 35 and self.stops >= 2))


def judge(text: str, blocks: Sequence[Block]) -> tuple[Verdict, ...]:
    """A verdict on each block of `text`, in order."""
    sights = [_look(text[block.span.start : block.span.end], block) for block in blocks]
    if not any(sight.is_prose for sight in sights):
        return tuple(Verdict(sight.block, sight.reason) for sight in sights)
    _leave_out_sections(sights)
    _leave_out_pointers(sights)
    is_page = _is_page(sights)
    if is_page:
        _leave_out_repeats(sights)
    first, last = _body(sights) if is_page else (0, len(sights))
    _leave_out_top(sights, first, is_page=is_page)
    for sight in sights[last:]:
        sight.reason = sight.reason or Reason.NAVIGATION
    _leave_out_teasers(sights, is_page=is_page)
    if is_page:
        _leave_out_author(sights)
    _leave_out_ending(sights, is_page=is_page)
    return tuple(Verdict(sight.block, sight.reason) for sight in sights)


def _look(text: str, block: Block) -> _Sight:
    if len(text) > _SURELY_PROSE:
        return _Sight(text, block, len(text) // 6, 2, is_closed=True, is_prose=True)
    if "](" in text:
        text = _LINK.sub(r"\2", text)
        if not text.strip(" !"):
            return _Sight(text, block, 0, 0, is_closed=False, is_prose=False, reason=Reason.CAPTION)
    text = text.strip(_EMPHASIS)
    low = text.lower()
    found = _WORD.findall(low)
    stops = text.count(". ") + text.count("? ") + text.count("! ") + text.count(".” ") + 1
    is_closed = text[-6:].rstrip(_CLOSERS).endswith(_STOPS)
    common = sum(map(COMMON.__contains__, found))
    is_prose = len(found) >= 8 and common >= max(2, len(found) // 9) and (is_closed or (len(found) >= 25 and stops > 1))
    if is_prose and len(found) <= _LONGEST_QUESTION and text.endswith("?") and stops == 1:
        is_prose = False  # as likely a headline
    return _Sight(text, block, len(found), stops, is_closed, is_prose, litter(text, low, found))


def _is_page(sights: Sequence[_Sight]) -> bool:
    """Whether the text holds a whole page, whose margins go; of a cleaner one is kept what can't be told."""
    found = [sight.reason for sight in sights if sight.reason in _PAGE_SIGNS]
    return len(found) >= 5 and len(set(found)) >= 3


def _prose_words(sights: Sequence[_Sight]) -> int:
    return sum(sight.words for sight in sights if sight.is_prose and sight.reason is None)


def _leave_out_sections(sights: list[_Sight]) -> None:
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


def _is_link_in_passing(sights: Sequence[_Sight], index: int) -> bool:
    """Whether prose goes on right below a cue: "Read more" over no list of headlines."""
    return any(sight.is_prose and sight.words >= 12 for sight in sights[index + 1 : index + 2] if sight.reason is None)


def _resuming(sights: Sequence[_Sight]) -> list[int]:
    """For each place, where running text next begins again after a list of other stories; the end where it does not.

    A story's summary stands alone between headlines; an article's paragraphs follow each other, or are long.
    """
    places = [len(sights)] * (len(sights) + 1)
    after: _Sight | None = None
    for index in range(len(sights) - 1, -1, -1):
        sight = sights[index]
        places[index] = places[index + 1]
        if sight.reason is not None:
            continue
        if sight.is_strong or (sight.is_prose and sight.words >= 18 and after is not None and after.is_prose):
            places[index] = index
        after = sight
    return places


def _weight(sight: _Sight) -> float:
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


def _body(sights: Sequence[_Sight]) -> tuple[int, int]:
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


def _is_headline(sight: _Sight) -> bool:
    if sight.block.lead is not None:
        return False
    return (
        3 <= sight.words <= _LONGEST_HEADLINE
        and not re.search(r"[.,;:]\Z", sight.text)
        and sight.block.kind is not Kind.ITEM
    )


def _capitals(text: str) -> float:
    """The share of longer words that begin with a capital letter."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def _content(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower()) if len(word) > 3 and word not in COMMON}


def _leave_out_top(sights: list[_Sight], first: int, *, is_page: bool) -> None:
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
    headlines = _headlines(top, _content(" ".join(sight.text for sight in sights[body : body + 6])))
    for sight in top:
        if sight.reason is not None or id(sight) in headlines or _is_introduced(sights, sight):
            continue
        is_sentence = sight.is_closed and sight.words >= 3 and (not is_page or sight is top[-1])
        if not is_sentence and (is_page or sight.block.kind is not Kind.ITEM):
            sight.reason = _kind_of_top_line(sight)


def _headlines(top: Sequence[_Sight], opening: set[str]) -> set[int]:
    """Which of the lines above an article, by id, are its headline, given the content words that it opens with."""
    open_lines = [sight for sight in top if sight.reason is None]
    found = {id(sight) for sight in open_lines if sight.block.kind is Kind.HEADING and sight.block.depth == 1}
    if len(open_lines) == 1 and open_lines[0].words >= 2:
        found.add(id(open_lines[0]))
    candidates = [sight for sight in open_lines if _is_headline(sight)]
    fits = [len(_content(sight.text) & opening) / max(3, len(_content(sight.text))) for sight in candidates]
    ranks = [(fit >= 0.3, _capitals(sight.text) >= 0.7, fit) for sight, fit in zip(candidates, fits, strict=True)]
    best = max(ranks, default=None)
    for sight, rank in zip(candidates, ranks, strict=True):
        if rank == best or (rank[:2] == (True, True) and sight.words >= 5):
            found.add(id(sight))
    return found


def _is_introduced(sights: Sequence[_Sight], sight: _Sight) -> bool:
    """Whether something of the article leads to this block."""
    return sight.block.lead is not None and sights[sight.block.lead].reason is None


def _kind_of_top_line(sight: _Sight) -> Reason:
    if sight.words < 5:
        return Reason.NAVIGATION
    if _capitals(sight.text) >= 0.7:
        return Reason.REPEATED
    return Reason.CAPTION if sight.words >= 10 else Reason.NAVIGATION


def _leave_out_repeats(sights: Sequence[_Sight]) -> None:
    """A line that stands on the page a second time: a headline above and below, a caption in a gallery."""
    seen: set[str] = set()
    for sight in sights:
        if sight.reason is None and 5 <= sight.words <= 80 and (sight.is_prose or _is_headline(sight)):
            if sight.text in seen:
                sight.reason = Reason.REPEATED
            seen.add(sight.text)


def _leave_out_teasers(sights: Sequence[_Sight], *, is_page: bool) -> None:
    """At the end, headlines of other stories with at most a paragraph under each.

    An article's own sections have headings too; but theirs speak of what the article speaks of.
    """
    kept = [sight for sight in sights if sight.reason is None]
    start = len(kept)
    while start and not (kept[start - 1].is_prose and start < len(kept) and kept[start].is_prose):
        start -= 1
    start = next((index for index in range(start, len(kept)) if _is_headline(kept[index])), len(kept))
    tail, head = kept[start:], kept[:start]
    headlines = [sight for sight in tail if _is_headline(sight) and sight.words >= 4 and not sight.is_prose]
    summaries = [sight.words for sight in tail if sight.is_prose]
    if len(headlines) < max(3, len(summaries)) or _prose_words(head) < 60:
        return
    if summaries and sum(summaries) / len(summaries) > (60 if is_page else 35):
        return
    known = _content(" ".join(sight.text for sight in head))
    shares = [len(_content(sight.text) & known) / max(1, len(_content(sight.text))) for sight in headlines]
    if sum(shares) / len(shares) < (0.5 if is_page else 0.3):
        for sight in tail:
            sight.reason = Reason.RELATED


def _leave_out_pointers(sights: list[_Sight]) -> None:
    for sight in sights:
        if sight.reason is None:
            if sight.words < 60 and is_photo_caption(sight.text):
                sight.reason = Reason.CAPTION
            elif is_teaser(sight.text):
                sight.reason = Reason.RELATED


def _leave_out_author(sights: Sequence[_Sight]) -> None:
    """Near the end of a page, the author's box and what stands under it."""
    kept = [sight for sight in sights if sight.reason is None]
    for index in range(len(kept) - 1, max(0, len(kept) - _AUTHOR_STANDS_WITHIN), -1):
        if any(sight.is_strong for sight in kept[index + 1 : index + 2]):
            return
        if is_about_author(kept[index].text):
            for sight in kept[index:]:
                sight.reason = Reason.AUTHOR
            return


def _leave_out_ending(sights: list[_Sight], *, is_page: bool) -> None:
    """From the end upwards: pointers elsewhere, author boxes, names and headlines that no text follows."""
    _leave_out_rest_of_tags(sights)
    titles = [_content(sight.text) for sight in sights[:12] if _is_headline(sight)]
    for index in range(len(sights) - 1, 0, -1):
        sight = sights[index]
        if sight.reason is not None:
            continue
        sight.reason = _ending(sights, sight, titles, is_page=is_page)
        after = sights[index + 1].reason if index + 1 < len(sights) else None
        if sight.reason is None and after is Reason.AUTHOR and _is_loose_line(sights, sight, _LONGEST_NAME):
            sight.reason = Reason.AUTHOR
        if sight.reason is None:
            return


def _leave_out_rest_of_tags(sights: Sequence[_Sight]) -> None:
    """The short lines that end a text below a line of litter: each tag of "Topics:" alone, names under a button."""
    index = len(sights)
    while index and (sights[index - 1].reason or _is_loose_line(sights, sights[index - 1], _LONGEST_NAME)):
        index -= 1
    reason = None
    for sight in sights[index:]:
        reason = sight.reason = sight.reason or reason


def _is_loose_line(sights: Sequence[_Sight], sight: _Sight, longest: int) -> bool:
    """Whether this is a line without an end that nothing of the article introduces."""
    if sight.block.kind is not Kind.PARAGRAPH or _is_introduced(sights, sight):
        return False
    return not sight.is_closed and sight.words <= longest


def _ending(sights: Sequence[_Sight], sight: _Sight, titles: Sequence[set[str]], *, is_page: bool) -> Reason | None:
    if is_call(sight.text):
        return Reason.RELATED
    if is_about_author(sight.text):
        return Reason.AUTHOR
    if is_date_line(sight.text):
        return Reason.DATE
    if _is_loose_line(sights, sight, _LONGEST_HEADLINE):
        own = _content(sight.text)
        is_title = len(own) >= 3 and any(
            len(own & title) >= 0.5 * min(len(own), len(title)) for title in titles if len(title) >= 3
        )
        if is_title:
            return Reason.REPEATED
        return Reason.NAVIGATION if is_page else None
    return None
