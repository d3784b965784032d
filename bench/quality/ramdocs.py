"""RAMDocs: whether different answers of different documents are shown.

Wang et al. 2025, Retrieval-Augmented Generation with Conflicting Evidence (arXiv:2504.13079). Its documents speak of several things of one
name, are wrong, or say nothing of the question; each is marked with the answer that it gives.
"""

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.quality.question_sets import Row, some
from bot.contract import reply_fields
from bot.settings import Settings
from bot.workspace.workspace import open_workspace
from retrieval.index.indexing import silent
from retrieval.language.terms import fold

_NONE = "unknown"


def measure_ramdocs(rows: Sequence[Row], most: int | None) -> dict[str, float]:
    """Of questions whose documents give two answers or more: the share with two on the sides of a disagreement, with two told at all,
    with one right one told; and the share of all shown disagreements whose sides give fewer than two.
    """
    told: list[tuple[bool, bool, bool]] = []
    shown: list[bool] = []
    for row in some(rows, most):
        answers = _answers(row)
        sides, said = _asked(row)
        on_sides = sum(any(fold(answer) in side for side in sides) for answer in answers)
        if sides:
            shown.append(on_sides < 2)
        if len(answers) > 1:
            text = " ".join([*sides, *said])
            told.append(
                (
                    on_sides > 1,
                    sum(fold(answer) in text for answer in answers) > 1,
                    any(fold(answer) in text for answer in row["gold_answers"]),
                )
            )
    both, several, right = (statistics.fmean(each[place] for each in told) for place in range(3))
    figures = {
        "ramdocs_both_sides": both,
        "ramdocs_two_answers_told": several,
        "ramdocs_right_told": right,
        "ramdocs_false_of_shown": statistics.fmean(shown) if shown else 0.0,
    }
    print(
        "RAMDocs  " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()),
        f" shown {len(shown)} of {len(told)}",
    )
    return figures


def _answers(row: Row) -> list[str]:
    """The different answers that its documents give."""
    given = (document["answer"] for document in row["documents"] if document["type"] != "noise")
    return list(dict.fromkeys(answer for answer in given if answer and fold(answer) != _NONE))


def _asked(row: Row) -> tuple[list[str], list[str]]:
    """What the sides of disagreements say, and what the statements say, folded."""
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for number, document in enumerate(row["documents"]):
            clean = "".join(each for each in document["text"] if each.isprintable() or each.isspace())
            text = f"---\ntitle: Document {number}\npublisher: Document {number}\n---\n\n{clean}\n"
            (articles / f"{number:02}.md").write_text(text, encoding="utf-8")
        with open_workspace(Settings(corpus=articles, data=Path(folder) / "data"), print, silent) as workspace:
            answer = reply_fields(workspace.answerer.answer(row["question"]))
    sides = [fold(side["text"]) for each in answer["disagreements"] for side in each["sides"]]
    return sides, [fold(each["text"]) for each in answer["statements"]]
