"""The contract of embedders, held by each of them, and what is particular to each."""

from pathlib import Path

import numpy as np
import pytest
from chromadb.api.types import EmbeddingFunction
from chromadb.utils.embedding_functions import known_embedding_functions

from bench.model.endpoint import Scripted, endpoint_beside
from retrieval.embedding.embedder import open_embedder
from retrieval.embedding.openai_embedder import OpenAIEmbedder
from retrieval.errors import EmbedderError
from tests.retrieval.toy_embedder import ToyEmbedder

TEXTS = [
    "The mayor opened the bridge on Monday.",
    "Profits fell by 14 % in the third quarter, said the company’s chief executive.",
    "Zürich 🙂 naïve façade: “quoted” — dashes…\n\n• a list item\ttabbed",
    "x",
]


class WordLengths(EmbeddingFunction):
    """A function of Chroma's kind: counts words by their length."""

    def __init__(self, dimensions=8, fail=False):
        self._dimensions = dimensions
        self._fail = fail

    def __call__(self, input):  # noqa: A002 - Chroma's own name
        if self._fail:
            raise ConnectionError("no route\nto host")
        rows = np.zeros((len(input), self._dimensions), dtype=np.float32)
        for row, text in zip(rows, input, strict=True):
            for word in text.split():
                row[len(word) % self._dimensions] += 1
        return list(rows)

    @staticmethod
    def name():
        return "word_lengths"

    @staticmethod
    def build_from_config(config):
        return WordLengths(**config)

    def get_config(self):
        return {"dimensions": self._dimensions}


@pytest.fixture
def word_lengths(monkeypatch):
    monkeypatch.setitem(known_embedding_functions, "word_lengths", WordLengths)


@pytest.fixture(params=["toy", "wordllama", "word_lengths", "openai"])
def embedder(request, word_lengths):
    """Each embedder in turn; OpenAI's speaks to an endpoint beside the test."""
    if request.param == "openai":
        with endpoint_beside(lambda _: Scripted()) as address:
            yield OpenAIEmbedder("letters", api_key="sk-canary", base_url=address)
        return
    yield ToyEmbedder() if request.param == "toy" else open_embedder(request.param)


def test_passages_become_rows_of_length_one(embedder):
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_passages_are_no_rows(embedder):
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_a_passage_has_the_same_vector_alone_and_in_company(embedder):
    together = embedder.embed_passages(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.allclose(embedder.embed_passages([text])[0], row, atol=1e-6)


def test_a_question_is_one_vector_of_length_one(embedder):
    vector = embedder.embed_question(TEXTS[0])
    assert vector.shape == (embedder.dimensions,)
    assert vector.dtype == np.float32
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)


def test_every_text_has_its_count_of_tokens(embedder):
    counts = embedder.count_tokens([*TEXTS, ""])
    assert len(counts) == len(TEXTS) + 1
    assert all(count > 0 for count in counts[:-1])
    assert counts[-1] == 0
    assert embedder.max_tokens > 0


def test_text_that_is_no_unicode_is_embedded_all_the_same(embedder):
    assert np.isfinite(embedder.embed_passages(["half \ud800 a pair"])).all()


def test_the_name_is_the_same_each_time(word_lengths):
    for name in ("wordllama", "word_lengths"):
        assert open_embedder(name).name == open_embedder(name).name


def test_wordllama_gives_the_vectors_that_its_package_gives():
    import wordllama

    theirs = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    assert np.allclose(open_embedder().embed_passages(TEXTS), theirs.embed(TEXTS, norm=True), atol=1e-6)
    ours = np.stack([open_embedder().embed_question(text) for text in TEXTS])
    assert np.allclose(ours, theirs.embed(TEXTS, norm=True), atol=1e-6)


def test_wordllama_names_its_version():
    from importlib.metadata import version

    assert open_embedder().name.endswith(f"@{version('wordllama')}")


def test_a_passage_of_wordllama_is_the_mean_of_its_tokens():
    embedder = open_embedder()
    (ids,) = embedder.token_ids([TEXTS[0]])
    vectors = embedder.token_vectors(ids)
    assert len(ids) == embedder.count_tokens([TEXTS[0]])[0]
    assert vectors.shape == (len(ids), embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert float((vectors @ embedder.embed_question(TEXTS[0])).mean()) > 0.2


def test_an_unknown_embedder_is_refused_with_the_names_of_the_known_ones():
    with pytest.raises(EmbedderError, match=r"no embedder wordlama\. Known: wordllama, .*onnx_mini_lm_l6_v2"):
        open_embedder("wordlama")


def test_options_that_a_function_does_not_know_are_refused(word_lengths):
    with pytest.raises(EmbedderError, match=r"word_lengths can't be set up: .*colour"):
        open_embedder("word_lengths", {"colour": "red"})


@pytest.mark.parametrize("limit", [0, "many", None])
def test_a_limit_of_tokens_is_a_whole_number(word_lengths, limit):
    with pytest.raises(EmbedderError, match="max_tokens"):
        open_embedder("word_lengths", {"max_tokens": limit})


def test_a_function_with_another_configuration_is_another_embedder(word_lengths):
    assert open_embedder("word_lengths").name != open_embedder("word_lengths", {"dimensions": 9}).name


def test_what_goes_wrong_inside_a_function_is_told_in_one_line(word_lengths):
    embedder = open_embedder("word_lengths", {"fail": True})
    with pytest.raises(EmbedderError, match=r"^The embedder word_lengths failed: no route to host"):
        embedder.embed_question("Why?")


def test_tokens_of_a_function_are_not_counted_too_low(word_lengths):
    english = TEXTS[:2]
    estimates, counts = open_embedder("word_lengths").count_tokens(english), open_embedder().count_tokens(english)
    assert all(estimate >= count for estimate, count in zip(estimates, counts, strict=True))
