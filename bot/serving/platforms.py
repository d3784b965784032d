"""The platforms that `footnote serve` can run, and what settings each needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.serving import discord_part, slack_part
from bot.serving.ground import Ground
from bot.serving.supervision import Part
from bot.settings import Settings
from bot.settings_faults import SettingsWrong

NOTHING_TO_SERVE = (
    "nothing to serve: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN for Slack, DISCORD_TOKEN for Discord, or both; "
    "footnote init asks for them, footnote check tries them"
)

PartMaker = Callable[[Ground], Part]
"""Makes a part from what it stands on."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A part that talks to people. `is_wanted`: some setting of it is there; `lacks`: a line for each that isn't."""

    make: PartMaker
    is_wanted: Callable[[Settings], bool]
    lacks: Callable[[Settings], Sequence[str]]


def wanted(platforms: Mapping[str, Platform], settings: Settings) -> dict[str, PartMaker]:
    """The platforms whose settings are there; SettingsWrong where there are none, or some only in part."""
    chosen = {name: platform for name, platform in platforms.items() if platform.is_wanted(settings)}
    if not chosen:
        raise SettingsWrong([NOTHING_TO_SERVE])
    lacking = [line for platform in chosen.values() for line in platform.lacks(settings)]
    if lacking:
        raise SettingsWrong(lacking)
    return {name: platform.make for name, platform in chosen.items()}


PLATFORMS: Mapping[str, Platform] = {
    "slack": Platform(slack_part.part, slack_part.is_wanted, slack_part.lacks),
    "discord": Platform(discord_part.part, discord_part.is_wanted, discord_part.lacks),
}
"""By name; those run whose settings are there."""
