"""A folder of news-like articles of any number, made of real sentences.

Each article takes its own at random and gives every name and number in them a new one, so that no two tell the same.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.quality.question_sets import OWN, evaluation_folder
from bot.settings import shipped_articles
from corpus.outline import outline

PARAGRAPHS, SENTENCES_A_PARAGRAPH = 12, 4
PUBLISHERS, NAMES = 400, 40_000
MOST_SENTENCES = 30_000
_NAME = re.compile(r"(?<=[a-z,;’] )[A-Z][a-z]{2,}\b")
_NUMBER = re.compile(r"\d+")
_STARTS = "Ba Cor Den El Fi Gan Hol Is Ka Lor Mi Nan Or Pel Ro Sta Ta Ul".split()
_ENDS = "bach dale deck dom field gard hurst ix kamp land lin mer nov quist rell son".split()
_SHAPES = (
    "What did {who} say about {about}?",
    "Why did {who} {about}?",
    "Who {about}, {who}?",
    "When did {who} {about}?",
    "How many {about} did {who} have?",
    "What happened to {who}: {about}?",
)


def real_sentences() -> list[str]:
    """Sentences of the shipped articles, of the invented events and, where FOOTNOTE_EVAL names them, of 609 news items."""
    folders = [shipped_articles(), *sorted(OWN.glob("*/*/articles"))]
    if (evaluation := evaluation_folder()) is not None:
        folders.append(evaluation / "news" / "articles")
    found: dict[str, None] = {}
    for path in (each for folder in folders for each in sorted(folder.iterdir()) if each.suffix in {".txt", ".md"}):
        text = path.read_text(encoding="utf-8")
        text = text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text
        found |= dict.fromkeys(" ".join(each.span.of(text).split()) for each in outline(text))
        if len(found) >= MOST_SENTENCES:
            break
    return [each if each[-1] in ".!?”" else f"{each}." for each in found if 40 <= len(each) <= 400]


def write_remixed(folder: Path, count: int, sentences: Sequence[str]) -> None:
    """Write `count` Markdown articles with title, publisher and date, the same at each run."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chance = random.Random(f"article {number}")
        title, *paragraphs = _told(chance, sentences)
        published = f"{2015 + number % 11}-{1 + number % 12:02}-{1 + number % 28:02}"
        publisher = f"The {_name(random.Random(f'publisher {number % PUBLISHERS}'))} Post"
        head = f'---\ntitle: "{title}"\npublisher: "{publisher}"\npublished: {published}\n---\n\n'
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir()
        (place / f"{number:07}.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def questions_on(count: int, of: int, sentences: Sequence[str]) -> Iterator[str]:
    """So many questions about what single articles out of `of` tell, in their words and with their names."""
    chance = random.Random("questions")
    for _ in range(count):
        _, *paragraphs = _told(random.Random(f"article {chance.randrange(of)}"), sentences)
        words = re.findall(r"[\w’-]+", chance.choice(chance.choice(paragraphs).split(". ")))
        names = [word for word in words[1:] if word[0].isupper() and len(word) > 4][:2]
        common = [word for word in words if word.islower() and len(word) > 4]
        about = " ".join(chance.sample(common, min(4, len(common))))
        yield chance.choice(_SHAPES).format(who=" and ".join(names) or "they", about=about)


def _told(chance: random.Random, sentences: Sequence[str]) -> list[str]:
    """A title, then paragraphs. Within an article, a name has one new name throughout."""
    named: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        return named.setdefault(found[0], _name(chance))

    def renumbered(found: re.Match[str]) -> str:
        return "".join(chance.choice("123456789") for _ in found[0])

    def fresh(sentence: str) -> str:
        return _NUMBER.sub(renumbered, _NAME.sub(renamed, sentence))

    paragraphs = [
        " ".join(fresh(chance.choice(sentences)) for _ in range(SENTENCES_A_PARAGRAPH)) for _ in range(PARAGRAPHS)
    ]
    title = " ".join(re.findall(r"\w+", paragraphs[0])[:8])
    return [title, *paragraphs]


def _name(chance: random.Random) -> str:
    """One of some tens of thousands of names, a few of them much more frequent than the others."""
    rank = int(NAMES ** chance.random())
    start, middle, end = _STARTS[rank % 18], _STARTS[rank // 18 % 18].lower(), _ENDS[rank // 324 % 16]
    return start + middle + end if rank < 5184 else f"{start}{middle}{_STARTS[rank // 5184 % 18].lower()}{end}"
