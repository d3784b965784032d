import pytest

from bot.settings import Settings
from bot.settings_faults import SettingsWrong


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """Sets the environment and writes the file that the settings are read from."""
    monkeypatch.chdir(tmp_path)

    def write(file="", **variables):
        (tmp_path / "footnote.toml").write_text(file)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return write


def test_the_environment_counts_before_the_file_and_what_is_given_before_both(environment, tmp_path):
    environment('answer_slots = 2\nwaiting = 7\ndata = "/from/file"', FOOTNOTE_ANSWER_SLOTS="3")
    settings = Settings.load(data=tmp_path)
    assert (settings.answer_slots, settings.waiting, settings.data) == (3, 7, tmp_path)


def test_secrets_have_their_usual_names_and_are_never_shown(environment):
    environment('discord_token = "sesame-2"', SLACK_BOT_TOKEN="sesame-1")
    settings = Settings.load()
    assert settings.slack_bot_token.get_secret_value() == "sesame-1"
    assert settings.discord_token.get_secret_value() == "sesame-2"
    assert "sesame" not in repr(settings)


def test_all_that_is_wrong_is_told_at_once_by_name_with_what_would_be_right_and_no_value(environment):
    environment("answer_slots = 'sesame'\ncorpse = 1", DATABASE_URL="sesame", FOOTNOTE_CHROMA_URL="sesame")
    with pytest.raises(SettingsWrong) as wrong:
        Settings.load()
    assert sorted(wrong.value.faults) == [
        "DATABASE_URL: not an address of PostgreSQL or SQLite, for example postgresql://user:password@host/footnote",
        "FOOTNOTE_ANSWER_SLOTS: should be a whole number",
        "FOOTNOTE_CHROMA_URL: should be an address that begins with http:// or https://, for example http://chroma:8000",
        "corpse: there is no such setting",
    ]


def test_a_file_that_is_no_toml_is_named(environment):
    environment("a = b = c")
    with pytest.raises(SettingsWrong, match=r"footnote\.toml: "):
        Settings.load()


def test_names_are_apart_by_commas_in_the_environment_and_a_list_in_the_file(environment):
    environment('allowed_channels = ["C1", "C2"]', FOOTNOTE_ALLOWED_WORKSPACES="W1, W2")
    settings = Settings.load()
    assert settings.allowed_channels == {"C1", "C2"}
    assert settings.allowed_workspaces == {"W1", "W2"}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_of_postgresql_is_spoken_by_the_driver_that_comes_along(environment, scheme):
    environment(DATABASE_URL=f"{scheme}://me@host/name")
    assert Settings.load().database_url.get_secret_value() == "postgresql+psycopg://me@host/name"


def test_the_command_tells_each_wrong_setting_on_a_line_of_its_own(environment, footnote):
    environment("answer_slots = 0\nwaiting = -1")
    told = footnote("articles")
    assert told.code == 2
    assert len(told.err.splitlines()) == 2


def test_the_address_of_slack_may_do_without_its_last_slash(environment):
    environment(FOOTNOTE_SLACK_API_URL="https://slack.example/api")
    assert Settings.load().slack_api_url == "https://slack.example/api/"
