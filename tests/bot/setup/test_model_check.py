import json
import socket

import pytest
from pydantic import SecretStr

from bench.model.endpoint import Scripted, endpoint
from bot.settings import Settings
from bot.setup.checks import check_chroma
from bot.setup.findings import Verdict
from bot.setup.model_check import check

IN_FORM = json.dumps({"statements": ["It works."]})


@pytest.fixture
def nowhere():
    """An address of this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def settings_of(tmp_path, **chosen):
    return Settings(data=tmp_path, openai_api_key=SecretStr("sk-canary"), model_seconds=1.0, **chosen)


async def found(tmp_path, scripted, **chosen):
    async with endpoint(lambda _: scripted) as address:
        (finding,) = await check(settings_of(tmp_path, openai_base_url=address, **chosen))
    assert "canary" not in f"{finding.words} {finding.remedy}"
    return finding


async def test_a_model_that_answers_in_form_is_found_good(tmp_path):
    finding = await found(tmp_path, Scripted(IN_FORM))
    assert (finding.verdict, "gpt-4o-mini answers, within" in finding.words) == (Verdict.GOOD, True)


async def test_a_model_that_answers_out_of_form_is_told_apart(tmp_path):
    finding = await found(tmp_path, Scripted("It works."))
    assert (finding.verdict, "not in the form" in finding.words) == (Verdict.DOUBTFUL, True)


@pytest.mark.parametrize(
    ("scripted", "words"),
    [
        (Scripted(status=401), "does not take the key in OPENAI_API_KEY"),
        (Scripted(status=404), "The language model in FOOTNOTE_MODEL is not there"),
        (Scripted(IN_FORM, finish=None), "broke off"),
        (Scripted(hang_seconds=5), "takes too long"),
    ],
)
async def test_what_is_wrong_with_a_model_is_told_with_what_to_do(tmp_path, scripted, words):
    finding = await found(tmp_path, scripted)
    assert (finding.verdict, words in finding.words) == (Verdict.BAD, True)
    assert "articles' own sentences" in finding.remedy


async def test_a_model_that_can_not_be_reached_is_told(tmp_path, nowhere):
    (finding,) = await check(settings_of(tmp_path, openai_base_url=nowhere, generator="openai"))
    assert (finding.verdict, "OPENAI_BASE_URL" in finding.remedy) == (Verdict.BAD, True)
    assert "own sentences" not in finding.remedy


async def test_without_a_model_there_is_nothing_to_try(tmp_path):
    (none,) = await check(Settings(data=tmp_path))
    (unwanted,) = await check(settings_of(tmp_path, generator="extractive"))
    assert (none.verdict, unwanted.verdict) == (Verdict.ABSENT, Verdict.ABSENT)


async def test_a_model_that_is_asked_for_and_not_set_up_is_told(tmp_path):
    (finding,) = await check(Settings(data=tmp_path, generator="openai"))
    assert (finding.verdict, "OPENAI_API_KEY" in finding.words) == (Verdict.BAD, True)


async def test_a_chroma_server_that_does_not_answer_is_told(tmp_path, nowhere):
    (finding,) = await check_chroma(Settings(data=tmp_path, chroma_url=nowhere))
    assert (finding.verdict, "FOOTNOTE_CHROMA_URL" in finding.remedy) == (Verdict.BAD, True)


async def test_without_a_chroma_server_none_is_tried(tmp_path):
    assert await check_chroma(Settings(data=tmp_path)) == []
