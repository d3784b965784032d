"""Words of a text and the terms that are searched for: folded, stemmed, without the words that carry no content.

Stemming is Porter2 (Snowball English) by PyStemmer, over spellings made one: British and American, curly and straight,
accented and plain. Index and question are read by the same functions, so that what is written one way is found the
other.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import Stemmer

_STOP_WORDS = """
a an the and or but if then than that this these those there here it its i you he she we they me him her us them my
your his our their mine yours hers ours theirs myself yourself himself herself itself ourselves themselves one's who
whom whose which what when where why how is are was were be been being am 's 're 've 'll do does did doing done have
has had having can could will would shall should may might must cannot of in on at by for with about against between
into through during before after above below to from up down out off over under again further once per via upon among
amongst toward towards within without across along around as all any both each few more most other another some such
no nor not only own same so too very also just even ever because although though while whereas since until unless
however therefore thus yet either neither whether yes ok please tell aren't can't couldn't didn't doesn't don't hadn't
hasn't haven't isn't mightn't mustn't needn't shan't shouldn't wasn't weren't won't wouldn't i'm i've i'd i'll you're
you've you'd you'll he'd he'll she'd she'll we're we've we'd we'll they're they've they'd they'll it'll that'll let's
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing of what a text is about, in lower case."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?")
_AS_SPELT = {
    "programme": "program",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "cheque": "check",
    "grey": "gray",
    "tyre": "tire",
    "ageing": "aging",
    "judgement": "judgment",
    "sceptic": "skeptic",
}
_WHOLE = frozenset(("several",))
"""Words that the stemmer would take for others: "several" isn't "severance"."""

_stemmer = Stemmer.Stemmer("english")
_stemming = threading.Lock()  # a PyStemmer object serves one thread at a time


class Word(NamedTuple):
    """A word as it stands in a text, and its half-open range of characters there.

    A named tuple, as every article is made of thousands: a frozen dataclass takes three times as long to build.
    """

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """Lower case, plain quotes, no accents."""
        return fold(self.text)

    @property
    def stem(self) -> str:
        """The stem that the word is searched by."""
        return stem(self.text)

    @property
    def is_stop(self) -> bool:
        """Whether the word says nothing of what a text is about."""
        return is_stop(self.text)


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order: letters and digits, numbers with their points, initials ("U.S.") as one."""
    new = tuple.__new__  # what Word() calls, at half the cost
    for match in _WORD.finditer(text):
        yield new(Word, (match.group(), *match.span()))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` in lower case, with straight apostrophes and without accents."""
    folded = text.replace("’", "'").replace("‘", "'").casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def is_stop(word: str) -> bool:
    """Whether `word` says nothing of what a text is about; "US" and "WHO" in capitals do."""
    folded = fold(word)
    if folded not in STOP_WORDS:
        return folded.endswith("'s") and folded[:-2] in STOP_WORDS
    return not (1 < len(word) <= 3 and word.isupper() and word.isalpha())


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem that `word` is searched by; capitals tell "US" from "us"."""
    folded = fold(word)
    folded = folded.removesuffix("'s")
    folded = folded.replace("'", "").replace(",", "")
    if folded.endswith(".") or (word.isupper() and folded in ("us", "usa")):
        folded = folded.replace(".", "")
        return "usa" if folded in ("us", "usa") else folded
    if folded in _WHOLE:
        return folded
    folded = _one_spelling(folded)
    with _stemming:
        return str(_stemmer.stemWord(folded))


def terms(text: str) -> tuple[str, ...]:
    """The stems of the words of `text` that carry content, in order, repeats and all."""
    pieces = (fold(text) if text.isupper() else text).split()
    return tuple(chain.from_iterable(map(_terms_between_spaces, pieces)))


@lru_cache(maxsize=1 << 17)
def _terms_between_spaces(piece: str) -> tuple[str, ...]:
    """The terms of what stands between two spaces: no word reaches across one, and most such pieces come again."""
    return tuple(stem(word) for word in _WORD.findall(piece) if not is_stop(word))


def _one_spelling(word: str) -> str:
    """British spellings as American ones; as both sides are read alike, a wrong rule merges words but loses none."""
    if len(word) < 5:
        return word
    plain = word.removesuffix("s")
    if plain in _AS_SPELT:
        return _AS_SPELT[plain] + word[len(plain) :]
    if "is" in word or "ys" in word:
        word = re.sub(r"(?<=[a-z]{3})([iy])s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", r"\1z", word)
    if "our" in word:
        word = re.sub(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|er|ers|ite|ites|able)?$)", "or", word)
    return re.sub(r"(?<=[a-z]{2})tre(?=s?$)", "ter", word) if "tre" in word else word
