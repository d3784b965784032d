"""Fits the model of answerability (`retrieval/answering/assessing/answerability.json`), and cross-validates it over articles.

Learned from: SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0), its questions as they are and once more with the paragraph that
answers taken away; MultiHop-RAG (Tang & Yang 2024, ODC-BY), its questions with and without the articles that answer; our own
development questions over invented events, with and without the passages that answer. First a logistic regression learns which
sentence answers (SENTENCE_FEATURES), then trees (LightGBM) whether any does (MEASURES); what the trees see of a question comes
from weights that were fitted without it. Both see measures alone, no words.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.question_sets import OWN, Row, evaluation_folder, events, groups, read_rows
from bench.removal import find_without
from bench.scores import auroc
from bot.composition import Workspace, open_workspace
from bot.settings import Settings, shipped_articles
from corpus.passage import Passage
from retrieval.answering.assessing.answerability import (
    ANSWER_THRESHOLD,
    MEASURES,
    MODEL_FILE,
    ClauseEvidence,
    Model,
    measure,
    names_publisher,
    read_evidence,
)
from retrieval.answering.assessing.evidence import PART_FEATURES, SENTENCE_FEATURES
from retrieval.answering.assessing.named import NAMED_MEASURES
from retrieval.answering.reading.request import read_request
from retrieval.answering.reading.word_vectors import TokenWordVectors
from retrieval.query import Query
from retrieval.ranking import Forest
from retrieval.retriever import RankedPassage

FOLDS = 8
PASSAGES_READ = 20
SETS = {
    "own": 4.0,
    "own removed": 1.5,
    "groups": 3.0,
    "groups removed": 1.0,
    "squad": 2.0,
    "squad removed": 0.5,
    "news": 1.0,
    "news all": 0.8,
    "news one": 0.6,
}
"""The sets that are learned from, with the weight of one question."""

FAMILIES = {"own": 1.0, "groups": 1.0, "news": 1.0, "squad": 0.0}
"""How much say each family of sets has in what confidence means: people in a channel don't ask as SQuAD does, to mislead."""

CAUTION = 0.5
"""Log odds that are taken off where no publisher is named: an answer that isn't there costs more trust than an abstention."""

Gold = Sequence[tuple[str, int, int]]


@dataclass(slots=True)
class Example:
    """A question put to a corpus, what was found for it, and whether that answers it."""

    name: str
    group: str
    query: Query
    ranked: tuple[RankedPassage, ...]
    clauses: tuple[ClauseEvidence, ...]
    gold: tuple[NDArray[np.bool_], ...]
    is_answered: bool
    question: str


@contextmanager
def _opened(articles: Path) -> Iterator[Workspace]:
    with TemporaryDirectory(prefix="footnote-train-") as data:
        settings = Settings(corpus=articles, data=Path(data))
        with open_workspace(settings, lambda _: None, lambda *_: None) as workspace:
            yield workspace


class Asker:
    """Puts questions to one corpus, with or without what answers them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._vectors = TokenWordVectors(workspace.index.embedder)  # type: ignore[arg-type]
        self._articles: dict[str, tuple[str, str]] = {}
        for record in workspace.library.listing():
            article = workspace.library.article(record.id)
            if article is None:
                continue
            self._articles[Path(article.source).name] = (article.id, article.text)

    def find(self, source: str, quote: str) -> tuple[str, int, int] | None:
        """Where a quote stands: article id, start, end."""
        article, text = self._articles[source]
        start = text.find(quote)
        return None if start < 0 else (article, start, start + len(quote))

    def ids(self, sources: Sequence[str]) -> frozenset[str]:
        """The ids of the articles of these files."""
        return frozenset(self._articles[source][0] for source in sources)

    def ask(
        self,
        name: str,
        group: str,
        question: str,
        *,
        is_answered: bool,
        gold: Gold = (),
        without: Callable[[Passage], bool] = lambda _: False,
    ) -> Iterator[Example]:
        """One example for each part of the question."""
        query = self._workspace.retriever.read(question)
        ranked = find_without(self._workspace.retriever, self._workspace.library, query, PASSAGES_READ, without)
        if not ranked:
            return
        parts = read_evidence(query, ranked, self._workspace.index.keyword, self._vectors)
        if is_answered and len(parts) > 1:  # which part is answered isn't known
            return
        for _, clauses in parts:
            yield Example(
                name,
                group,
                query,
                ranked,
                clauses,
                tuple(_labels(each, gold) for each in clauses),
                is_answered,
                question,
            )


def _labels(clause: ClauseEvidence, gold: Gold) -> NDArray[np.bool_]:
    spans = {
        (each.passage.article.id, index): each.passage.article.sentences[index].span
        for each in clause.ranked
        for index in range(each.passage.first, each.passage.last)
    }
    return np.array(
        [
            any(
                article == where and spans[article, index].start < end and start < spans[article, index].end
                for where, start, end in gold
            )
            for article, index in clause.evidence.places
        ],
        dtype=bool,
    )


def _among(articles: frozenset[str]) -> Callable[[Passage], bool]:
    return lambda passage: passage.article.id in articles


def _overlapping(gold: Gold) -> Callable[[Passage], bool]:
    return lambda passage: any(
        passage.article.id == where and passage.span.start < end and start < passage.span.end
        for where, start, end in gold
    )


def _of_events(half: str, name: str) -> Iterator[Example]:
    for corpus in events(half):
        with _opened(corpus.articles) as workspace:
            yield from _of_own(Asker(workspace), corpus.name, corpus.questions, name)


_SHARING = {"concert_films_disney": "taylor_swift", "video_games_industry": "google_antitrust"}
"""Groups that share an article with another, which have to be in its fold."""


def _of_groups(evaluation: Path) -> Iterator[Example]:
    with TemporaryDirectory(prefix="footnote-train-") as folder:
        for corpus in groups(evaluation, Path(folder)):
            with _opened(corpus.articles) as workspace:
                group = _SHARING.get(corpus.name, corpus.name)
                yield from _of_own(Asker(workspace), group, corpus.questions, "groups")


def _of_own(asker: Asker, group: str, questions: Sequence[Row], name: str) -> Iterator[Example]:
    for row in questions:
        if row["type"] == "boilerplate" or read_request(row["question"]) is not None:
            continue
        gold = [found for each in row["gold"] if (found := asker.find(each["article"], each["quote"]))]
        yield from asker.ask(name, group, row["question"], is_answered=row["answerable"], gold=gold)
        if row["answerable"] and row["type"] not in ("conflict", "synthesis") and name in SETS:
            yield from asker.ask(
                f"{name} removed", group, row["question"], is_answered=False, without=_overlapping(gold)
            )


def _of_squad(rows: Sequence[Row]) -> Iterator[Example]:
    with TemporaryDirectory(prefix="footnote-train-") as folder:
        texts: dict[str, list[str]] = {}
        for row in rows:
            paragraphs = texts.setdefault(row["title"], [])
            if row["passage"] not in paragraphs:
                paragraphs.append(row["passage"])
        names = {title: f"{number:03}.md" for number, title in enumerate(texts)}
        for title, paragraphs in texts.items():
            head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\npublisher: Encyclopedia\n---\n\n"
            (Path(folder) / names[title]).write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
        with _opened(Path(folder)) as workspace:
            asker = Asker(workspace)
            for row in rows:
                paragraph = asker.find(names[row["title"]], row["passage"])
                gold = [] if paragraph is None else [
                    (paragraph[0], paragraph[1] + at, paragraph[1] + at + len(answer))
                    for answer in row["answers"] for at in [row["passage"].find(answer)] if at >= 0
                ]  # fmt: skip
                yield from asker.ask("squad", row["title"], row["question"], is_answered=row["answerable"], gold=gold)
                if row["answerable"] and paragraph and zlib.crc32(row["question"].encode()) % 2:
                    yield from asker.ask(
                        "squad removed",
                        row["title"],
                        row["question"],
                        is_answered=False,
                        without=_overlapping([paragraph]),
                    )


def _of_news(articles: Path, rows: Sequence[Row]) -> Iterator[Example]:
    with _opened(articles) as workspace:
        asker = Asker(workspace)
        for number, row in enumerate(rows):
            sources = sorted(row.get("articles") or [])
            group = sources[0] if sources else row["id"]
            gold = [
                found for each in row.get("evidence") or [] if (found := asker.find(each["article"], each["quote"]))
            ]
            is_answered = row["type"] != "null_query"
            if is_answered and not gold and number % 3:
                continue
            yield from asker.ask("news", group, row["question"], is_answered=is_answered, gold=gold)
            if sources:
                removed = asker.ids(sources)
                yield from asker.ask("news all", group, row["question"], is_answered=False, without=_among(removed))
            if len(sources) > 1:
                one = asker.ids([sources[zlib.crc32(row["question"].encode()) % len(sources)]])
                yield from asker.ask("news one", group, row["question"], is_answered=False, without=_among(one))


def gather_examples() -> list[Example]:
    """All that is learned from, and "own test", "seed" and "shipped", which are only measured."""
    examples = [*_of_events("dev", "own")]
    folder = evaluation_folder()
    if folder is not None:
        examples += _of_groups(folder)
        examples += _of_squad(read_rows(folder / "abstain" / "squad2.jsonl"))
        examples += _of_news(folder / "news" / "articles", read_rows(folder / "news" / "questions.jsonl"))
        with _opened(shipped_articles()) as workspace:
            examples += _of_own(Asker(workspace), "shipped", read_rows(folder / "seed_questions.jsonl"), "seed")
    with _opened(shipped_articles()) as workspace:
        examples += _of_own(Asker(workspace), "shipped", read_rows(OWN / "shipped.jsonl"), "shipped")
    examples += _of_events("test", "own test")
    return examples


# Fitting


def fit_sentences(
    rows: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64], penalty: float = 40.0
) -> Model:
    """Logistic regression with an L2 penalty on standardised features, by Newton's method."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    design = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    ridge = np.diag([*np.full(rows.shape[1], penalty), 0.0])
    solution = np.zeros(design.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-design @ solution))
        gradient = design.T @ (weights * (likely - truths)) + ridge @ solution
        curvature = (
            (design * (weights * likely * (1 - likely))[:, None]).T @ design + ridge + 1e-6 * np.eye(len(solution))
        )
        step = np.linalg.solve(curvature, gradient)
        solution -= step
        if np.abs(step).max() < 1e-6:
            break
    own = solution[:-1] / spread
    return Model(own, float(solution[-1] - middle @ own))


def sentence_model(examples: Sequence[Example]) -> Model:
    """The weights of SENTENCE_FEATURES, from questions whose answering sentence is known or that have none."""
    rows, truths, weights = [], [], []
    for example in examples:
        known = not example.is_answered or any(labels.any() for labels in example.gold)
        if not known or example.name in ("news all", "news one"):
            continue
        for clause, labels in zip(example.clauses, example.gold, strict=True):
            rows.append(clause.evidence.rows)
            truths.append(labels)
            weights.append(np.full(len(labels), SETS[example.name]))
    return fit_sentences(np.vstack(rows), np.concatenate(truths), np.concatenate(weights))


def fit_trees(
    table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64], rounds: int
) -> list[dict[str, Any]]:
    """The trees, as nested mappings."""
    import lightgbm

    parameters = {
        "objective": "binary", "num_leaves": 8, "learning_rate": 0.04, "min_data_in_leaf": 40, "bagging_fraction": 0.7, "bagging_freq": 1,
        "feature_fraction": 0.3, "lambda_l2": 10.0, "num_threads": 1, "deterministic": True, "verbose": -1, "seed": 1,
        "monotone_constraints": [_direction(name) for name in MEASURES], "monotone_constraints_method": "advanced",
    }  # fmt: skip
    data = lightgbm.Dataset(table, label=truths.astype(float), weight=weights)
    dumped = lightgbm.train(parameters, data, rounds).dump_model()
    return [
        _nested(tree["tree_structure"]) for tree in dumped["tree_info"] if "split_feature" in tree["tree_structure"]
    ]


_SPEAK_FOR = ("top_", "most_", "mean_clause", "least_clause", "least_date", "least_of_", "mean_of_")
_SPEAKS_FOR = ("best", "second", "together", "ahead", "mean_best", "mean_together")
_EITHER_WAY = ("typed", "yes_no", "few_terms", "many_terms", "clauses", "named_publishers", "dates")
_EITHER_WAY_OF_A_SENTENCE = ("rank", "short", "heading", "asking", "exact_lack")


def _direction(measure: str) -> int:
    """1 where more of a measure can only make it surer that the articles answer, -1 where less so, 0 where it depends."""
    if measure.startswith(("worst_clause_", "mean_clause_")) and measure != "mean_clause_of_all":
        return -1
    if measure in _SPEAKS_FOR or measure.startswith(_SPEAK_FOR):
        return 1
    if measure in _EITHER_WAY or measure.partition("_")[2] in _EITHER_WAY_OF_A_SENTENCE:
        return 0
    return -1


def _nested(node: dict[str, Any]) -> dict[str, Any]:
    if "leaf_value" in node:
        return {"value": round(node["leaf_value"], 5)}
    limit = float(f"{node['threshold']:.6g}")
    return {
        "measure": MEASURES[node["split_feature"]], "limit": limit,
        "below": _nested(node["left_child"]), "above": _nested(node["right_child"]),
    }  # fmt: skip


def described(model: Model, trees: list[dict[str, Any]], scale: Sequence[float]) -> dict[str, Any]:
    """The contents of the model's file; `scale` is slope, shift and shift_named."""
    return {
        "about": "Whether the articles answer a question: weights of a sentence's features, trees over a question's measures.",
        "made_by": "python -m bench train-answerability",
        "learned_from": [
            "SQuAD 2.0 (Rajpurkar, Jia and Liang 2018), CC BY-SA 4.0",
            "MultiHop-RAG (Tang and Yang 2024), ODC-BY",
            "bench/sets/dev and bench/sets/groups, ours",
        ],
        "sentence_weights": {
            name: round(float(value), 5) for name, value in zip(SENTENCE_FEATURES, model.weights, strict=True)
        },
        "sentence_bias": round(model.bias, 5),
        "lean": LEAN,
        **{name: round(value, 5) for name, value in zip(("slope", "shift", "shift_named"), scale, strict=True)},
        "trees": trees,
    }


LEAN = 0.3
"""How much of the sentences' own log odds is added to the trees': it carries over to other kinds of questions better."""


def fit_scale(
    sums: NDArray[np.float64], table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Slope and shifts that turn sums into probabilities (Platt 1999)."""
    named = np.array([names_publisher(row) for row in table], dtype=float)
    model = fit_sentences(np.column_stack([sums, named]), truths, weights, penalty=1e-3)
    return float(model.weights[0]), model.bias, float(model.weights[1])


def fold_of(group: str) -> int:
    """The fold of a group: all its questions are in one."""
    return zlib.crc32(group.encode()) % FOLDS


def _table(examples: Sequence[Example], model: Model) -> NDArray[np.float64]:
    return np.array([measure(each.query, each.ranked, each.clauses, model) for each in examples])


def _balanced(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that give the answered and the unanswered of each family the same say; those with one article away count for nothing."""
    families = [(each.name.partition(" ")[0], each.is_answered) for each in examples]
    own = np.array([0.0 if each.name == "news one" else 1.0 for each in examples])
    totals: dict[tuple[str, bool], float] = {}
    for family, weight in zip(families, own, strict=True):
        totals[family] = totals.get(family, 0.0) + float(weight)
    shares = np.array([1000.0 * FAMILIES[family[0]] / (totals[family] or 1.0) for family in families])
    return np.asarray(own * shares)


def show(what: str, truths: NDArray[np.bool_], sums: NDArray[np.float64], threshold: float) -> dict[str, float]:
    """One row of the report."""
    said = sums >= threshold
    figures = {
        "auroc": auroc(sums.tolist(), truths.tolist()),
        "abstained": float((~said[~truths]).mean()),
        "answered": float(said[truths].mean()),
    }
    print(f"{what:24}" + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)
    return figures


ROUNDS = 300
GROUPS: dict[str, tuple[str, ...]] = {
    "the best sentence": ("best", "second", "together", "ahead", "mean_"),
    "features of the best": ("best_",),
    "the least of each lack": ("least_",),
    "the passages' measures": ("top_", "most_", "mean_clause"),
    "the part as a whole": PART_FEATURES,
    "clause by clause": ("worst_clause", "mean_clause_"),
    "publishers and days": NAMED_MEASURES,
}
"""Measures that are left out together for the ablation, by the beginning of their names."""


def run(*, quick: bool) -> dict[str, float]:
    """Cross-validate, print the ablation, and write the model learned from everything, where all sets are there."""
    examples = gather_examples()
    learned = [each for each in examples if each.name in SETS]
    figures = _report(learned, quick=quick)
    description = described(*learn(learned))
    if {each.name for each in learned} >= set(SETS):
        MODEL_FILE.write_text(json.dumps(description) + "\n", encoding="utf-8")
    else:
        print("the model is left as it is: it is learned from the evaluation sets as well")
    held = [each for each in examples if each.name not in SETS]
    final = Model.of(description)
    for name in sorted({each.name for each in held}):
        own = [each for each in held if each.name == name]
        sure = np.array([final.confidence(row) for row in _table(own, final)])
        row = show(f"{name}, held out", _truths(own), sure, ANSWER_THRESHOLD)
        figures |= {f"{name.replace(' ', '_')}_{figure}": value for figure, value in row.items()}
    return figures


def learn(
    learned: Sequence[Example], without: Sequence[str] = ()
) -> tuple[Model, list[dict[str, Any]], tuple[float, float, float]]:
    """The sentence weights, the trees, and the scale of the confidence, from everything."""
    folds = np.array([fold_of(each.group) for each in learned])
    table = _table_by_others(learned, folds)
    weights = np.array([SETS[each.name] for each in learned])
    truths = _truths(learned)
    sums = _sums_by_others(table, truths, weights, folds, without)
    slope, shift, shift_named = fit_scale(sums, table, truths, _balanced(learned))
    scale = (slope, shift - CAUTION, shift_named + CAUTION)
    trees = fit_trees(_blanked(table, without), truths, weights, ROUNDS)
    return sentence_model(learned), trees, scale


def _truths(examples: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([each.is_answered for each in examples], dtype=bool)


def _table_by_others(learned: Sequence[Example], folds: NDArray[np.intp]) -> NDArray[np.float64]:
    """MEASURES of each example, with sentence weights learned from the other folds."""
    table = np.zeros((len(learned), len(MEASURES)))
    for fold in range(FOLDS):
        rows = np.flatnonzero(folds == fold)
        if len(rows):
            model = sentence_model([each for each, own in zip(learned, folds, strict=True) if own != fold])
            table[rows] = _table([learned[int(row)] for row in rows], model)
    return table


def _sums_by_others(
    table: NDArray[np.float64],
    truths: NDArray[np.bool_],
    weights: NDArray[np.float64],
    folds: NDArray[np.intp],
    without: Sequence[str],
) -> NDArray[np.float64]:
    """For each example the sum of trees that were learned from the other folds."""
    seen = _blanked(table, without)
    sums = np.zeros(len(truths))
    for fold in range(FOLDS):
        own = folds == fold
        if own.any():
            trees = fit_trees(seen[~own], truths[~own], weights[~own], ROUNDS)
            sums[own] = Forest.of(trees, MEASURES).score(seen[own].astype(np.float32))
    return np.asarray(sums + LEAN * seen[:, MEASURES.index("together")])


def _blanked(table: NDArray[np.float64], without: Sequence[str]) -> NDArray[np.float64]:
    if not without:
        return table
    seen = table.copy()
    seen[:, [place for place, name in enumerate(MEASURES) if name.startswith(tuple(without))]] = 0.0
    return seen


def _report(learned: Sequence[Example], *, quick: bool) -> dict[str, float]:
    """Cross-validated figures of each set, and what leaving out measures costs."""
    folds = np.array([fold_of(each.group) for each in learned])
    table, truths = _table_by_others(learned, folds), _truths(learned)
    weights = np.array([SETS[each.name] for each in learned])
    names = np.array([each.name for each in learned])
    figures: dict[str, float] = {}
    for left_out, measures in {"": (), **({} if quick else GROUPS)}.items():
        sums = _sums_by_others(table, truths, weights, folds, measures)
        slope, shift, shift_named = fit_scale(sums, table, truths, _balanced(learned))
        odds = slope * sums + shift + shift_named * np.array([names_publisher(row) for row in table])
        print(f"without {left_out}" if left_out else "everything")
        for name in SETS:
            rows = _compared(names, truths, [each.question for each in learned], name)
            if rows.any():
                row = show(f"  {name}", truths[rows], odds[rows], 0.0)
                if not left_out:
                    figures |= {f"{name.replace(' ', '_')}_{figure}": value for figure, value in row.items()}
    return figures


def _compared(
    names: NDArray[np.str_], truths: NDArray[np.bool_], questions: Sequence[str], name: str
) -> NDArray[np.bool_]:
    """The examples of a set; where answers were taken away, with the same questions as they were."""
    own = names == name
    if truths[own].any():
        return np.asarray(own)
    asked = {question for question, is_own in zip(questions, own, strict=True) if is_own}
    whole = names == name.split(maxsplit=1)[0]
    return np.asarray(own | (whole & truths & np.array([question in asked for question in questions])))
