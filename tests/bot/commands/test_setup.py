import asyncio
import stat
import tomllib

import pytest

from bot.settings import Settings
from bot.setup.findings import Finding, Verdict


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def verdicts(outcome):
    return {finding["what"]: finding["verdict"] for finding in outcome.lines}


def test_check_says_what_works_and_what_is_not_set_up(footnote):
    checked = footnote("check", "--json")
    assert checked.code == 0
    found = verdicts(checked)
    assert {found[what] for what in ("settings", "clock", "database", "articles")} == {"good"}
    assert "absent" in found.values()


def test_check_names_a_setting_that_there_is_not(footnote, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_CORPSE", "1")
    assert verdicts(footnote("check", "--json"))["setting FOOTNOTE_CORPSE"] == "doubtful"


def test_check_tells_what_is_wrong_and_what_to_do(footnote, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    checked = footnote("check", data=tmp_path / "data")
    assert checked.code == 1
    assert "SLACK_APP_TOKEN is not set" in " ".join(checked.out.split())
    assert "✗ database: PostgreSQL" in checked.out
    assert "DATABASE_URL right?" in " ".join(checked.out.split())
    assert "secret" not in checked.out


def test_init_writes_what_it_was_told_where_nobody_else_reads_it(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from bot.cli import app

    done = CliRunner().invoke(app, ["init"], input='\nwrong\nxoxb-1\nxapp-"2"\n\n\n\n')
    assert done.exit_code == 0, done.output
    file = tmp_path / "footnote.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert tomllib.loads(file.read_text()) == {"slack_bot_token": "xoxb-1", "slack_app_token": 'xapp-"2"'}
    assert "should begin with xoxb-" in done.output
    assert Settings.load().slack_app_token.get_secret_value() == 'xapp-"2"'


def test_init_writes_over_nothing_unless_it_is_told_to(footnote, tmp_path):
    (tmp_path / "footnote.toml").write_text("waiting = 1\n")
    assert footnote("init").code == 2
    assert (tmp_path / "footnote.toml").read_text() == "waiting = 1\n"


def test_a_finding_that_is_bad_says_what_to_do():
    with pytest.raises(ValueError, match="what to do"):
        Finding("Slack", Verdict.BAD, "no")


def test_retention_runs_as_long_as_it_is_told_to(store, clock):
    from bot.serving.retention import Retention
    from tests.bot.store.test_store import answered

    async def run():
        await answered(store)
        clock.pass_seconds(3 * 86_400)
        kept = await Retention(store, 4).let_go(), await Retention(store, None).let_go()
        return (*kept, await Retention(store, 2).let_go())

    assert asyncio.run(run()) == (0, 0, 1)
