"""What is denied or not so stays denied, what is so stays so, and nothing turns into its opposite. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.span import Span
from retrieval.answering.comparing.opposites import Pole, read_poles
from retrieval.answering.grounding.evidence import Evidence, Token, split_sentences, tokens
from retrieval.answering.grounding.verdict import Fault, Finding

_CUE = re.compile(
    r"""\b(?:not(?!\sonly)|never|cannot|no\slonger|nobody|no\sone|nothing|none|neither|nor|without|no(?!\.\s?\d)(?!\sdoubt)
    |den(?:y|ies|ied|ying)|(?:refus|declin|fail)(?:e|ed|es|s|ing)?\sto|ruled\sout|(?:dismiss|reject|refut|disput)(?:ed|es|s|e|ing)\s(?:\w+\s){0,3}?(?:claims?|reports?|rumou?rs?|suggestions?|allegations?)
    |unlikely|yet\sto|stopped\sshort\sof|far\sfrom|hardly|barely)\b|n['’]t\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BREAK = re.compile(r"[;:—]|,\s(?:but|while|although|though|and|which|who)\b|\b(?:but|because|although|while|unless)\b")
_LIGHT = frozenset("say said told also still just even yet ever been make take get go have".split())
_HEADS = 3
_PAIRS_LISTED = """
more/less more/fewer higher/lower growth/decline best/worst better/worse join/leave joined/left join/left hired/fired larger/smaller
bigger/smaller first/last early/late earlier/later before/after above/below increase/decrease increased/decreased most/least
faster/slower stronger/weaker inside/outside north/south east/west northern/southern eastern/western male/female man/woman
men/women husband/wife father/mother son/daughter brother/sister old/new public/private major/minor profit/loss success/failure
majority/minority maximum/minimum always/never all/none import/export imports/exports buyer/seller oldest/youngest ancient/modern
supports/opposes supported/opposed accepted/refused raised/lowered won/lost gained/lost gain/loss long/short near/far rich/poor
"""
_PAIRS = {
    word: (number, bool(side))
    for number, pair in enumerate(_PAIRS_LISTED.split())
    for side, word in enumerate(pair.split("/"))
}
_PAIRED = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Negation:
    """A cue in a sentence, and the content words that it turns."""

    cue: str
    heads: tuple[Token, ...]


@lru_cache(maxsize=1 << 12)
def read_negations(sentence: str) -> tuple[Negation, ...]:
    """The negations of a sentence in order."""
    found = []
    for match in _CUE.finditer(sentence):
        end = _BREAK.search(sentence, match.end())
        until = end.start() if end else len(sentence)
        inside = [each for each in tokens(sentence) if each.is_content and each.stem not in _LIGHT]
        heads = [each for each in inside if match.end() <= each.start < until][:_HEADS]
        if not heads:  # "and that has nothing to it": what stands before is turned
            heads = [each for each in inside if each.end <= match.start()][-2:]
        found.append(Negation(match[0], tuple(heads)))
    return tuple(found)


def check_negations(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Negations that were added or dropped."""
    quoted = [sentence for quote in evidence.quotes for sentence in split_sentences(quote)]
    there = [negation for sentence in quoted for negation in read_negations(sentence)]
    ours = [negation for sentence in split_sentences(statement) for negation in read_negations(sentence)]
    added, dropped = _unpaired(ours, there)
    for negation in added:
        against = bool(negation.heads) and all(evidence.has(token) for token in negation.heads[:2])
        yield Finding(Fault.NEGATION, f"“{_shown(negation)}” is not said in the cited words", is_against=against)
    for negation in dropped:
        if not _is_taken(negation, statement):
            continue
        if not _is_also_affirmed(negation, quoted):
            yield Finding(Fault.NEGATION, f"the cited words say “{_shown(negation)}”", is_against=True)


def _turn_same(one: Negation, other: Negation) -> bool:
    """Whether the two turn the same word; where neither turns any ("No."), whether they are the same."""
    if not one.heads and not other.heads:
        return one.cue.lower() == other.cue.lower()
    return any(ours.meets(theirs) for ours in one.heads[:2] for theirs in other.heads) or any(
        ours.meets(theirs) for ours in one.heads for theirs in other.heads[:2]
    )


def _unpaired(ours: Sequence[Negation], theirs: Sequence[Negation]) -> tuple[list[Negation], list[Negation]]:
    """The negations of each that have no partner in the other, each partner taken once, those with the same cue first."""
    added, free = [], list(theirs)
    for negation in sorted(ours, key=lambda each: not any(_is_like(each, other) for other in theirs)):
        alike = [other for other in free if _turn_same(negation, other)]
        if not alike:
            added.append(negation)
            continue
        free.remove(next((other for other in alike if _is_like(negation, other)), alike[0]))
    return added, free


def _is_like(one: Negation, other: Negation) -> bool:
    """Whether they are the same words."""
    return _shown(one).lower() == _shown(other).lower()


def _is_taken(negation: Negation, statement: str) -> bool:
    """Whether the statement says what the negation turns: its first two words, or the only one."""
    said = tokens(statement)
    heads = negation.heads[:2]
    return bool(heads) and all(any(head.stem == token.stem for token in said) for head in heads)


def _is_also_affirmed(negation: Negation, quoted: Sequence[str]) -> bool:
    """Whether another of the cited sentences says the same without a negation."""
    return any(
        not read_negations(sentence)
        and all(any(head.stem == token.stem for token in tokens(sentence)) for head in negation.heads)
        for sentence in quoted
    )


def _shown(negation: Negation) -> str:
    return " ".join([negation.cue, *(token.text for token in negation.heads[:2])])


def check_opposites(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Words whose opposite is cited in their place."""
    there = (*read_poles(evidence.text), *_pairs(evidence.text))
    for pole in (*read_poles(statement), *_pairs(statement)):
        said = pole.span.of(statement)
        if _has(said, evidence):
            continue
        sides = [other for other in there if other.axis == pole.axis]
        rivals = [
            other
            for other in sides
            if other.side != pole.side and not _has_stems(other.span.of(evidence.text), statement)
        ]
        if any(other.side == pole.side for other in sides):
            rivals = [other for other in rivals if _stand_alike(pole.span, statement, other.span, evidence.text)]
        for rival in rivals:
            cited = rival.span.of(evidence.text)
            if _is_turned_in(cited, evidence.text) == _is_turned_in(said, statement):
                yield Finding(Fault.OPPOSITE, f"{said} ≠ {cited}", is_against=True)
                return


def _pairs(text: str) -> Iterator[Pole]:
    """Words of degree and direction, each of which has one opposite."""
    for match in _PAIRED.finditer(text):
        word = match[0].lower()
        pair = _PAIRS.get(word)
        if pair is not None:
            yield Pole(f"pair {pair[0]}", pair[1], Span(*match.span()))


def _has(said: str, evidence: Evidence) -> bool:
    return all(token.stem in evidence.stems for token in tokens(said))


def _has_stems(cited: str, statement: str) -> bool:
    there = {token.stem for token in tokens(statement)}
    return all(token.stem in there for token in tokens(cited))


def _stand_alike(one: Span, statement: str, other: Span, text: str) -> bool:
    """Whether the word before or after each is the same."""
    ours, theirs = _beside(one, statement), _beside(other, text)
    return any(mine is not None and mine == its for mine, its in zip(ours, theirs, strict=True))


def _beside(span: Span, text: str) -> tuple[str | None, str | None]:
    before = [token.stem for token in tokens(text) if token.end <= span.start][-1:]
    after = [token.stem for token in tokens(text) if token.start >= span.end][:1]
    return before[0] if before else None, after[0] if after else None


def _is_turned_in(words: str, text: str) -> bool:
    heads = {
        token.stem for sentence in split_sentences(text) for each in read_negations(sentence) for token in each.heads
    }
    return any(token.stem in heads for token in tokens(words))
