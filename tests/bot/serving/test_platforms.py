import pytest

from bot.serving.platforms import NOTHING_TO_SERVE, PLATFORMS, wanted
from bot.settings import Settings
from bot.settings_faults import SettingsWrong


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_token_there_is_nothing_to_serve():
    with pytest.raises(SettingsWrong) as wrong:
        wanted(PLATFORMS, Settings())
    assert wrong.value.faults == (NOTHING_TO_SERVE,)


def test_a_platform_that_is_set_up_in_part_is_told_all_that_it_lacks():
    with pytest.raises(SettingsWrong, match="SLACK_APP_TOKEN is not set"):
        wanted(PLATFORMS, Settings(slack_bot_token="xoxb-1"))


@pytest.mark.parametrize("second", ["slack_app_token", "slack_signing_secret"])
def test_slack_runs_where_its_tokens_are(second):
    assert list(wanted(PLATFORMS, Settings(slack_bot_token="xoxb-1", **{second: "s"}))) == ["slack"]
