"""Where the question sets are: those of this repository, and those that FOOTNOTE_EVAL names."""

import json
import os
import random
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

OWN = Path(__file__).parents[1] / "sets"
EVENTS = ("airline_merger", "battery_recall", "club_sale", "hospital_ransomware", "metro_overrun", "studio_closure")


@dataclass(frozen=True, slots=True)
class AskedCorpus:
    """A corpus folder and the questions asked of it."""

    name: str
    articles: Path
    questions: tuple[Row, ...]


def read_rows(path: Path) -> tuple[Row, ...]:
    """The objects of a file of JSON lines."""
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def evaluation_folder() -> Path | None:
    """The folder that FOOTNOTE_EVAL names; None, and a line that says so, where it names none."""
    named = os.environ.get("FOOTNOTE_EVAL")
    if named and Path(named).is_dir():
        return Path(named)
    print("FOOTNOTE_EVAL names no folder of evaluation sets: measuring on the small sets in bench/sets alone.")
    return None


def events(half: str) -> list[AskedCorpus]:
    """The invented events of a half, `dev` or `test`."""
    folders = sorted(path for path in (OWN / half).iterdir() if (path / "questions.jsonl").is_file())
    return [AskedCorpus(path.name, path / "articles", read_rows(path / "questions.jsonl")) for path in folders]


def groups(evaluation: Path, folder: Path) -> list[AskedCorpus]:
    """The groups of four articles of the news corpus, each copied into a corpus folder of its own below `folder`."""
    return [_copied(path, evaluation, folder) for path in sorted((OWN / "groups").glob("*.jsonl"))]


def same_story(half: str, evaluation: Path, folder: Path) -> list[AskedCorpus]:
    """The stories of a half, `dev` or `test`, that several publishers told, each copied into a corpus folder of its own."""
    return [_copied(path, evaluation, folder) for path in sorted((OWN / "same_story" / half).glob("*.jsonl"))]


def wordings(half: str, evaluation: Path | None, folder: Path) -> list[AskedCorpus]:
    """Points of a half, `dev` or `test`, asked in several wordings; those over the news corpus only where `evaluation` is there."""
    found = []
    for path in sorted((OWN / "wordings" / half).glob("*.jsonl")):
        articles = OWN / "dev" / path.stem / "articles"
        if articles.is_dir():
            found.append(AskedCorpus(path.stem, articles, read_rows(path)))
        elif evaluation is not None:
            found.append(_copied(path, evaluation, folder / "wordings" / half))
    return found


def _copied(path: Path, evaluation: Path, folder: Path) -> AskedCorpus:
    rows = read_rows(path)
    articles = folder / path.stem
    articles.mkdir(parents=True)
    for name in rows[0]["corpus"]:
        shutil.copy(evaluation / "news" / "articles" / name, articles / name)
    return AskedCorpus(path.stem, articles, rows)


def some(rows: Sequence[Row], most: int | None) -> tuple[Row, ...]:
    """All rows, or a fixed sample of at most `most`."""
    return tuple(rows) if most is None or len(rows) <= most else tuple(random.Random(5).sample(list(rows), most))


def with_evidence(questions: Iterable[Row]) -> list[Row]:
    """Questions of the answer sets in the form of the retrieval sets: what a citation must overlap is the evidence."""
    return [
        {**question, "evidence": question["gold"], "articles": sorted({gold["article"] for gold in question["gold"]})}
        for question in questions
        if question["answerable"] and question["gold"]
    ]


def without_publishers(question: str, publishers: Iterable[str]) -> str:
    """The question with the publishers' names taken out, however quoted; what named them stays without a name."""
    for publisher in sorted(publishers, key=len, reverse=True):
        name = re.escape(publisher)
        question = re.sub(rf"(?i)['\"‘“]?\b{name}(?!\w)['\"’”]?(?:['’]s)?", " ", question)
    return " ".join(question.split())
