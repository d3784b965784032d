"""The command with a language model behind a local server that speaks the API."""

import contextlib
import json
import logging
import re

import pytest

from bench.model.endpoint import Scripted, endpoint_beside

KEY = "sk-canary-key-5f3a"
QUOTE = "Scale AI is laying off 200 employees, or 14 percent of its workforce"


def answering(request):
    """An honest model: finds the passage that has the words, and says them."""
    last = request["messages"][-1]["content"]
    found = re.search(rf"\[passage (\d+) [^\n]*\n(?:(?!\[end of).)*?{QUOTE}", last, re.DOTALL)
    if not found:
        return Scripted('{"statements": []}')
    statement = {
        "text": "Scale AI is laying off 200 employees, or 14% of its workforce.",
        "citations": [{"passage": int(found[1]), "quote": QUOTE}],
    }
    return Scripted(json.dumps({"statements": [statement]}))


@pytest.fixture
def served(monkeypatch):
    """Serves a script in a thread of its own, and sets the environment to it."""

    @contextlib.contextmanager
    def serve(script):
        with endpoint_beside(script) as address:
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            monkeypatch.setenv("OPENAI_BASE_URL", address)
            monkeypatch.setenv("FOOTNOTE_MODEL_SECONDS", "5")
            yield

    return serve


def test_a_model_s_answer_is_shown_with_what_it_took(footnote, served):
    with served(answering):
        (row,) = footnote("ask", "How many people did Scale AI lay off?", "--json").lines
    assert row["generator"] == "gpt-4o-mini"
    assert row["statements"][0]["text"].endswith("14% of its workforce.")
    assert QUOTE in row["citations"][0]["quote"]
    assert row["usage"]["calls"] == 1
    assert row["usage"]["input_tokens"] == 1000
    assert row["usage"]["cost_usd"] is None  # what a server of one's own costs isn't known


def test_in_the_terminal_statements_stand_above_their_sources(footnote, served):
    with served(answering):
        out = footnote("ask", "How many people did Scale AI lay off?").out
    assert out.startswith("Scale AI is laying off 200 employees, or 14% of its workforce. [1]")
    assert "Sources" in out


def test_a_model_that_is_down_is_told_in_one_quiet_line(footnote, served):
    with served(lambda request: Scripted(status=500)):
        done = footnote("ask", "How many people did Scale AI lay off?")
    assert done.code == 0
    assert "The language model is out of order. This answer is made of the articles' own sentences." in " ".join(
        done.out.split()
    )


def test_the_extractive_generator_asks_no_model(footnote, served):
    asked = []
    with served(asked.append):
        (row,) = footnote("ask", "How many people did Scale AI lay off?", "--json", "--generator", "extractive").lines
    assert (asked, row["generator"], row["usage"]) == ([], "extractive", None)


def test_a_required_model_that_is_not_configured_is_named(footnote):
    done = footnote("ask", "Why did Scale AI lay off staff?", "--generator", "openai")
    assert done.code == 1
    assert "OPENAI_API_KEY" in done.complaint


def test_an_unknown_generator_is_wrong_use(footnote):
    assert footnote("ask", "Why?", "--generator", "parrot").code == 2


@pytest.mark.parametrize("status", [401, 400, 429, 500])
def test_the_key_and_what_a_server_says_stand_in_no_output_and_no_log(footnote, served, caplog, status):
    with caplog.at_level(logging.DEBUG), served(lambda request: Scripted(status=status, headers={"Retry-After": "0"})):
        done = footnote("ask", "How many people did Scale AI lay off?", "--json", "--generator", "openai")
    assert done.code == 1
    assert "canary" not in done.out + done.err + caplog.text


def test_embeddings_of_an_endpoint_find_passages_and_their_cost_is_told(footnote, served, tmp_path, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_EMBEDDER", "openai/letters")
    with served(lambda request: Scripted('{"statements": []}')):
        first = footnote("search", "layoffs at Scale AI", "--json", data=tmp_path)
        second = footnote("search", "layoffs at Scale AI", "--json", data=tmp_path)
    assert first.lines[0]["passages"]
    assert "embedded" in first.err
    assert "at an unknown price" in first.err
    assert second.lines == first.lines
    assert "embedded" not in second.err


def test_an_embedder_without_a_key_says_what_it_needs(footnote, tmp_path, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_EMBEDDER", "openai/text-embedding-3-small")
    assert "OPENAI_API_KEY" in footnote("search", "layoffs", data=tmp_path).complaint


def test_a_digest_s_points_are_worded_by_the_model_unless_the_articles_own_sentences_are_asked_for(footnote, served):
    with served(answering):
        (worded,) = footnote("digest", "--since", "2025-07-01", "--json").lines
        (plain,) = footnote("digest", "--since", "2025-07-01", "--json", "--generator", "extractive").lines
    assert [each["text"] for each in worded["stories"][0]["statements"]] == [
        "Scale AI is laying off 200 employees, or 14% of its workforce."
    ]
    assert "14% of its workforce." not in json.dumps(plain)
    told = [[each["about"] for each in row["stories"][0]["disagreements"]] for row in (worded, plain)]
    assert told[0] == told[1]
    assert len(told[0]) == 2
