"""Small articles for tests, one sentence or several each, as the product would hold them."""

from datetime import date

from corpus.article import Article, Role, Sentence
from corpus.sentences import sentences
from retrieval.answering.reading.saying import Saying, sayings_of


def article(name: str, text: str, title: str | None = None, published: date | None = None) -> Article:
    """An article whose sentences are all its own; a line that begins with "# " is a heading."""
    found: list[Sentence] = []
    heading: int | None = None
    start = 0
    for paragraph, line in enumerate(text.splitlines(keepends=True)):
        begin, end = start, start + len(line.rstrip("\n"))
        start += len(line)
        is_heading = line.startswith("# ")
        role = Role.HEADING if is_heading else Role.PROSE
        spans = sentences(text, begin + 2 * is_heading, end)
        found.extend(Sentence(span, role, paragraph, heading=heading) for span in spans)
        if is_heading:
            heading = len(found) - 1
    return Article(name, f"{name}.txt", text, tuple(found), title=title, published=published)


def said(*texts: str, title: str | None = None) -> list[Saying]:
    """Every sentence of as many articles, named a, b, c …"""
    articles = [article("abcdefgh"[index], text, title) for index, text in enumerate(texts)]
    return [saying for each in articles for saying in sayings_of(each)]
