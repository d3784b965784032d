"""What is reported, planned or possible stays so, and doesn't become a fact. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retrieval.answering.grounding.evidence import Evidence, Token, split_sentences, tokens
from retrieval.answering.grounding.verdict import Fault, Finding


class Hedge(StrEnum):
    """In what way something is less than a fact."""

    HEARSAY = "hearsay"
    INTENT = "intent"
    CHANCE = "chance"
    EXTENT = "extent"


_CUES = (
    (
        Hedge.HEARSAY,
        r"reportedly|allegedly|supposedly|apparently|purportedly|alleged|suspected|rumou?red|rumou?rs?|unconfirmed"
        r"|(?:is|are|was|were)\s(?:said|understood|believed|thought|alleged|reported)\sto|it\s(?:is|was)\s(?:understood|believed"
        r"|thought|alleged|reported)|according\sto|claim(?:s|ed|ing)?|alleg(?:es|ed|ing)|accus(?:ed|es|ing)"
        r"|sources?\s(?:say|said|told)|estimates?\ssuggest|suggest(?:s|ed)?\sthat|seem(?:s|ed|ingly)?|appear(?:s|ed)\sto"
        r"|(?:media|news|press|some|several|recent|earlier)?\s?reports?\s(?:say|said|suggest\w*|claim\w*|indicat\w*|of|that)",
    ),
    (
        Hedge.INTENT,
        r"plan(?:s|ned|ning)?(?=\s+(?:to|for|on)\b)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?\sto|hop(?:e|es|ed|ing)\s(?:to|that|for)"
        r"|expect(?:s|ed|ing)?|consider(?:s|ed|ing)?|propos(?:e|es|ed|ing|al)|want(?:s|ed)?\sto|set\sto|due\sto(?=\s+\w+e?\b)"
        r"|vow(?:s|ed)?\sto|pledg(?:es|ed)\sto|promis(?:es|ed)\sto|agreed\sto|prepar(?:es|ing|ed)\sto|seek(?:s|ing)?\sto|offered\sto"
        r"|threaten(?:s|ed|ing)\sto|tr(?:y|ies|ied|ying)\sto|attempt(?:s|ed|ing)?\sto|in\stalks|will|would|['’]ll|going\sto|weighing"
        r"|scheduled|forecast(?:s|ed)?|predict(?:s|ed)?|project(?:s|ed)(?=\sto)|mull(?:s|ed|ing)",
    ),
    (
        Hedge.CHANCE,
        r"may|might|could|possibly|perhaps|probably|potentially|likely|potential|possible|possibility|risk(?:s|ed)?\s(?:of|that)"
        r"|unless|whether|in\sprinciple|fear(?:s|ed)?|should|would",
    ),
    (Hedge.EXTENT, r"almost|nearly|partly|partially|most\sof|some\sof|mostly|largely|in\spart"),
)
_PATTERNS = tuple((hedge, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)) for hedge, cue in _CUES)
_MONTH_MAY = re.compile(r"\bMay\b(?=\s+\d|[,.])|(?<=\d\s)May\b|(?<=in\s)May\b|(?<=of\s)May\b|(?<=[Ll]ast\s)May\b")
_BREAK = re.compile(r"[;:—]|,\s(?:but|while|although|though|and)\b|\b(?:but|because|although|while)\b")
_SOFTENS = {
    Hedge.HEARSAY: {Hedge.HEARSAY, Hedge.CHANCE},
    Hedge.INTENT: {Hedge.INTENT, Hedge.CHANCE},
    Hedge.CHANCE: {Hedge.CHANCE, Hedge.INTENT},
    Hedge.EXTENT: {Hedge.EXTENT, Hedge.CHANCE},
}
_FUTURE = frozenset({"will", "'ll", "’ll", "going to", "set to"})
_HEADS = 3
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Hedged:
    """A cue in a sentence, in what way it hedges, and the words that it hedges: those right after it, and of its clause."""

    hedge: Hedge
    cue: str
    after: tuple[Token, ...]
    clause: tuple[Token, ...]


@lru_cache(maxsize=1 << 12)
def read_hedges(sentence: str) -> tuple[Hedged, ...]:
    """The hedges of a sentence."""
    content = [token for token in tokens(sentence) if token.is_content]
    months = [match.span() for match in _MONTH_MAY.finditer(sentence)]
    found = []
    for hedge, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if match.span() in months or (match[0] == "Will" and match.start()):
                continue
            end = _BREAK.search(sentence, match.end())
            until = end.start() if end else len(sentence)
            since = max((each.end() for each in _BREAK.finditer(sentence, 0, match.start())), default=0)
            after = tuple(each for each in content if match.end() <= each.start < until)[:_HEADS]
            clause = tuple(each for each in content if since <= each.start < until and not _overlaps(each, match))
            found.append(Hedged(hedge, match[0], after, clause))
    return tuple(found)


def _overlaps(token: Token, match: re.Match[str]) -> bool:
    return token.start < match.end() and match.start() < token.end


def check_hedges(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Hedges of what is cited that the statement leaves out though it says what they hedge."""
    ours = [hedged for sentence in split_sentences(statement) for hedged in read_hedges(sentence)]
    said = {token.stem for token in tokens(statement)}
    for quote in evidence.quotes:
        for sentence in split_sentences(quote):
            for hedged in read_hedges(sentence):
                if not _is_taken(hedged, said) or any(_softens(each, hedged) for each in ours):
                    continue
                if _is_told_elsewhere(hedged, sentence, evidence):
                    continue
                yield Finding(Fault.MODALITY, f"the cited words say “{hedged.cue}”")
                return


def _softens(ours: Hedged, theirs: Hedged) -> bool:
    """Whether the statement's own hedge is of such a kind, and of the same words."""
    if ours.hedge not in _SOFTENS[theirs.hedge] or (theirs.hedge is Hedge.CHANCE and ours.cue.lower() in _FUTURE):
        return False
    heads = {token.stem for token in (theirs.after or theirs.clause)}
    return any(token.stem in heads for token in ours.clause)


def _is_taken(hedged: Hedged, said: set[str]) -> bool:
    """Whether the statement says what is hedged: the words after the cue and most of the clause."""
    heads = hedged.after[:2] or hedged.clause[-2:]
    if not heads or not all(token.stem in said for token in heads):
        return False
    return sum(token.stem in said for token in hedged.clause) >= _SHARE * len(hedged.clause)


def _is_told_elsewhere(hedged: Hedged, sentence: str, evidence: Evidence) -> bool:
    """Whether another cited sentence says the same as a fact."""
    heads = {token.stem for token in hedged.clause}
    return any(
        other != sentence
        and not any(each.hedge is hedged.hedge for each in read_hedges(other))
        and len(heads & {token.stem for token in tokens(other)}) >= _SHARE * len(heads)
        for quote in evidence.quotes
        for other in split_sentences(quote)
    )
