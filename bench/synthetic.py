"""A folder of made-up articles of any number, the same at each run: words as frequent as in a language, articles with topics."""

import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from corpus.outline import outline

WORDS_A_SENTENCE = 18
SENTENCES_A_PASSAGE = 10
RARE_WORDS = 20_000
TOPIC_WORDS = 60
PUBLISHERS = 40
_SYLLABLES = (
    "ba",
    "cor",
    "den",
    "el",
    "fi",
    "gan",
    "hol",
    "is",
    "ka",
    "lor",
    "mi",
    "nan",
    "or",
    "pel",
    "ro",
    "sta",
    "ta",
    "u",
)


def _frequent_words(articles: Path) -> list[str]:
    """The words of the shipped articles, the most frequent first."""
    counted: dict[str, int] = {}
    for path in sorted(articles.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for sentence in outline(text):
            for word in sentence.span.of(text).split():
                bare = word.strip("“”‘’.,:;—()%$").lower()
                if bare.isalpha():
                    counted[bare] = counted.get(bare, 0) + 1
    return sorted(counted, key=lambda word: (-counted[word], word))


def vocabulary(articles: Path) -> list[str]:
    """Words from frequent to rare: those of the shipped articles, then made-up ones."""
    chance = random.Random(7)
    made_up = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(RARE_WORDS)}
    return _frequent_words(articles) + sorted(made_up, key=lambda word: (len(word), word))


def write_articles(folder: Path, count: int, passages_each: int, words: Sequence[str]) -> None:
    """Write `count` Markdown articles with title, publisher and date, each long enough for that many passages."""
    chance = random.Random(11)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        topic = chance.choices(words[200:], k=TOPIC_WORDS)
        sentences = [_sentence(chance, words, weights, topic) for _ in range(passages_each * SENTENCES_A_PASSAGE)]
        paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
        title = " ".join(chance.choices(topic, k=6)).capitalize()
        published = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        publisher = f"Publisher {chance.randrange(PUBLISHERS)}"
        head = f'---\ntitle: "{title}"\npublisher: "{publisher}"\npublished: {published}\n---\n\n'
        (folder / f"{number:05}.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def _sentence(chance: random.Random, words: Sequence[str], weights: Sequence[float], topic: Sequence[str]) -> str:
    chosen = chance.choices(words, cum_weights=weights, k=WORDS_A_SENTENCE - 6) + chance.choices(topic, k=6)
    chance.shuffle(chosen)
    return " ".join(chosen).capitalize() + "."


def write_questions(folder: Path, count: int) -> list[str]:
    """Questions in the words of articles of the folder, in a fixed order."""
    chance = random.Random(13)
    paths = sorted(folder.glob("*.md"))
    questions = []
    for _ in range(count):
        body = chance.choice(paths).read_text(encoding="utf-8").rsplit("---", 1)[1]
        sentence = chance.choice(body.split("."))
        asked = chance.sample(sentence.split(), k=min(8, len(sentence.split())))
        questions.append(f"What did the company say about {' '.join(asked).lower()}?")
    return questions
