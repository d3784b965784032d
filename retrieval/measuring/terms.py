"""What each candidate has of the question's terms and names, and its article of them; pure."""

from __future__ import annotations

import math

import numpy as np

from retrieval.index.candidates import Candidates, term_number
from retrieval.language.terms import terms
from retrieval.measuring.matches import K1, NOTHING, Array, Asked, Matches, best_run, best_sentence, title_places
from retrieval.query import Query


def by_terms(asked: Asked, matches: Matches) -> dict[str, Array]:
    """What each passage, and its best sentence, has of the terms, by their weights in the library and among the candidates."""
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
        "keyword": keyword / ((K1 + 1) * total),
        "keyword_share": keyword / (float(keyword.max()) + 1e-6),
        "coverage": matches.passages @ weights / total,
        "sentence": best_sentence(sentence, matches) / total,
        "likely_sentence": best_sentence(matches.likely @ weights, matches) / total,
        "likely_coverage": np.maximum.reduceat(matches.likely, matches.first_sentence, axis=0) @ weights / total,
        "sentence_pair": best_sentence(paired, matches) / total,
        "run": best_sentence(best_run(matches.sentences, weights, 0.3), matches) / total,
        "passage_run": best_run(matches.passages, weights, 0.7) / total,
        "phrase": best_sentence(matches.phrases @ beside, matches) / (float(beside.sum()) + 1e-6),
        "rarest": (matches.passages * weights).max(axis=1) / (float(weights.max()) + 1e-6),
        "local_coverage": matches.passages @ local / local_total,
        "local_sentence": best_sentence(matches.sentences @ local, matches) / local_total,
        "local_run": best_sentence(best_run(matches.sentences, local, 0.3), matches) / local_total,
    }


def by_article(asked: Asked, matches: Matches, candidates: Candidates) -> dict[str, Array]:
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
    title = title_places(asked, candidates) @ asked.weights
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


def by_names(query: Query, asked: Asked, matches: Matches, candidates: Candidates) -> dict[str, Array]:
    """What each passage, and its article's title, has of the names in the question."""
    named = {term_number(term) for name in query.names for term in terms(name)}
    places = [place for place, which in enumerate(asked.places) if int(asked.numbers[which]) in named]
    if not places:
        nothing = np.full(len(candidates), NOTHING, dtype=np.float32)
        return {"names": nothing, "title_names": nothing}
    weights = asked.weights[places]
    titles = title_places(asked, candidates)[:, places] @ weights
    total = float(weights.sum()) + 1e-6
    return {
        "names": matches.passages[:, places] @ weights / total,
        "title_names": (titles / total)[candidates.of_home],
    }
