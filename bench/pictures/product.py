"""What the product itself answers and tells from the four shipped articles, for the pictures of every platform."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.recall.known import Known, Overview
from bot.settings import Settings
from bot.workspace.workspace import Workspace, open_workspace
from retrieval.answering.reply import Reply
from retrieval.digest.composing import compose
from retrieval.digest.story import Digest
from retrieval.retriever import NO_FILTERS

DISPUTED = "Did Scale AI disclose how many employees were laid off?"
UNANSWERED = "What was Scale AI's revenue in 2024?"
DAY = date(2025, 7, 17)
"""The day of the digest: the morning after the latest of the articles."""


@dataclass(frozen=True, slots=True)
class Product:
    """A reply in which the articles disagree, an abstention, the digest, and what the library holds."""

    disputed: Reply
    unanswered: Reply
    digest: Digest
    overview: Overview


@cache
def product() -> Product:
    """Made once, by the parts that `footnote serve` runs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_workspace(Settings(data=Path(folder)), notice=print, progress=lambda *_: None) as workspace,
    ):
        disputed, unanswered = (workspace.answerer.answer(each, NO_FILTERS) for each in (DISPUTED, UNANSWERED))
        overview = asyncio.run(Known(workspace.library).overview())
        return Product(disputed, unanswered, _digest(workspace), overview)


def _digest(workspace: Workspace) -> Digest:
    ids = sorted(record.id for record in workspace.library.listing())
    articles = workspace.library.articles(ids)
    return compose([articles[each] for each in ids])
