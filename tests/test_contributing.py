"""The pages for contributors, tried by doing what they say."""

import json
import re
import textwrap
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SourceError
from corpus.library import Library
from retrieval.index.index import Index
from retrieval.retriever import NO_FILTERS
from tests.bot.desk.surface_contract import SurfaceContract
from tests.bot.scripted import GAZETTE, LEDGER

ROOT = Path(__file__).parent.parent


def code_of(page):
    """What the page's code defines."""
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    defined = {}
    exec(compile(textwrap.dedent(block), page, "exec"), defined)
    return defined


def test_the_embedder_of_the_page_finds_passages(tmp_path):
    embedder = code_of("add-an-embedder.md")["WordEmbedder"]()
    with Library.open(tmp_path) as library:
        for each in (LEDGER, GAZETTE):
            library.put(each, each.source, "stamp")
        with Index.open(tmp_path, library, embedder, notice=print) as index:
            vector = embedder.embed_question("The ferries will sail twice a day until spring.")
            (nearest, _), *_ = index.dense.nearest(vector, 1, NO_FILTERS)
    assert nearest.startswith("gazette:")
    assert np.isclose(np.linalg.norm(vector), 1)


def test_the_source_of_the_page_reads_articles_and_refuses_the_rest():
    read = code_of("add-a-source.md")["read_news_json"]
    kept = read(json.dumps({"headline": "Ferry cuts", "body": "Norlink cuts 120 jobs."}).encode())
    assert (kept.text, kept.metadata.title) == ("Norlink cuts 120 jobs.", "Ferry cuts")
    for wrong in (b"", b"[]", b'{"body": ""}', b"[" * 100_000):
        with pytest.raises(SourceError):
            read(wrong)


class TestSurfaceOfThePage(SurfaceContract):
    @pytest.fixture
    def surface(self):
        return code_of("add-a-platform.md")["PrintedSurface"]()

    @pytest.fixture
    def texts(self, capsys):
        printed = []

        def all_so_far():
            printed.append(capsys.readouterr().out)
            return "".join(printed)

        return all_so_far


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "SECURITY.md", *(f"docs/{each.name}" for each in (ROOT / "docs").glob("*.md"))]
)
def test_every_path_that_a_page_names_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:bot|corpus|retrieval|tests|bench|docs|\.ci)/[\w/.-]+)`", text))
    named |= {f"docs/{name}" for name in re.findall(r"\]\(docs/([\w.-]+)\)", text)}
    assert {path for path in named if "NAME" not in path and not (ROOT / path).exists()} == set()
