"""Judged: what of a file's text is the article, by the plain-text rules, with what they leave out and why; pure."""

from corpus.boilerplate.judge import judge
from corpus.errors import SourceError
from corpus.layout import layout
from corpus.sources.extracted import Extracted, LeftOut
from corpus.sources.files import FileText


def judged(found: FileText) -> Extracted:
    """What is kept of a file: its text where that is the article alone, else those blocks that are; SourceError for none."""
    if found.is_clean:
        return Extracted(found.text, found.metadata, found.left_out, is_clean=True)
    verdicts = judge(found.text, layout(found.text))
    kept = [verdict.block.span.of(found.text) for verdict in verdicts if verdict.is_kept]
    left_out = [LeftOut(verdict.block.span.of(found.text), verdict.reason) for verdict in verdicts if verdict.reason]
    if not kept:
        raise SourceError("holds no article that can be told from the page around it")
    return Extracted("\n\n".join(kept) + "\n", found.metadata, tuple(left_out), is_clean=True)
