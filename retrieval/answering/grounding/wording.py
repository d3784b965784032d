"""Enough of a statement's words are the cited ones, no stretch of it is made up, and nobody changes places. Pure."""

import itertools
import re
from collections.abc import Iterator, Sequence

from retrieval.answering.grounding.evidence import Evidence, Token, split_sentences, tokens
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.answering.reading.saying import dates_of
from retrieval.language.names import Name, read_names
from retrieval.language.terms import fold, words

ENOUGH = 0.72
"""The share of a sentence's content words that the cited words must have."""

_MADE_UP = 3
_LEAST = 3
_LIGHT = frozenset("say said tell told also accord add note report percent per cent cents us".split())
_BRACKETED = re.compile(r"\[[^\]\[]{1,80}\]")
_OWN_WORDS = 2


def coverage(statement: str, evidence: Evidence) -> float:
    """The share of the statement's content words that are cited, 0 to 1; 1 where it has none."""
    content = _content(statement, evidence)
    return sum(evidence.has(token) for token in content) / len(content) if content else 1.0


def _content(text: str, evidence: Evidence) -> list[Token]:
    """The words that must be cited: not those in brackets, nor names, numbers and dates, which are looked at by themselves."""
    bracketed = [match.span() for match in _BRACKETED.finditer(text)]
    names = [(name.start, name.end) for name in read_names(text)]
    dates = [(each.start, each.end) for each in dates_of(text)]
    around = evidence.around
    return [
        token
        for token in tokens(text)
        if token.is_content
        and token.stem not in _LIGHT
        and not token.text[0].isdigit()
        and not any(start <= token.start < end for start, end in dates)
        and not any(start <= token.start < end for start, end in bracketed)
        and not (any(start <= token.start < end for start, end in names) and token.text in around)
    ]


def check_wording(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Sentences with too few cited words, and stretches without any."""
    for sentence in split_sentences(statement):
        content = _content(sentence, evidence)
        missing = [token for token in content if not evidence.has(token)]
        run = _longest_run(content, evidence)
        few = len(content) - len(missing) < ENOUGH * len(content)
        if few and (len(missing) >= _OWN_WORDS or len(content) <= _LEAST):
            shown = ", ".join(token.text for token in missing[:4])
            yield Finding(Fault.WORDING, f"not in the cited words: {shown}")
        elif len(run) >= _MADE_UP:
            yield Finding(Fault.WORDING, f"not in the cited words: {' '.join(token.text for token in run)}")


def _longest_run(content: Sequence[Token], evidence: Evidence) -> list[Token]:
    longest: list[Token] = []
    run: list[Token] = []
    for token in content:
        run = [] if evidence.has(token) else [*run, token]
        longest = max(longest, run, key=len)
    return longest


def check_order(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Two names that change places around the same verb: "Meta bought Scale", "Scale bought Meta"."""
    for sentence in split_sentences(statement):
        names = read_names(sentence)
        for first, second in itertools.pairwise(names):
            verbs = _between(sentence, first, second)
            if verbs and _is_swapped(first.text, second.text, verbs, evidence):
                yield Finding(Fault.ORDER, f"{first.text} and {second.text} have changed places", is_against=True)
                return


def _between(sentence: str, first: Name, second: Name) -> set[str]:
    """The content stems between two names; none where "by" or "of" may turn them round."""
    inside = [token for token in tokens(sentence) if first.end <= token.start and token.end <= second.start]
    if len(inside) > 8 or any(token.folded in {"by", "of", "and", "or"} for token in inside):
        return set()
    return {token.stem for token in inside if token.is_content}


def _is_swapped(first: str, second: str, verbs: set[str], evidence: Evidence) -> bool:
    turned = kept = False
    for quote in evidence.quotes:
        for sentence in split_sentences(quote):
            names = read_names(sentence)
            for place, one in enumerate(names):
                for other in names[place + 1 :]:
                    if not verbs & _between(sentence, one, other):
                        continue
                    turned |= _is_one(one.text, second) and _is_one(other.text, first)
                    kept |= _is_one(one.text, first) and _is_one(other.text, second)
    return turned and not kept


def _is_one(one: str, other: str) -> bool:
    """Whether two names share a word."""
    ours, theirs = ({fold(word.text).removesuffix("'s") for word in words(name)} for name in (one, other))
    return bool(ours & theirs)
