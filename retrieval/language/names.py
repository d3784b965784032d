"""Names in a text: runs of words with capital letters, told apart from a sentence's first word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.language.terms import Word, fold, is_stop, words

_LINKS = frozenset(
    ("of", "the", "and", "&", "de", "la", "le", "van", "von", "der", "den", "bin", "al", "for", "del", "da")
)
_CAPITALISED = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december mr mrs ms dr sir yes no meanwhile according i
"""
_NO_NAMES = frozenset(_CAPITALISED.split())
_SENTENCE_END = re.compile(r"(?:^|[.!?:;]['\"”’)\]]*\s+|\n\s*|[“\"]\s*|•\s*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and its half-open range of characters in the text."""

    text: str
    start: int
    end: int


def read_names(text: str) -> tuple[Name, ...]:
    """The names in `text`, in order: "Alexandr Wang", "Bank of England", "OpenAI", "FTX".

    A sentence's first word counts only where its shape tells (a second capital, a digit) or another name word follows.
    """
    return names_among(text, words(text))


def names_among(text: str, found: Iterable[Word]) -> tuple[Name, ...]:
    """The names in `text` whose words are `found` already."""
    if text.isupper() or text.islower():
        return ()
    names: list[Name] = []
    run: list[Word] = []
    for word in found:
        if run:
            if _continues(text, run, word):
                run.append(word)
                continue
            _close(text, run, names)
            run = []
        if not word.text.islower() and _opens(word):
            run.append(word)
    _close(text, run, names)
    return tuple(names)


def _opens(word: Word) -> bool:
    first = word.text[0]
    return first.isupper() or (first.islower() and not word.text.islower() and any(map(str.isupper, word.text[1:])))


def _continues(text: str, run: list[Word], word: Word) -> bool:
    gap = text[run[-1].end : word.start]
    if run[-1].text.endswith(("'s", "’s")):
        return False
    if gap not in (" ", "-", ". ", " & ", "\u00a0") or (gap == ". " and len(run[-1].text) > 2):
        return False
    if run[-1].folded in _LINKS and not _opens(word) and word.folded not in _LINKS:
        return False
    return _opens(word) or word.folded in _LINKS - {"and", "the", "for"} or (word.text.isdigit() and len(run) > 0)


def _close(text: str, run: list[Word], names: list[Name]) -> None:
    """Add the name that the run of words makes, without links at its end and words that only open a sentence."""
    while run and (run[-1].folded in _LINKS or (not _opens(run[-1]) and not run[-1].text.isdigit())):
        run.pop()
    while run and _only_opens(text, run):
        run = run[1:]
        while run and not _opens(run[0]):
            run = run[1:]
    if run and not all(fold(word.text) in _NO_NAMES or word.text.isdigit() for word in run):
        end = run[-1].end - (2 if run[-1].text.endswith(("'s", "’s")) else 0)
        names.append(Name(text[run[0].start : end], run[0].start, end))


def _only_opens(text: str, run: list[Word]) -> bool:
    """Whether the run's first word may owe its capital to its place, or to being a title or a stop word."""
    word = run[0]
    if is_stop(word.text) or word.folded in _NO_NAMES:
        return True
    if any(c.isupper() or c.isdigit() for c in word.text[1:]) or len(run) > 1:
        return False
    return bool(_SENTENCE_END.search(text[max(0, word.start - 8) : word.start]))
