from bot.discord.check import check_discord
from bot.setup.findings import Verdict


async def test_without_a_token_there_is_nothing_to_try():
    (found,) = await check_discord("")
    assert found.verdict is Verdict.ABSENT


async def test_something_that_is_no_token_is_told_without_being_shown():
    (found,) = await check_discord("hunter2")
    assert found.verdict is Verdict.BAD
    assert "Reset Token" in found.remedy
    assert "hunter2" not in f"{found}"
