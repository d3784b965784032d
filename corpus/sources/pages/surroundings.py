"""What of a page's blocks is not the article: its title once more, pointers elsewhere, forms, notices; pure.

The words' own rules are those of plain text (`litter`, `cues`); here they meet what only a page tells: which blocks are
headings, and how much of each is a link. No rule knows a particular page.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.boilerplate.cues import is_about_author, is_call, is_teaser, section_cue
from corpus.boilerplate.lines import is_date_line, is_photo_caption
from corpus.boilerplate.litter import litter
from corpus.boilerplate.verdict import Reason
from corpus.sources.extracted import LeftOut
from corpus.sources.pages.body import BlockKind, PageBlock

_TOP = 8
_LONGEST_KICKER = 12
_SHORTEST_STANDFIRST = 6
_LONGEST_TEASER = 30
_ENOUGH_ARTICLE = 60
_LINKED = 0.9
_PARTLY_LINKED = 0.35
_END_SHARE = 0.35
_ANYWHERE = frozenset(
    {
        Reason.ADVERTISEMENT, Reason.COMMENTS, Reason.COOKIES, Reason.COPYRIGHT, Reason.NEWSLETTER, Reason.PAYWALL,
        Reason.SHARE, Reason.SYMBOL, Reason.TAGS, Reason.TEMPLATE,
    }
)  # fmt: skip
_WORD = re.compile(r"\w+")
_ENDS = tuple('.!?…:;,”"’)')
_ABOUT = re.compile(r"About (?:the )?[A-Z][\w.&’' -]{1,40}:?\Z")
_SIGN_OFF = re.compile(
    r"(?:source|via|image|photo|video|credits?|reporting|contact|media contact|press contact)s?\s*:\s.{1,100}\Z|"
    r"(?:reach|contact|follow|e-?mail|write to|tweet)\b.{1,120}(?:@|twitter|facebook|instagram|https?://)|"
    r"(?:follow|like|join|find|watch|listen to|subscribe to) (?:us|me|our|[A-Z][\w ]{1,40}) (?:on|at|live|for|here)\b.{0,160}|"
    r"(?:this|the) (?:copy|content|material) (?:is|may|was)\b.{0,200}|"
    r"(?:click|tap) here (?:to|for)\b.{0,80}|tell us what you think.{0,20}|thank you\.?\Z|an error has occurred.{0,60}|"
    r"(?:this|the) (?:article|email|story) has been (?:sent|saved|shared).{0,60}|like this story\?.{0,60}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W{0,2}(?:also (?:on|in|from|read|see)|read (?:more|also|next)|see also|more (?:on|from)|related)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\[/?[a-z_]+(?: [a-z_]+=[^\]]*)?\]")


@dataclass(slots=True)
class _Sight:
    """A block as it is looked at, and what was found so far."""

    block: PageBlock
    words: int
    reason: Reason | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.block.text.endswith(_ENDS)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text rather than a pointer."""
        return self.words >= 12 and self.is_closed and self.block.linked < _PARTLY_LINKED

    @property
    def is_pointer(self) -> bool:
        """Whether it is nothing but a link to something else."""
        return self.block.linked >= _LINKED and self.words <= _LONGEST_TEASER


def without_surroundings(blocks: Sequence[PageBlock], titles: Sequence[str]) -> tuple[list[PageBlock], list[LeftOut]]:
    """The blocks that are the article's, and those that are not with the reason of each; both in their order.

    `titles` are the headlines that the page gives itself: in its data, in its headings.
    """
    sights = [_Sight(block, len(_WORD.findall(block.text))) for block in blocks]
    _leave_out_litter(sights)
    _leave_out_top(sights, titles)
    _leave_out_pointers(sights)
    _leave_out_sections(sights)
    _leave_out_ending(sights)
    kept = [sight.block for sight in sights if sight.reason is None]
    return kept, [LeftOut(sight.block.text, sight.reason) for sight in sights if sight.reason is not None]


def around(block: PageBlock) -> LeftOut:
    """A block that stands around the article, with what it says of itself, or that it is part of the page."""
    low = block.text.lower()
    reason = litter(block.text, low, _WORD.findall(low))
    is_related = reason is None and (is_teaser(block.text) or section_cue(block.text) is Reason.RELATED)
    return LeftOut(block.text, Reason.RELATED if is_related else reason or Reason.NAVIGATION)


def _leave_out_litter(sights: Sequence[_Sight]) -> None:
    """Blocks that say themselves that they are none of the article's."""
    last = len(sights) - 1
    for place, sight in enumerate(sights):
        text = sight.block.text
        low = text.lower()
        reason = litter(text, low, _WORD.findall(low))
        is_at_edge = place < _TOP or last - place < 4
        is_button = reason is Reason.NAVIGATION and (sight.block.linked > 0.5 or sight.words <= 3)
        if (
            reason in _ANYWHERE
            or is_button
            or (reason in (Reason.BYLINE, Reason.CAPTION) and is_at_edge and not sight.is_prose)
        ):
            sight.reason = reason if sight.block.kind is not BlockKind.ROW else None
        elif _MARKUP.search(text) and sight.words < 30 and _WORD.search(_MARKUP.sub("", text)) and text.startswith("["):
            sight.reason = Reason.TEMPLATE
        elif sight.words < 40 and is_photo_caption(text):
            sight.reason = Reason.CAPTION


def _leave_out_top(sights: Sequence[_Sight], titles: Sequence[str]) -> None:
    """Above the first prose: the title, what stands over it, the standfirst under it, dates and section names."""
    is_body = (sight.is_prose and sight.block.kind is not BlockKind.HEADING for sight in sights)
    first = next((place for place, found in enumerate(is_body) if found), 0)
    top = sights[: min(first, _TOP)]
    own = [_content(title) for title in titles]
    place_of_title = -1
    for place, sight in enumerate(top):
        if any(_says_same(_content(sight.block.text), title) for title in own):
            place_of_title = place
            sight.reason = Reason.REPEATED
    for place, sight in enumerate(top):
        if sight.reason is None:
            sight.reason = _kind_of_top_line(sight, is_above_title=place < place_of_title)
    if place_of_title >= 0:
        _leave_out_standfirst(top[place_of_title + 1 :])


def _kind_of_top_line(sight: _Sight, *, is_above_title: bool) -> Reason | None:
    """Why a line over the first prose is none of the article's; None where it may be."""
    if is_date_line(sight.block.text):
        return Reason.DATE
    is_kicker = is_above_title and sight.words <= _LONGEST_KICKER
    return Reason.NAVIGATION if is_kicker or sight.block.text.startswith(("http://", "https://", "www.")) else None


def _leave_out_standfirst(below_title: Sequence[_Sight]) -> None:
    """The headings right under the title that are too long to be a section's."""
    for sight in below_title:
        if sight.reason is None:
            if sight.block.kind is not BlockKind.HEADING or sight.words < _SHORTEST_STANDFIRST:
                return
            sight.reason = Reason.STANDFIRST


def _content(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _says_same(words: list[str], title: list[str]) -> bool:
    """Whether two lines are the same headline, but for a word or two."""
    if not words or not title:
        return False
    common = len(set(words) & set(title))
    return common >= 0.8 * max(len(set(words)), len(set(title)) if len(title) > 3 else 1) and len(words) <= 2 * len(
        title
    )


def _leave_out_pointers(sights: Sequence[_Sight]) -> None:
    """Lines that are links to other stories: "Related: …", or two and more headlines in a row that lead elsewhere."""
    for sight in sights:
        is_marked = sight.block.linked >= _PARTLY_LINKED and sight.words <= _LONGEST_TEASER
        is_named = sight.is_pointer and _ELSEWHERE.match(sight.block.text)
        if sight.reason is None and ((is_marked and is_teaser(sight.block.text.lstrip("[("))) or is_named):
            sight.reason = Reason.RELATED
    for before, sight in pairwise(sights):
        if (
            before.reason in (Reason.TAGS, Reason.RELATED)
            and sight.reason is None
            and sight.is_pointer
            and sight.words <= 6
        ):
            sight.reason = before.reason
    run: list[_Sight] = []
    for sight in [*sights, _Sight(PageBlock("."), 0)]:
        if sight.reason is None and sight.is_pointer and not sight.is_closed and sight.words >= 4:
            run.append(sight)
            continue
        if len(run) >= 2 and all(each.block.kind is not BlockKind.HEADING for each in run):
            for each in run:
                each.reason = Reason.RELATED
        run = []


def _leave_out_sections(sights: Sequence[_Sight]) -> None:
    """What stands under the title of a section of the page ("Most read"), up to where prose resumes."""
    total = sum(sight.words for sight in sights if sight.reason is None)
    before = 0
    place = 0
    while place < len(sights):
        sight = sights[place]
        cue = (
            section_cue(sight.block.text) if sight.reason is None and sight.words <= 12 and not sight.is_prose else None
        )
        about = cue is None and before >= _ENOUGH_ARTICLE and _ABOUT.match(sight.block.text) and sight.words <= 6
        if (cue is None and not about) or before < _ENOUGH_ARTICLE:
            before += sight.words if sight.reason is None else 0
            place += 1
            continue
        rest = sum(each.words for each in sights[place:] if each.reason is None)
        is_to_the_end = rest <= _END_SHARE * total
        end = place + 1
        while end < len(sights) and (is_to_the_end or not _resumes(sights, end)):
            end += 1
        if (
            end - place == 1
            and place + 1 < len(sights)
            and sight.block.kind is BlockKind.HEADING
            and cue is not Reason.COMMENTS
        ):
            before += sight.words  # a heading over the article's own prose, whatever it sounds like
            place += 1
            continue
        for each in sights[place:end]:
            each.reason = each.reason or cue or Reason.AUTHOR
        place = end


def _resumes(sights: Sequence[_Sight], place: int) -> bool:
    """Whether running text begins again here."""
    sight = sights[place]
    return sight.is_prose and sight.block.kind is BlockKind.PARAGRAPH


_ENDINGS: tuple[tuple[Callable[[str], object], Reason], ...] = (
    (is_call, Reason.RELATED),
    (_SIGN_OFF.match, Reason.RELATED),
    (is_about_author, Reason.AUTHOR),
    (is_date_line, Reason.DATE),
)


def _leave_out_ending(sights: Sequence[_Sight]) -> None:
    """From the end upwards: pointers, authors' boxes, sign-offs, rules; headings that nothing follows any more."""
    kept_words = sum(sight.words for sight in sights if sight.reason is None)
    gone = 0
    for sight in reversed(sights[1:]):
        if sight.reason is not None:
            continue
        reason = next((reason for rule, reason in _ENDINGS if rule(sight.block.text)), None)
        if reason is None and (sight.is_pointer and not sight.is_closed):
            reason = Reason.RELATED
        if reason is None and sight.block.kind is BlockKind.HEADING and not sight.is_prose:
            reason = Reason.NAVIGATION
        if reason is None and sight.words == 0:
            reason = Reason.SYMBOL
        gone += sight.words
        if reason is None or gone > _END_SHARE * kept_words:
            return
        sight.reason = reason
