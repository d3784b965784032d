"""Questionnaire: the few things that a bot needs to be told, and the settings' file that the answers make. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask for. An empty answer leaves the setting out; any other begins with `begins`."""

    name: str
    words: str
    begins: str = ""
    is_secret: bool = False

    def fault_of(self, answer: str) -> str | None:
        """What is wrong with an answer, in words; None where nothing is."""
        if answer and not answer.startswith(self.begins):
            return f"that should begin with {self.begins}"
        return None


QUESTIONS = (
    Question("corpus", "Folder of your articles (empty: the four that come along)"),
    Question("slack_bot_token", "Slack: bot token, xoxb-… (empty: no Slack)", "xoxb-", is_secret=True),
    Question("slack_app_token", "Slack: app token for Socket Mode, xapp-… (empty: no Slack)", "xapp-", is_secret=True),
    Question("discord_token", "Discord: bot token (empty: no Discord)", is_secret=True),
    Question("openai_api_key", "OpenAI key (empty: answers in the articles' own sentences)", is_secret=True),
    Question("database_url", "PostgreSQL address (empty: files in the data folder)", "postgres", is_secret=True),
)


def toml_of(answers: Mapping[str, str]) -> str:
    """The file's text. A TOML basic string is written like a JSON string."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in answers.items()]
    head = "# Footnote's settings; the README has them all. The environment counts before this file."
    return "\n".join([head, *lines]) + "\n"
