"""Measures: what each candidate passage has of what a question asks for, one column a measure. Pure.

The question's terms are looked for sentence by sentence, and the question itself is taken in windows of a few consecutive
terms: a passage that is the best of all for one window is likely to answer that part of the question, whatever the rest is.
All measures are scaled by the question (its terms' weights, the best candidate), so that they mean the same for short
and long questions over any corpus. Term weights are BM25's (Robertson & Zaragoza, "The Probabilistic Relevance
Framework", 2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.candidates import SENTENCE_END, Candidates, term_number
from retrieval.language.concepts import kindred
from retrieval.language.dates import DateMention
from retrieval.language.terms import terms
from retrieval.query import Query

Array = NDArray[np.float32]

MEASURES = (
    "keyword", "keyword_share", "coverage", "sentence", "likely_sentence", "likely_coverage", "sentence_pair",
    "run", "passage_run", "phrase", "rarest",
    "local_coverage", "local_sentence", "local_run", "context_sentence", "context_run",
    "window_best", "window_share", "window_top", "window_rank", "local_window_share", "local_window_top",
    "own_window_best", "own_window_share",
    "clause", "clause_sentence", "clause_passage", "clause_share", "clause_context", "clause_context_share", "clause_run",
    "clause_publisher", "clause_date",
    "article", "article_rank", "article_best", "title", "title_share", "names", "title_names",
    "publisher", "date", "date_and_publisher", "similarity", "similarity_gap", "position",
    "sum", "sum_gap", "sum_gap_publisher", "sum_gap_article", "article_gap", "rank", "rank_in_publisher", "rank_in_article",
)  # fmt: skip
"""The columns, in order."""

_K1, _B = 1.2, 0.75
_UNKNOWN = 0.7  # weight of a term that stands nowhere, as a share of the rarest term's
_WINDOW_SIZES = (3, 5, 8, 12)
_SHARPNESS = 6  # the power to which a share of the best is raised: only what comes close to the best counts
_KINDRED = 0.6  # what a word of the same meaning is worth, as a share of the word itself
_SAME_DAY = 0.5  # nearness of a day's difference: time zones
_OF_CLAUSES = (
    "clause", "clause_sentence", "clause_passage", "clause_share", "clause_context", "clause_context_share", "clause_run",
)  # fmt: skip
_NOTHING = -1.0  # where the question doesn't ask for it: neither good nor bad


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of each candidate, shape (candidates, MEASURES), and how near each comes to the best of each window.

    `shares` has shape (candidates, windows), 0 to 1; `weights` says how much each window matters, they add up to 1.
    """

    table: Array
    shares: Array
    weights: Array

    def column(self, name: str) -> Array:
        """One measure of all candidates."""
        values: Array = self.table[:, MEASURES.index(name)]
        return values


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question's terms: their numbers without repeats, the weight of each place, and which number stands there.

    `kindred[i]` are the numbers of the terms that mean much the same as the i-th distinct one.
    """

    numbers: NDArray[np.uint32]
    places: NDArray[np.intp]
    weights: Array
    kindred: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> float:
        return float(self.weights.sum()) + 1e-6


@dataclass(frozen=True, slots=True)
class _Matches:
    """Where the terms stand: by sentence and by passage over the question's places, 0 or 1; BM25 of each distinct term.

    `likely` is `sentences` with _KINDRED where another word of the same meaning stands for the term.
    """

    sentences: Array
    passages: Array
    likely: Array
    first_sentence: NDArray[np.intp]
    passage_of: NDArray[np.intp]
    bm25: Array
    phrases: Array


def term_weight(frequency: int, count: int) -> float:
    """BM25's weight of a term that stands in `frequency` of `count` passages; less than the rarest where in none."""
    if frequency <= 0:
        return _UNKNOWN * math.log(1 + count)
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def measure(query: Query, candidates: Candidates, frequencies: Mapping[str, int], count: int) -> Measured:
    """Measure all candidates for the question; `frequencies` of its terms are out of `count` passages."""
    asked = _asked(query, frequencies, count)
    with np.errstate(
        invalid="ignore"
    ):  # some linear algebra libraries raise the flag for numbers beside those asked for
        return _measured(query, asked, _match(asked, candidates), candidates)


def _measured(query: Query, asked: _Asked, matches: _Matches, candidates: Candidates) -> Measured:
    found: dict[str, Array] = {}
    found |= _by_terms(asked, matches)
    found |= _by_article(asked, matches, candidates)
    found |= _by_names(query, asked, matches, candidates)
    found |= _by_reading(query, candidates)
    context = _context(asked, matches, candidates)
    found |= _by_clauses(query, asked, matches, candidates, context)
    shares, weights = _by_windows(query, asked, matches, candidates, context, found)
    found |= _by_similarity(candidates)
    found |= _relative(candidates, found)
    table = np.stack([found[name] for name in MEASURES], axis=1).astype(np.float32)
    return Measured(table, shares, weights)


def _asked(query: Query, frequencies: Mapping[str, int], count: int) -> _Asked:
    distinct = list(dict.fromkeys(query.terms))
    places = np.array([distinct.index(term) for term in query.terms], dtype=np.intp)
    weights = np.array([term_weight(frequencies.get(term, 0), count) for term in query.terms], dtype=np.float32)
    numbers = np.array([term_number(term) for term in distinct], dtype=np.uint32)
    return _Asked(numbers, places, weights, tuple(tuple(map(term_number, sorted(kindred(term)))) for term in distinct))


def _match(asked: _Asked, candidates: Candidates) -> _Matches:
    numbers = candidates.numbers
    ends = numbers == SENTENCE_END
    sentence_of = np.cumsum(ends) - ends
    first_sentence = sentence_of[candidates.offsets[:-1]]
    sentences = int(ends.sum())
    passage_of = np.repeat(np.arange(len(candidates)), np.diff(np.append(first_sentence, sentences)))
    slots = np.full(1 << 16, -1, dtype=np.int32)  # most terms are none of the question's: told by their last 16 bits
    slots[asked.numbers & 0xFFFF] = np.arange(len(asked.numbers))
    which = slots[numbers & 0xFFFF]
    at = np.flatnonzero(which >= 0)
    at = at[asked.numbers[which[at]] == numbers[at]]
    if len(set((asked.numbers & 0xFFFF).tolist())) < len(asked.numbers):  # two terms in one slot: look again in full
        order = np.argsort(asked.numbers)
        place = np.minimum(np.searchsorted(asked.numbers[order], numbers), len(order) - 1)
        at = np.flatnonzero(asked.numbers[order][place] == numbers)
        which = order[place].astype(np.int32)
    found, sentence = which[at], sentence_of[at]
    by_sentence = np.zeros((sentences, len(asked.numbers)), dtype=np.float32)
    by_sentence[sentence, found] = 1.0
    lengths = np.diff(candidates.offsets).astype(np.float32)
    tally = np.bincount(
        passage_of[sentence] * len(asked.numbers) + found, minlength=len(candidates) * len(asked.numbers)
    )
    counts = tally.reshape(len(candidates), len(asked.numbers)).astype(np.float32)
    norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
    distinct = np.zeros(len(asked.numbers), dtype=np.float32)
    distinct[asked.places] = asked.weights
    bm25 = (distinct * counts * (_K1 + 1) / (counts + norm[:, None])).astype(np.float32)
    spread = by_sentence[:, asked.places]
    return _Matches(
        sentences=spread,
        likely=np.maximum(spread, _KINDRED * _kindred_hits(asked, numbers, sentence_of, sentences)[:, asked.places]),
        passages=np.maximum.reduceat(spread, first_sentence, axis=0),
        first_sentence=first_sentence,
        passage_of=passage_of,
        bm25=bm25,
        phrases=_phrases(asked, at, found, sentence, sentences),
    )


def _kindred_hits(asked: _Asked, numbers: NDArray[np.uint32], sentence_of: NDArray[np.intp], sentences: int) -> Array:
    """In which sentences a word stands that means the same as a distinct term; shape (sentences, distinct terms)."""
    kin = sorted({number for numbers in asked.kindred for number in numbers})
    if not kin:
        return np.zeros((sentences, len(asked.numbers)), dtype=np.float32)
    wanted = np.array(kin, dtype=np.uint32)
    slots = np.zeros(1 << 16, dtype=np.bool_)
    slots[wanted & 0xFFFF] = True
    at = np.flatnonzero(slots[numbers & 0xFFFF])
    which = np.minimum(np.searchsorted(wanted, numbers[at]), len(wanted) - 1)
    at, which = at[wanted[which] == numbers[at]], which[wanted[which] == numbers[at]]
    present = np.zeros((sentences, len(wanted)), dtype=np.float32)
    present[sentence_of[at], which] = 1.0
    owners = np.array([[number in own for own in asked.kindred] for number in kin], dtype=np.float32)
    hits: Array = np.minimum(present @ owners, 1.0)
    return hits


def _phrases(
    asked: _Asked, at: NDArray[np.intp], found: NDArray[np.int32], sentence: NDArray[np.intp], sentences: int
) -> Array:
    """Which two neighbours of the question are neighbours in a sentence too; shape (sentences, places - 1)."""
    pairs = np.zeros((sentences, max(len(asked.places) - 1, 0)), dtype=np.float32)
    beside = np.flatnonzero((np.diff(at) == 1) & (np.diff(sentence) == 0))
    size = len(asked.numbers)
    codes = found[beside].astype(np.int64) * size + found[beside + 1]
    wanted = asked.places[:-1] * size + asked.places[1:]
    for place, code in enumerate(wanted):
        pairs[sentence[beside[codes == code]], place] = 1.0
    return pairs


def _best(values: Array, matches: _Matches) -> Array:
    """The best sentence's value of each passage."""
    best: Array = np.maximum.reduceat(values, matches.first_sentence, axis=0)
    return best


def _run(hits: Array, weights: Array, toll: float) -> Array:
    """The most that a run of consecutive terms of the question brings, each missing one costing `toll` of its weight.

    Kadane's maximum subarray, over all rows of `hits` at once.
    """
    gains = (hits * (1 + toll) - toll) * weights
    best = np.zeros(len(hits), dtype=np.float32)
    current = np.zeros(len(hits), dtype=np.float32)
    for place in range(gains.shape[1]):
        np.maximum(current + gains[:, place], 0, out=current)
        np.maximum(best, current, out=best)
    return best


def _by_terms(asked: _Asked, matches: _Matches) -> dict[str, Array]:
    weights, total = asked.weights, asked.total
    keyword = matches.bm25.sum(axis=1)
    sentence = matches.sentences @ weights
    following = np.append(matches.passage_of[1:] == matches.passage_of[:-1], False)
    paired = np.maximum(matches.sentences, np.roll(matches.sentences, -1, axis=0) * following[:, None]) @ weights
    beside = np.minimum(weights[:-1], weights[1:])
    df = matches.passages.sum(axis=0)
    local = weights * np.log(1 + len(matches.passages) / (df + 1)) / math.log(1 + len(matches.passages))
    local_total = float(local.sum()) + 1e-6
    return {
        "keyword": keyword / ((_K1 + 1) * total),
        "keyword_share": keyword / (float(keyword.max()) + 1e-6),
        "coverage": matches.passages @ weights / total,
        "sentence": _best(sentence, matches) / total,
        "likely_sentence": _best(matches.likely @ weights, matches) / total,
        "likely_coverage": np.maximum.reduceat(matches.likely, matches.first_sentence, axis=0) @ weights / total,
        "sentence_pair": _best(paired, matches) / total,
        "run": _best(_run(matches.sentences, weights, 0.3), matches) / total,
        "passage_run": _run(matches.passages, weights, 0.7) / total,
        "phrase": _best(matches.phrases @ beside, matches) / (float(beside.sum()) + 1e-6),
        "rarest": (matches.passages * weights).max(axis=1) / (float(weights.max()) + 1e-6),
        "local_coverage": matches.passages @ local / local_total,
        "local_sentence": _best(matches.sentences @ local, matches) / local_total,
        "local_run": _best(_run(matches.sentences, local, 0.3), matches) / local_total,
    }


def _title_places(asked: _Asked, candidates: Candidates) -> Array:
    """Which of the question's places each article's title has; shape (homes, places)."""
    numbers = asked.numbers[asked.places].tolist()
    rows = [[number in home.title for number in numbers] for home in candidates.homes]
    return np.array(rows, dtype=np.float32).reshape(len(candidates.homes), len(numbers))


def _by_article(asked: _Asked, matches: _Matches, candidates: Candidates) -> dict[str, Array]:
    """The article as a whole: BM25 of its candidates taken together, its best passage, its title."""
    homes = len(candidates.homes)
    together = np.zeros((homes, matches.bm25.shape[1]), dtype=np.float32)
    np.add.at(together, candidates.of_home, matches.bm25)
    distinct = np.zeros(matches.bm25.shape[1], dtype=np.float32)
    distinct[asked.places] = asked.weights
    whole = (distinct * together / (together + 2 * distinct + 1e-6)).sum(axis=1)
    best = np.zeros(homes, dtype=np.float32)
    np.maximum.at(best, candidates.of_home, matches.bm25.sum(axis=1))
    rank = np.empty(homes, dtype=np.float32)
    rank[np.argsort(-whole, kind="stable")] = 1 / (1 + np.arange(homes))
    title = _title_places(asked, candidates) @ asked.weights
    sizes = np.array([max(len(home.title), 1) for home in candidates.homes], dtype=np.float32)
    mean_weight = float(asked.weights.mean()) + 1e-6
    return {
        "article": (whole / (float(whole.max()) + 1e-6))[candidates.of_home],
        "article_rank": rank[candidates.of_home],
        "article_best": (best / (float(best.max()) + 1e-6))[candidates.of_home],
        "title": (title / asked.total)[candidates.of_home],
        "title_share": (title / (sizes * mean_weight))[candidates.of_home],
        "position": np.minimum(candidates.positions, 8).astype(np.float32),
    }


def _by_names(query: Query, asked: _Asked, matches: _Matches, candidates: Candidates) -> dict[str, Array]:
    named = {term_number(term) for name in query.names for term in terms(name)}
    places = [place for place, which in enumerate(asked.places) if int(asked.numbers[which]) in named]
    if not places:
        nothing = np.full(len(candidates), _NOTHING, dtype=np.float32)
        return {"names": nothing, "title_names": nothing}
    weights = asked.weights[places]
    titles = _title_places(asked, candidates)[:, places] @ weights
    total = float(weights.sum()) + 1e-6
    return {
        "names": matches.passages[:, places] @ weights / total,
        "title_names": (titles / total)[candidates.of_home],
    }


def _nearness(dates: tuple[DateMention, ...], candidates: Candidates) -> Array:
    """How near each article appeared to one of the dates, 1 on the day; _NOTHING where no date is named or known."""
    near = [
        max((1 / (1 + said.distance(home.published)) for said in dates), default=_NOTHING)
        if home.published
        else _NOTHING
        for home in candidates.homes
    ]
    return np.array(near, dtype=np.float32)


def _from(publishers: frozenset[str], candidates: Candidates) -> Array:
    """1 for the articles of these publishers, 0 for others, shape (homes,)."""
    return np.array([home.publisher in publishers for home in candidates.homes], dtype=np.float32)


def _by_reading(query: Query, candidates: Candidates) -> dict[str, Array]:
    """What the question says of where and when."""
    own = _from(frozenset(query.publishers), candidates)
    if not query.publishers:
        own = np.full(len(candidates.homes), _NOTHING, dtype=np.float32)
    date = _nearness(query.dates, candidates)
    return {
        "publisher": own[candidates.of_home],
        "date": date[candidates.of_home],
        "date_and_publisher": (np.maximum(date, 0) * (own > 0))[candidates.of_home],
    }


def _by_clauses(
    query: Query, asked: _Asked, matches: _Matches, candidates: Candidates, context: Array
) -> dict[str, Array]:
    """Each clause looked up by itself, with the publisher and the day that it names; of each passage its best clause."""
    size = len(candidates)
    best = {name: np.zeros(size, dtype=np.float32) for name in _OF_CLAUSES}
    publisher = np.full(size, _NOTHING, dtype=np.float32)
    date = np.full(size, _NOTHING, dtype=np.float32)
    starts = np.array(query.positions)
    for clause in query.clauses:
        places = np.flatnonzero((starts >= clause.start) & (starts < clause.end))
        if not len(places):
            continue
        own = _from(clause.publishers, candidates)[candidates.of_home]
        near = _nearness(clause.dates, candidates)[candidates.of_home]
        favour, among = _favour(own if clause.publishers else None, near if clause.dates else None, size)
        values = _of_clause(asked, matches, context, places, among)
        better = values["clause"] * favour > best["clause"]
        publisher = np.where(better, own if clause.publishers else 0.5, publisher).astype(np.float32)
        date = np.where(better, near, date)
        best = {name: np.maximum(best[name], values[name] * favour).astype(np.float32) for name in _OF_CLAUSES}
    return best | {"clause_publisher": publisher, "clause_date": date}


def _favour(own: Array | None, near: Array | None, size: int) -> tuple[Array, NDArray[np.bool_]]:
    """How much a clause favours each candidate for its publisher and day, and which are those that it means."""
    favour = np.full(size, 0.85, dtype=np.float32) if own is None else np.where(own > 0, 1.0, 0.6).astype(np.float32)
    meant = np.ones(size, dtype=np.bool_) if own is None else own > 0
    if near is not None and (meant & (near >= _SAME_DAY)).any():
        favour = favour * np.where(near >= _SAME_DAY, 1.0, 0.8).astype(np.float32)
        meant &= near >= _SAME_DAY
    return favour, meant if meant.any() else np.ones(size, dtype=np.bool_)


def _of_clause(
    asked: _Asked, matches: _Matches, context: Array, places: NDArray[np.intp], among: NDArray[np.bool_]
) -> dict[str, Array]:
    """What each candidate has of one clause; shares are of the best `among` those that the clause means."""
    weights = asked.weights[places]
    total = float(weights.sum()) + 1e-6
    score = matches.bm25[:, np.unique(asked.places[places])].sum(axis=1)
    around = _best(context[:, places] @ weights, matches)
    return {
        "clause": score / ((_K1 + 1) * total),
        "clause_sentence": _best(matches.sentences[:, places] @ weights, matches) / total,
        "clause_passage": matches.passages[:, places] @ weights / total,
        "clause_share": score / (float(score[among].max()) + 1e-6),
        "clause_context": around / total,
        "clause_context_share": np.minimum(around / (float(around[among].max()) + 1e-6), 1) ** _SHARPNESS,
        "clause_run": _best(_run(context[:, places], weights, 0.5), matches) / total,
    }


def _context(asked: _Asked, matches: _Matches, candidates: Candidates) -> Array:
    """What each sentence has of the question, and for less what its passage, its article and its title have of the rest.

    A sentence seldom repeats what the ones around it are about. Shape (sentences, places).
    """
    whole = np.zeros((len(candidates.homes), len(asked.places)), dtype=np.float32)
    np.maximum.at(whole, candidates.of_home, matches.passages)
    titles = _title_places(asked, candidates)
    around = np.minimum(0.4 * matches.passages + (0.15 * whole + 0.2 * titles)[candidates.of_home], 0.75)
    hits: Array = np.maximum(matches.likely, matches.sentences + (1 - matches.sentences) * around[matches.passage_of])
    return hits


def _windows(places: int) -> list[tuple[int, int]]:
    """Stretches of consecutive places, half-open, of several sizes, each size overlapping by two thirds."""
    found: set[tuple[int, int]] = set()
    for size in _WINDOW_SIZES:
        if size >= places:
            found.add((0, places))
            break
        found |= {(start, start + size) for start in range(0, places - size + 1, max(1, size // 3))}
        found.add((places - size, places))
    return sorted(found)


def _sums(hits: Array, weights: Array, windows: list[tuple[int, int]]) -> Array:
    """The weight of what is hit in each window; shape (rows, windows)."""
    running = np.zeros((len(hits), len(weights) + 1), dtype=np.float32)
    np.cumsum(hits * weights, axis=1, out=running[:, 1:])
    starts, ends = [start for start, _ in windows], [end for _, end in windows]
    sums: Array = running[:, ends] - running[:, starts]
    return sums


def _by_windows(
    query: Query, asked: _Asked, matches: _Matches, candidates: Candidates, hits: Array, found: dict[str, Array]
) -> tuple[Array, Array]:
    """Measure window by window into `found`; the share of the best of each window, and how much each window matters."""
    windows = _windows(len(asked.places))
    found["context_sentence"] = _best(hits @ asked.weights, matches) / asked.total
    found["context_run"] = _best(_run(hits, asked.weights, 0.5), matches) / asked.total
    own = found["publisher"] > 0
    favour = np.where(own, 1.0, 0.75).astype(np.float32) if query.publishers else np.ones(len(own), dtype=np.float32)
    sizes = _sums(np.ones((1, len(asked.places)), dtype=np.float32), asked.weights, windows)[0] + 1e-6
    plain = _best(_sums(hits, asked.weights, windows), matches)
    scores = plain * favour[:, None]
    best = scores.max(axis=0) + 1e-6
    share, firmness = scores / best, best / sizes
    found["window_best"] = (share * np.sqrt(firmness)).max(axis=1)
    found["window_share"] = (share**_SHARPNESS * firmness).mean(axis=1)
    found["window_top"] = ((share > 0.999) * firmness).mean(axis=1)
    order = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0)
    found["window_rank"] = (firmness / (1 + order)).mean(axis=1)
    df = matches.passages.sum(axis=0)
    local = (asked.weights * np.log(1 + len(candidates) / (df + 1)) / math.log(1 + len(candidates))).astype(np.float32)
    near = _best(_sums(hits, local, windows), matches) * favour[:, None]
    near_share = near / (near.max(axis=0) + 1e-6)
    found["local_window_share"] = (near_share**_SHARPNESS * firmness).mean(axis=1)
    found["local_window_top"] = ((near_share > 0.999) * firmness).mean(axis=1)
    found |= _own_windows(query, plain, candidates)
    return (share**_SHARPNESS).astype(np.float32), (firmness / firmness.sum()).astype(np.float32)


def _own_windows(query: Query, scores: Array, candidates: Candidates) -> dict[str, Array]:
    """Window by window among the passages of one named publisher."""
    start = 0.0 if query.publishers else _NOTHING
    best = np.full(len(candidates), start, dtype=np.float32)
    share = np.full(len(candidates), start, dtype=np.float32)
    for publisher in query.publishers:
        own = _from(frozenset({publisher}), candidates)[candidates.of_home] > 0
        if own.any():
            shares = scores[own] / (scores[own].max(axis=0) + 1e-6)
            best[own] = shares.max(axis=1)
            share[own] = (shares**_SHARPNESS).mean(axis=1)
    return {"own_window_best": best, "own_window_share": share}


def _by_similarity(candidates: Candidates) -> dict[str, Array]:
    known = candidates.similarity[~np.isnan(candidates.similarity)]
    if not len(known):
        nothing = np.zeros(len(candidates), dtype=np.float32)
        return {"similarity": nothing, "similarity_gap": nothing}
    filled = np.where(np.isnan(candidates.similarity), known.min(), candidates.similarity).astype(np.float32)
    return {"similarity": filled, "similarity_gap": filled - filled.max()}


def _relative(candidates: Candidates, found: dict[str, Array]) -> dict[str, Array]:
    """A plain sum of the measures, and each passage's place by it: among all, its publisher's, its article's."""
    total = (
        found["keyword"] + found["clause"] + 0.5 * found["run"] + 0.3 * found["sentence"] + 0.3 * found["clause_sentence"]
        + 0.3 * found["article"] + 0.3 * found["title"] + 0.5 * found["similarity"] + 0.3 * np.maximum(found["publisher"], 0)
        + 0.2 * found["likely_sentence"] + 0.3 * np.maximum(found["date"], 0) + 0.3 * found["phrase"] + 0.5 * found["window_share"]
    )  # fmt: skip
    publishers = {name: number for number, name in enumerate({home.publisher for home in candidates.homes})}
    publisher_of = np.array([publishers[home.publisher] for home in candidates.homes], dtype=np.intp)[
        candidates.of_home
    ]
    return {
        "sum": total,
        "sum_gap": total - total.max(),
        "sum_gap_publisher": total - _group_best(total, publisher_of),
        "sum_gap_article": total - _group_best(total, candidates.of_home),
        "rank": _rank_in_group(total, np.zeros(len(total), dtype=np.intp)),
        "rank_in_publisher": _rank_in_group(total, publisher_of),
        "rank_in_article": _rank_in_group(total, candidates.of_home),
        "article_gap": _group_best(total, candidates.of_home) - total.max(),
    }


def _group_best(values: Array, group: NDArray[np.intp]) -> Array:
    """For each value the largest of its group."""
    best = np.full(int(group.max(initial=0)) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, group, values)
    return best[group]


def _rank_in_group(values: Array, group: NDArray[np.intp]) -> Array:
    """1 for the largest of its group, 1/2 for the next, 1/3 for the third."""
    order = np.lexsort((-values, group))
    begins = np.append(True, group[order][1:] != group[order][:-1])
    places = np.arange(len(order))
    rank = np.empty(len(order), dtype=np.float32)
    rank[order] = 1 / (1 + places - np.maximum.accumulate(np.where(begins, places, 0)))
    return rank
