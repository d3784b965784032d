"""Discord's part, as the settings say."""

from collections.abc import Sequence

from bot.discord.part import DiscordPart
from bot.recall.known import Known
from bot.serving.digesting import composer_of, previews
from bot.serving.ground import Ground
from bot.settings import Settings


def is_wanted(settings: Settings) -> bool:
    """Whether Discord's token is set."""
    return bool(settings.discord_token)


def lacks(settings: Settings) -> Sequence[str]:
    """Nothing more is needed."""
    return ()


def part(ground: Ground) -> DiscordPart:
    """The part."""
    token = ground.settings.discord_token
    return DiscordPart(
        token.get_secret_value() if token else "",
        desk=ground.desk,
        store=ground.store,
        known=Known(ground.workspace.library),
        previews=previews(ground.store, composer_of(ground)),
        posters=ground.posters,
        reads_messages=ground.settings.discord_reads_messages,
    )
