"""Every name of a statement is in what it cites, whole or in a short form, or told for a "he" or "the company" there. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.answering.grounding.evidence import Evidence, Token, tokens
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.language.counted import is_plural
from retrieval.language.names import Name, read_names
from retrieval.language.terms import fold, is_stop, words

_STANDS_FOR = frozenset("he she they it his her hers their theirs its him them we our us i my".split())
_DESCRIBES = frozenset(
    """company firm startup group club team agency bank party ministry department government union authority airline court
    maker giant retailer carrier regulator president minister chief executive ceo founder director chairman spokesman
    spokeswoman spokesperson leader senator mayor manager coach striker player singer actor officer""".split()
)
_ARTICLES = frozenset({"the", "this", "that", "its", "our"})
_REACH = 3
_TITLES = frozenset("mr mrs ms dr prof sir lord lady dame president senator judge chief ceo the".split())
_CURRENCY = ("$", "€", "£")
_OPENING = re.compile(
    r"(?:^|[.!?:]\s|[“\"])(?P<word>[A-Z][a-z]+)(?=(?:['’]s)?(?:,|\s(?:is|are|was|were|has|have|had|will|would|can|could|may|said|says"
    r"|did|does|also|then|later|points|[a-z]+ed|sold|bought|told|won|lost|paid|left|began|took|made|met|put|cut|models|units)\b))"
)
_TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Sen|Gov|Rep|Gen)\.?\s(?P<word>[A-Z][a-z]+)")
_NO_NAME = re.compile(r"(?:ly|ing|ed)$")
_OPENERS = frozenset(
    """however meanwhile overall instead today yesterday tomorrow still moreover indeed nevertheless besides thus therefore perhaps
    here there also later earlier then soon once next nobody nothing something someone everyone everything anyone another although
    despite including according part half most many several some management production work growth trading news demand""".split()
)
_BRACKETED = re.compile(r"\[([^\]\[]{1,80})\]")


def check_names(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """The names that neither stand in what is cited nor are told for a word there."""
    cited = _folded_words(evidence.text)
    around = _folded_words(evidence.around)
    bracketed = [match.span() for match in _BRACKETED.finditer(statement)]
    for name in (*read_names(statement), *_opening_names(statement)):
        if statement[name.end : name.end + 1] in _CURRENCY or _is_met(name, statement, evidence):
            continue
        missing = [part for part in _parts(name.text) if not _has(part, cited)]
        if not missing or _is_initials(name.text, evidence.text) or _is_spelt_out(name.text, cited):
            continue
        known = all(_has(part, around) for part in missing) or _is_initials(name.text, evidence.around)
        inside = any(start < name.start and name.end < end for start, end in bracketed)
        if known and (inside or len(missing) < len(_parts(name.text)) or _is_told(name, statement, evidence)):
            continue
        yield Finding(Fault.NAME, f"{name.text} is not in the cited words")


def _is_met(name: Name, statement: str, evidence: Evidence) -> bool:
    """Whether each word of it is cited, or one of like meaning: "CEO" for "chief executive"."""
    own = [token for token in tokens(statement) if name.start <= token.start < name.end]
    return all(evidence.has(token) for token in own if token.is_content)


def _opening_names(statement: str) -> Iterator[Name]:
    """Single words that open a sentence, or follow a title, as only a name does: "Ashby, previously …", "Dr. Zeeland"."""
    for match in _OPENING.finditer(statement):
        word = match["word"]
        if is_stop(word) or is_plural(word.lower()) or _NO_NAME.search(word) or word.lower() in _OPENERS:
            continue
        yield Name(word, match.start("word"), match.end("word"))
    for match in _TITLED.finditer(statement):
        yield Name(match["word"], match.start("word"), match.end("word"))


@lru_cache(maxsize=512)  # the texts of articles, asked about again and again
def _folded_words(text: str) -> frozenset[str]:
    found = set()
    for word in words(text):
        folded = fold(word.text).removesuffix("'s").rstrip("'")
        found |= {folded, folded.replace(".", "")}
    return frozenset(found)


def _parts(name: str) -> list[str]:
    parts = [fold(word.text).removesuffix("'s") for word in words(name)]
    return [part for part in parts if part not in _TITLES and not is_stop(part) and not part.isdigit()] or parts


def _has(part: str, there: frozenset[str]) -> bool:
    """Whether the word is there, or one that it is made from: "American" and "America", "Russians" and "Russian"."""
    plain = part.replace(".", "")
    if plain in there or part in there:
        return True
    if len(plain) < 5:
        return plain + "s" in there
    return any(
        len(other) >= 4
        and (
            other.startswith(plain[: max(5, len(plain) - 2)])
            or (plain.startswith(other) and len(plain) - len(other) <= 3)
        )
        and abs(len(other) - len(plain)) <= 3
        for other in there
    )


def _is_initials(name: str, text: str) -> bool:
    """Whether "FTC" stands for words that are there: "Federal Trade Commission"."""
    letters = name.replace(".", "")
    if not (2 <= len(letters) <= 6 and letters.isupper()):
        return False
    pattern = r"[\s-]+(?:(?:of|for|the|and|de)\s+)*".join(rf"{letter}\w+" for letter in letters)
    return bool(re.search(rf"\b{pattern}", text))


def _is_spelt_out(name: str, cited: frozenset[str]) -> bool:
    """Whether the initials of the name are there: "Federal Trade Commission" for "FTC"."""
    capitals = "".join(word.text[0] for word in words(name) if word.text[0].isupper())
    return len(capitals) >= 2 and fold(capitals) in cited


def _is_told(name: Name, statement: str, evidence: Evidence) -> bool:
    """Whether what is said of the name is said in the cited words of a "he", or of "the company"."""
    found = tokens(statement)
    after = [token for token in found if token.start >= name.end and token.is_content][:2]
    before = [token for token in found if token.end <= name.start and token.is_content][-1:]
    quoted = tokens(evidence.text)
    return any(
        _is_near(place, quoted, after, before)
        for place, token in enumerate(quoted)
        if token.folded in _STANDS_FOR
        or (token.folded in _DESCRIBES and place and quoted[place - 1].folded in _ARTICLES)
    )


def _is_near(place: int, quoted: Sequence[Token], after: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether the word that stands for the name has near it what the statement has near the name."""
    behind = quoted[place + 1 : place + 1 + _REACH]
    ahead = quoted[max(0, place - _REACH) : place]
    if any(token.stem == other.stem for token in after for other in behind):
        return True
    return not after and any(token.stem == other.stem for token in before for other in ahead)
