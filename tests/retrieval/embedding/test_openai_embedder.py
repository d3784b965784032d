import numpy as np
import pytest

from bench.model.endpoint import Scripted, endpoint_beside
from retrieval.embedding.openai_embedder import BATCH_TEXTS, OpenAIEmbedder
from retrieval.errors import EmbedderError


@pytest.fixture
def opened():
    asked = []

    def script(request):
        asked.append(len(request["input"]))
        return Scripted()

    with endpoint_beside(script) as address:
        yield OpenAIEmbedder("letters", api_key="sk-canary", base_url=address), asked


def test_texts_become_rows_in_their_order(opened):
    embedder, _ = opened
    rows = embedder.embed_passages(["aaa", "bbb", ""])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 0])
    assert np.allclose(rows[1], embedder.embed_question("bbb"))


def test_many_texts_are_sent_in_batches_and_counted(opened):
    embedder, asked = opened
    assert len(embedder.embed_passages(["one two"] * (BATCH_TEXTS + 5))) == BATCH_TEXTS + 5
    assert asked == [BATCH_TEXTS, 5]
    assert embedder.tokens_used == 2 * (BATCH_TEXTS + 5)


def test_text_that_is_no_unicode_is_embedded_all_the_same(opened):
    embedder, _ = opened
    assert np.isfinite(embedder.embed_passages(["half \ud800 a pair"])).all()


def test_another_address_means_other_vectors():
    one, other = (OpenAIEmbedder("m", api_key="k", base_url=url) for url in ("http://a.example", "http://b.example"))
    assert one.name != other.name


def test_the_price_of_a_known_model_is_known():
    embedder = OpenAIEmbedder("text-embedding-3-small", api_key="k")
    embedder.tokens_used = 1_000_000
    assert embedder.cost_usd == pytest.approx(0.02)


@pytest.mark.parametrize(
    "scripted",
    [Scripted(status=401), Scripted(status=404), Scripted(raw=b"{}"), Scripted(raw=b'{"data": [{"index": 5}]}')],
)
def test_what_goes_wrong_is_told_without_secrets(scripted):
    with endpoint_beside(lambda request: scripted) as address:
        embedder = OpenAIEmbedder("letters", api_key="sk-canary", base_url=address)
        with pytest.raises(EmbedderError) as raised:
            embedder.embed_question("x")
    assert "canary" not in f"{raised.value!r} {embedder!r} {raised.value.__cause__!r}"
    assert "letters" in str(raised.value)


def test_a_key_is_needed_where_nobody_else_answers():
    with pytest.raises(EmbedderError, match="OPENAI_API_KEY"):
        OpenAIEmbedder("text-embedding-3-small", api_key=None)
