"""Sentence boundaries in English news text, as spans.

Every stop, question mark, exclamation mark and ellipsis is looked at with the word before it and the word after it.
Linear in the length of the text: each look reaches a bounded number of characters.
"""

import re
from collections.abc import Iterator

from corpus.english import words_of
from corpus.layout import BLANKS
from corpus.span import Span

MAX_SENTENCE_CHARACTERS = 1000
"""A longer sentence is cut at white space, so that everything downstream is bounded."""

_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]*_]*")
_SHOWN = re.compile(rf"[^{re.escape(BLANKS)}]")
_OPENERS = "\"'“‘«([—–-*_"
_DASHES = "—–-"
_LOOK = 40
_BARE_CLOCK = len("12:30 p.m")

# Never the end of a sentence: a name, a number or an example follows.
_TITLES = words_of(
    "mr mrs ms mx dr prof gov sen rep reps sens gen lt col sgt capt cmdr maj adm rev fr hon pres supt det insp sir "
    "messrs "
    "vs v e.g i.e eg ie cf viz approx mt ft st ste bros dept univ assn est no nos vol fig figs pp sec art para ave blvd"
)
_NEEDS_NUMBER = words_of("no nos vol fig figs pp p sec art para ch est approx")
_MONTHS = words_of("jan feb mar apr jun jul aug sep sept oct nov dec")
_WEEKDAYS = words_of("mon tue tues wed thu thur thurs fri")
# May or may not end a sentence: only a word that begins sentences tells.
_MAYBE = words_of(
    "inc co corp ltd llc plc jr sr ph.d m.d b.a m.a d.c l.a n.y u.s u.k u.n u.s.a e.u a.i a.k.a st ave blvd rd assn "
    "bros dept "
    "univ calif fla mass mich minn ariz colo conn ill ind kan ky la md miss mo mont neb nev okla ore pa tenn tex va "
    "vt wash wis wyo ala ark del ga etc al esq ret cos gov"
)
_CLOCK = frozenset(("a.m", "p.m"))
_AFTER_CLOCK = words_of(
    "et est edt pt pst pdt ct cst cdt mt mst mdt gmt bst utc cet cest ist aest eastern pacific central mountain "
    "local monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december"
)
_STARTERS = words_of(
    "the a an this that these those it its he she they we you i his her their our your my in on at by for from with "
    "as after "
    "before since while when where why how who what which if but and or so yet then there here however meanwhile "
    "although "
    "though despite because during until once also still now not no nor some many most more all both each every one "
    "two three "
    "another other such even just only last next earlier later under over between among through to of about against "
    "without within according whether instead moreover nevertheless nonetheless additionally furthermore finally today "
    "yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday let critics officials experts police"
)
_SHOUTED_NAMES = words_of("yahoo yum jeopardy joomla kahoot ahoy panic wham oh! e mia lidl")
_SAYING = re.compile(
    r"(?:(?:he|she|they|it|we|I|the|one|a|an)\b|[A-Z][\w.'’-]*)(?:\s+[\w.'’-]+){0,4}?\s+"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|replied|tweeted|posted|shouted|joked|quipped|wondered|"
    r"exclaimed|recalled|explained|continued|remarked|yelled|demanded|cried|chanted)\b"
)
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")
_GLUED = re.compile(r"[A-Z][a-z’']*(?:,)? [a-zA-Z]")
_WORD_AFTER = re.compile(r"[\w&.’'-]+")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, in order; together they hold every visible character of it.

    >>> text = "Mr. Droege spoke. It was July."
    >>> [each.of(text) for each in sentences(text)]
    ['Mr. Droege spoke.', 'It was July.']
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    for first, last in _pieces(text, start, end):
        _append_trimmed(spans, text, first, last)
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and ends_sentence(text, match.start(), match.end(), begin, end):
            yield begin, match.end()
            begin = match.end()
    if begin < end:
        yield begin, end


def _append_trimmed(spans: list[Span], text: str, first: int, last: int) -> None:
    """Add `text[first:last]` without its blank edges, cut where it is too long."""
    while True:
        shown = _SHOWN.search(text, first, last)
        if shown is None:
            return
        first = shown.start()
        if last - first <= MAX_SENTENCE_CHARACTERS:
            spans.append(Span(first, first + len(text[first:last].rstrip(BLANKS))))
            return
        limit = first + MAX_SENTENCE_CHARACTERS
        space = max(text.rfind(" ", first + 1, limit), text.rfind("\n", first + 1, limit))
        cut = space if space > first else limit
        spans.append(Span(first, first + len(text[first:cut].rstrip(BLANKS))))
        first = cut


def ends_sentence(text: str, stop: int, after: int, begin: int, end: int) -> bool:
    """Whether the punctuation `text[stop:after]` ends the sentence that began at `begin`, in a block up to `end`."""
    rest = text[after : min(end, after + 2 * _LOOK)]
    ahead = rest.lstrip()
    if not ahead:
        return False
    marks = text[stop:after]
    if marks[0] in "。！？":
        return True
    if len(ahead) == len(rest):
        return _is_glued(text, stop, marks, ahead)
    if ahead[0] in _DASHES and ahead[1:2].isspace():
        return False  # "7:36 p.m. — The bus arrives", "“We won.” — Ana Ruiz"
    ahead = ahead.lstrip(_OPENERS + " ")
    if not ahead:
        return len(rest.strip()) < _LOOK
    if ahead[0].islower() and not _BRAND.match(ahead):
        return False
    return _marks_end(text, stop, begin, marks, ahead)


def _marks_end(text: str, stop: int, begin: int, marks: str, ahead: str) -> bool:
    """Whether the marks at `stop` end a sentence before `ahead`, which could begin one."""
    word = _WORD_AFTER.match(ahead)
    following = word.group() if word else ""
    if marks[0] == "." and marks[1:2] != ".":
        return _stop_ends(text, stop, begin, following, quoted=len(marks) > 1)
    if marks[0] in "!?" and marks[-1] in "\"'”’»":
        return _SAYING.match(ahead) is None
    if marks[0] == "!":
        return _last_word(text, begin, stop).lower() not in _SHOUTED_NAMES or following.lower() in _STARTERS
    if marks[0] in ".…":
        return following not in ("I", "I’m", "I'm") and not following.startswith(("I’", "I'"))
    return True


def _is_glued(text: str, stop: int, marks: str, ahead: str) -> bool:
    """Whether a sentence ends although no space follows: "was done.The company said"."""
    before = text[max(0, stop - 3) : stop]
    is_word = len(before) == 3 and before.isalpha() and before.islower()
    return is_word and marks[0] in ".!?" and _GLUED.match(ahead) is not None


def _last_word(text: str, begin: int, stop: int) -> str:
    """The word that ends at `stop`, without the quotation marks, brackets and dashes before it."""
    words = text[max(begin, stop - _LOOK) : stop].split()
    if not words or text[stop - 1].isspace():
        return ""
    word = words[-1]
    for mark in '—–[(“‘"':
        if mark in word:
            word = word.rpartition(mark)[2]
    return word.lstrip("'«")


def _stop_ends(text: str, stop: int, begin: int, following: str, *, quoted: bool) -> bool:
    """Whether a full stop ends its sentence, judged by the word before and the word that follows."""
    word = _last_word(text, begin, stop)
    low = word.lower()
    if not word or (quoted and low not in _MAYBE and low not in _CLOCK):
        return True
    starts = following.replace("’", "'").partition("'")[0].lower() in _STARTERS
    if low in _CLOCK:
        return stop - begin > _BARE_CLOCK and following.lower().rstrip(".") not in _AFTER_CLOCK
    if word[0].isupper() and (low in _MONTHS or low in _WEEKDAYS):
        return not following[:1].isdigit() and starts
    if low in _NEEDS_NUMBER and word != "P":
        return not following[:1].isdigit()
    if low in _MAYBE:
        return starts
    if low in _TITLES:
        return False
    if len(word) == 1 and word.isalpha():
        is_second_initial = text[max(begin, stop - 3) : stop - 1] == ". "
        return (starts and not is_second_initial) or word == "I" or word.islower()  # "J. P. Holt", or "Plan B."
    if "." in word and len(word) <= 8 and all(len(part) <= 2 for part in word.split(".")):
        return starts or quoted
    is_list_number = word.isdigit() and len(word) <= 2 and not text[begin : stop - len(word)].strip(BLANKS)
    return not is_list_number
