"""Findings: what `footnote check` finds when it tries a part for real, in words for the person who sets it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.settings import Settings


class Verdict(StrEnum):
    """How a part was found. ABSENT: it isn't set up, and needn't be."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was tried, how it was found, and, where it isn't good, what would put it right. Never holds a secret.

    For example: Finding("Slack: app token", Verdict.BAD, "SLACK_APP_TOKEN holds a bot token (xoxb-…)", "Make an app-level
    token with the scope connections:write under Basic Information, and put it there.").
    """

    what: str
    verdict: Verdict
    words: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if not self.what or not self.words:
            raise ValueError("a finding says what was tried and what was found")
        if self.verdict is Verdict.BAD and not self.remedy:
            raise ValueError(f"{self.what} is bad, so the finding says what to do")


class Check(Protocol):
    """A part that can be tried. `bot.slack.check.check` and `bot.discord.check.check` are such functions.

    Called by `footnote check`; takes what it needs from the settings, raises nothing, and changes nothing that people see.
    """

    async def __call__(self, settings: Settings) -> Sequence[Finding]:
        """Try it: each token's kind, each scope, each event, in plain words."""
