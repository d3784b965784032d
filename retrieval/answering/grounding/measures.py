"""What of a statement its evidence has, as numbers: what a score of support is made of. Pure.

Each measure is a share or a count that means the same for a passage of one sentence and of fifty; words are compared by stem, by
concept, and, where there are vectors, by how alike they are.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.grounding.evidence import Evidence, Token, split_sentences, tokens
from retrieval.answering.grounding.negating import read_negations
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.answering.reading.coverage import WordVectors
from retrieval.language.names import read_names
from retrieval.language.terms import fold

Row = NDArray[np.float64]
MEASURES = (
    "coverage", "weighted", "best_sentence", "pairs", "pairs_in_sentence", "bigrams", "runs", "missing", "longest_gap", "heaviest_missing",
    "likeness", "least_likeness", "sibling", "sentence_likeness", "names_met", "names_missing", "numbers_bad", "dates_bad",
    "negations_ours", "negations_theirs", "negations_differ", "opposites", "hedges", "absolutes", "length", "passage_length",
    "order", "last_word", "other_faults",
)  # fmt: skip
_ABSOLUTE = frozenset(
    "only first all every always most best worst never none entire entirely every sole solely exclusively exactly largest longest"
    " highest greatest biggest youngest oldest last both".split()
)
_LIGHT = frozenset("be have do get go make take use also one".split())
_MOST_WORDS = 400


@dataclass(frozen=True)
class _Read:
    """Statement and evidence taken apart."""

    own: Sequence[Token]
    there: Sequence[Token]
    sentences: Sequence[Sequence[Token]]

    def met(self, token: Token, among: Sequence[Token]) -> bool:
        return any(token.meets(other) for other in among)


def measure(statement: str, evidence: Evidence, findings: Iterable[Finding], vectors: WordVectors) -> Row:
    """The measures of a statement, in the order of MEASURES."""
    read = _Read(
        [token for token in tokens(statement) if token.is_content and token.stem not in _LIGHT],
        [token for token in tokens(evidence.text) if token.is_content],
        [[token for token in tokens(sentence) if token.is_content] for sentence in split_sentences(evidence.text)],
    )
    values = {
        "bigrams": _bigrams(statement, evidence),
        **_words(read),
        **_vectors(read, vectors),
        **_facts(statement, evidence, tuple(findings), read),
    }
    return np.array([values[name] for name in MEASURES], dtype=np.float64)


def _bigrams(statement: str, evidence: Evidence) -> float:
    """The share of the statement's neighbouring words, small ones too, that are neighbours in the evidence."""
    own, there = ([token.folded for token in tokens(text)] for text in (statement, evidence.text))
    pairs = list(itertools.pairwise(own))
    known = set(itertools.pairwise(there))
    return sum(pair in known for pair in pairs) / max(1, len(pairs))


def _words(read: _Read) -> dict[str, float]:
    own, stems = read.own, [token.stem for token in read.own]
    met = [read.met(token, read.there) for token in own]
    pairs = list(itertools.pairwise(stems))
    whole = [token.stem for token in read.there]
    best = max((sum(read.met(token, sentence) for token in own) for sentence in read.sentences), default=0)
    in_sentence = max((len(set(pairs) & _near(sentence)) for sentence in read.sentences), default=0)
    count = max(1, len(own))
    gaps = _gaps(met)
    return {
        "coverage": sum(met) / count,
        "best_sentence": best / count,
        "pairs": len(set(pairs) & set(itertools.pairwise(whole))) / max(1, len(set(pairs))),
        "pairs_in_sentence": in_sentence / max(1, len(set(pairs))),
        "runs": _longest_run(stems, whole) / count,
        "missing": float(min(5, count - sum(met))),
        "longest_gap": float(min(5, max(gaps, default=0))),
        "length": math.log(count),
        "passage_length": math.log(1 + len(read.there)),
        "last_word": float(met[-1]) if met else 1.0,
    }


def _near(sentence: Sequence[Token]) -> set[tuple[str, str]]:
    """Pairs of stems in order, at most three apart."""
    stems = [token.stem for token in sentence]
    return {(first, second) for place, first in enumerate(stems) for second in stems[place + 1 : place + 4]}


def _gaps(met: Sequence[bool]) -> list[int]:
    gaps, run = [], 0
    for each in met:
        run = 0 if each else run + 1
        gaps.append(run)
    return gaps


def _longest_run(own: Sequence[str], whole: Sequence[str]) -> int:
    """Stems of the longest stretch that both have, word by word."""
    longest, before = 0, [0] * (len(whole) + 1)
    for stem in own:
        now = [0] * (len(whole) + 1)
        for place, other in enumerate(whole, start=1):
            if stem == other:
                now[place] = before[place - 1] + 1
                longest = max(longest, now[place])
        before = now
    return longest


def _vectors(read: _Read, vectors: WordVectors) -> dict[str, float]:
    """How alike the words are; what isn't met by stem or concept may still have a word of like use, or a sibling in its place."""
    own = [token for token in read.own if not token.text[0].isdigit()]
    there = list({token.folded: token for token in read.there}.values())[:_MOST_WORDS]
    mine, weights = vectors([token.folded for token in own])
    theirs, _ = vectors([token.folded for token in there])
    met = np.array([read.met(token, there) for token in own], dtype=bool)
    if not own or not len(there) or mine.shape[1] != theirs.shape[1] or mine.shape[1] <= 1:
        share = float(met.mean()) if own else 1.0
        return {"weighted": share, "heaviest_missing": 0.0, "likeness": share, "least_likeness": share, "sibling": 0.0,
                "sentence_likeness": share}  # fmt: skip
    alike = np.clip(np.asarray(mine @ theirs.T, dtype=np.float64), 0.0, 1.0)
    taken = {token.stem for token in read.own}
    free = np.array([token.stem not in taken for token in there], dtype=bool)
    best = np.where(met, 1.0, alike.max(axis=1))
    total = float(weights.sum()) or 1.0
    missing = np.where(met, 0.0, weights)
    heaviest = int(missing.argmax())
    sibling = float(alike[heaviest][free].max(initial=0.0)) if missing[heaviest] > 0 else 0.0
    return {
        "weighted": float((weights * met).sum()) / total,
        "heaviest_missing": float(missing.max()),
        "likeness": float((weights * best).sum()) / total,
        "least_likeness": float(best.min()),
        "sibling": sibling,
        "sentence_likeness": _sentence_likeness(read, mine, weights, vectors),
    }


def _sentence_likeness(read: _Read, mine: NDArray[np.float32], weights: Row, vectors: WordVectors) -> float:
    """The cosine of the statement with the sentence most like it, each the weighted sum of its words."""
    own = (mine * weights[:, None]).sum(axis=0)
    best = 0.0
    for sentence in read.sentences:
        rows, heavy = vectors([token.folded for token in sentence])
        if not len(rows):
            continue
        other = (rows * heavy[:, None]).sum(axis=0)
        scale = float(np.linalg.norm(own) * np.linalg.norm(other))
        best = max(best, float(own @ other) / scale if scale else 0.0)
    return best


def _facts(statement: str, evidence: Evidence, findings: Sequence[Finding], read: _Read) -> dict[str, float]:
    faults = [finding.fault for finding in findings]
    cited = {fold(token.text) for token in tokens(evidence.text)}
    names = list(read_names(statement))
    met = [name for name in names if any(fold(token.text) in cited for token in tokens(name.text))]
    ours = [each for sentence in split_sentences(statement) for each in read_negations(sentence)]
    near = {token.stem for token in read.own}
    theirs = [
        each
        for sentence in split_sentences(evidence.text)
        for each in read_negations(sentence)
        if any(token.stem in near for token in each.heads)
    ]
    absolutes = {token.folded for token in tokens(statement)} & _ABSOLUTE
    return {
        "names_met": len(met) / len(names) if names else 1.0,
        "names_missing": float(min(3, len(names) - len(met))),
        "numbers_bad": float(min(2, faults.count(Fault.NUMBER))),
        "dates_bad": float(min(2, faults.count(Fault.DATE))),
        "negations_ours": float(min(2, len(ours))),
        "negations_theirs": float(min(2, len(theirs))),
        "negations_differ": float(bool(len(ours) % 2) != bool(theirs)),
        "opposites": float(Fault.OPPOSITE in faults),
        "hedges": float(Fault.MODALITY in faults or Fault.SPEAKER in faults),
        "absolutes": float(len(absolutes - cited)),
        "order": float(Fault.ORDER in faults),
        "other_faults": float(Fault.QUOTATION in faults or Fault.INSTRUCTION in faults),
    }
