"""Quoted words are verbatim, and what somebody said stays said by that one. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from retrieval.answering.grounding.evidence import Evidence, split_sentences, tokens
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.language.names import read_names
from retrieval.language.terms import fold, words

_QUOTED = re.compile(r"“([^“”]{2,})”|\"([^\"]{2,})\"|(?<![\w])‘([^‘’]{8,})’(?!\w)")
_SAYS = (
    r"(?:said|says|say|told|tells|wrote|writes|added|adds|admitted|explained|explains|noted|notes|warned|warns|argued|argues"
    r"|stated|states|insisted|insists|recalled|joked|replied|stressed|maintains|maintained|testified|tweeted|claimed|claims|thinks"
    r"|believes|complained|suggested|suggests|predicted|predicts|declared|commented|remarked|lamented|cautioned|acknowledged)"
)
_SPEAKS = re.compile(rf"\b{_SAYS}\b(?!\sto\sbe\b)|\baccording\sto\b", re.IGNORECASE)
_ANY_SPEAKS = re.compile(
    rf"\b(?:{_SAYS}|according\sto|reportedly|allegedly|announced|announces|confirmed|confirms|revealed|reveals|disclosed|described"
    r"|describes|called|calls|promised|vowed|denied|denies|accused|asked|urged|estimates?|reported|reports|pointed|pointing)\b",
    re.IGNORECASE,
)
_SHARE_OF_SAID = 0.6
_NEAR = 110


def check_quotations(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Words in quotation marks that don't stand in what is cited, letter by letter."""
    there = _plain(" ".join(evidence.quotes))
    for match in _QUOTED.finditer(statement):
        quoted = next(group for group in match.groups() if group)
        pieces = [_plain(piece) for piece in re.split(r"…|\.\.\.|\[[^\]]*\]", quoted)]
        if not all(piece in there for piece in pieces if piece):
            yield Finding(Fault.QUOTATION, f"“{quoted[:80]}” is not in the cited words")


def _plain(text: str) -> str:
    """Quotation marks, dashes and white space made one, in lower case, without punctuation at the ends."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[“”\"‘’']", "", plain)
    plain = re.sub(r"\s*[–—-]\s*", "-", plain)
    plain = re.sub(r"[•▪◦*]|\s;(?=\s)|;", " ", plain)
    return " ".join(plain.casefold().split()).strip(" .,;:!?-")


def check_speakers(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Who is said to have said it, where the cited words let another speak; and what was said, told as a fact."""
    yield from _changed(statement, evidence)
    yield from _dropped(statement, evidence)


def _changed(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """The statement names a speaker, and the cited words name only others next to their verbs of saying."""
    for sentence in split_sentences(statement):
        ours = _speakers(sentence)
        theirs = {name for quote in evidence.quotes for each in split_sentences(quote) for name in _speakers(each)}
        cited = {fold(word.text).removesuffix("'s") for word in words(evidence.text)}
        strangers = [name for name in ours if name not in theirs]
        if ours and theirs and len(strangers) == len(ours) and any(name in cited for name in strangers):
            yield Finding(Fault.SPEAKER, f"the cited words are not {strangers[0].title()}’s")


def _speakers(sentence: str) -> list[str]:
    """The last words of the names next to a verb of saying, before it or after it."""
    found = []
    names = read_names(sentence)
    for match in _SPEAKS.finditer(sentence):
        before = [name for name in names if name.end <= match.start() and match.start() - name.end < _NEAR // 2]
        quoted = sentence[: match.start()].rstrip()[-1:] in ("”", '"', ",", "’")
        after = [name for name in names if quoted and match.end() <= name.start < match.end() + 4]
        if match[0].lower() == "according to":
            before = []
            after = [name for name in names if match.end() <= name.start < match.end() + 8]
        for name in (after or before)[-1:] if not after else after[:1]:
            found += [fold(word.text).removesuffix("'s") for word in words(name.text) if word.text[0].isupper()]
    return found


def _dropped(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """The cited sentence lets somebody say it, the statement says it as a fact."""
    said = {token.stem for token in tokens(statement) if token.is_content}
    for quote in evidence.quotes:
        for sentence in split_sentences(quote):
            match = _SPEAKS.search(sentence)
            if (
                match is None
                or _has_own_cue(statement, sentence, match)
                or _is_fact_elsewhere(said, sentence, evidence)
            ):
                continue
            content = [token for token in tokens(sentence) if token.is_content]
            after = [token.stem for token in content if token.start >= match.end()]
            before = [token.stem for token in content if token.end <= match.start()]
            told = after if len(after) >= len(before) else before
            if len(told) >= 3 and sum(stem in said for stem in told) >= _SHARE_OF_SAID * len(told):
                yield Finding(Fault.SPEAKER, f"the cited words are what somebody “{match[0]}”")
                return


def _has_own_cue(statement: str, sentence: str, match: re.Match[str]) -> bool:
    """Whether the statement lets somebody speak, other than in the words that are told."""
    others = Counter(each[0].lower() for each in _ANY_SPEAKS.finditer(sentence) if each.start() != match.start())
    return bool(Counter(each[0].lower() for each in _ANY_SPEAKS.finditer(statement)) - others)


def _is_fact_elsewhere(said: set[str], sentence: str, evidence: Evidence) -> bool:
    return any(
        other != sentence
        and not _SPEAKS.search(other)
        and len(said & {token.stem for token in tokens(other)}) >= _SHARE_OF_SAID * len(said)
        for quote in evidence.quotes
        for other in split_sentences(quote)
    )
