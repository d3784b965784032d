"""How well prints of one text are found among other news: pairs of articles, F1 at the threshold that the product uses.

The prints are made from articles as publishers make them: cut, shortened, framed with words of their own, reworded in
places. The product's threshold keeps its distance from what different stories have in common (0.2 at most, measured); the
one that would be best is printed for each half of the articles. Where the set itself holds one story twice, that counts.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from corpus.copies import groups, likeness, signature
from corpus.sources.files import read_file, read_folder

CHANGES = ("cut", "drop", "frame", "words", "cut and words", "two in one")


def copy_figures(folder: Path) -> dict[str, float]:
    """F1 on the worse of two halves of the articles; the threshold that would be best on each half is printed."""
    texts = [read_file(file).text for file in read_folder(folder).files]
    halves = [_prints(texts[side::2], random.Random(37 + side)) for side in (0, 1)]
    found = [_f1(half) for half in halves]
    best = [_best_threshold(half) for half in halves]
    print(f"copies: F1 {found[0]:.4f} and {found[1]:.4f} on two halves; best thresholds {best[0]} and {best[1]}")
    return {"duplicates_f1": round(min(found), 4)}


def _prints(texts: Sequence[str], chance: random.Random) -> dict[str, tuple[int, bytes]]:
    """Articles and prints of every second: by name, of which article each is, and its signature."""
    made: dict[str, tuple[int, bytes]] = {}
    for number, text in enumerate(texts):
        made[f"{number}"] = (number, signature(text))
        for change in chance.sample(CHANGES, chance.choice((0, 0, 1, 2))):
            made[f"{number} {change}"] = (number, signature(_changed(text, change, texts, chance)))
    return made


def _changed(text: str, change: str, others: Sequence[str], chance: random.Random) -> str:
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if change == "cut":
        return "\n".join(paragraphs[: max(2, int(len(paragraphs) * chance.uniform(0.5, 0.9)))])
    if change == "drop":
        return "\n".join(line for line in paragraphs if chance.random() > 0.2)
    if change == "frame":
        return f"By our staff, with agencies.\n{text}\n{' '.join(chance.choice(others).split()[:60])}"
    if change == "words":
        words, share = text.split(), chance.choice((0.02, 0.05, 0.1))
        return " ".join(chance.choice(words) if chance.random() < share else word for word in words)
    if change == "cut and words":
        return _changed(_changed(text, "cut", others, chance), "words", others, chance)
    return f"{text}\n" + "\n".join(chance.choice(others).split("\n")[:3])


def _f1(made: Mapping[str, tuple[int, bytes]], least_common: float | None = None) -> float:
    """Over pairs that are in one group, against pairs that are of one article."""
    signatures = {name: signed for name, (_, signed) in made.items()}
    grouped = groups(signatures) if least_common is None else groups(signatures, least_common)
    by_group: dict[str, list[str]] = {}
    by_article: dict[int, list[str]] = {}
    for name, first in grouped.items():
        by_group.setdefault(first, []).append(name)
    for name, (number, _) in made.items():
        by_article.setdefault(number, []).append(name)
    got = {frozenset(pair) for names in by_group.values() for pair in combinations(names, 2)}
    wanted = {frozenset(pair) for names in by_article.values() for pair in combinations(names, 2)}
    wanted |= {pair for pair in got - wanted if _is_same_already(made, pair)}
    return 2 * len(got & wanted) / max(1, len(got) + len(wanted))


def _is_same_already(made: Mapping[str, tuple[int, bytes]], pair: frozenset[str]) -> bool:
    """Whether the set itself holds two articles of nearly one text: their publishers printed one story twice."""
    one, other = (str(made[name][0]) for name in pair)
    return likeness(made[one][1], made[other][1]) >= 0.45


def _best_threshold(made: Mapping[str, tuple[int, bytes]]) -> float:
    return max((round(0.16 + 0.02 * step, 2) for step in range(16)), key=lambda least: _f1(made, least))
