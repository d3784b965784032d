"""/digest now, subscribe, unsubscribe and preview: for who may manage the server, and for anybody in direct messages."""

from typing import Any

import discord
from discord import app_commands

from bot.digest.form import Form
from bot.digest.schedule import zone_names
from bot.discord.commands import choices
from bot.discord.digest_deeds import DigestDeeds
from bot.recall.known import Known

Interaction = discord.Interaction[Any]
DAYS = {
    "Every day": "0123456", "Weekdays": "01234", "Weekends": "56", "Mondays": "0", "Tuesdays": "1", "Wednesdays": "2",
    "Thursdays": "3", "Fridays": "4", "Saturdays": "5", "Sundays": "6",
}  # fmt: skip


class DigestCommands:
    """Makes the command with its four parts."""

    def __init__(self, deeds: DigestDeeds, known: Known) -> None:
        self._deeds = deeds
        self._known = known

    def group(self) -> app_commands.Group:
        """The command."""
        group = app_commands.Group(
            name="digest",
            description="What is new, told as stories, in this channel.",
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in (self._subscribe(), *self._plain()):
            group.add_command(command)
        return group

    def _plain(self) -> tuple[app_commands.Command[Any, ..., None], ...]:
        async def now(interaction: Interaction) -> None:
            await self._deeds.preview(interaction, alone=False)

        async def preview(interaction: Interaction) -> None:
            await self._deeds.preview(interaction, alone=True)

        async def unsubscribe(interaction: Interaction) -> None:
            await self._deeds.unsubscribe(interaction)

        told = {
            now: "Tell everybody here what is new since the last digest.",
            preview: "Show only me what the next digest would tell by now.",
            unsubscribe: "Let no more digests come here.",
        }
        return tuple(
            app_commands.Command(name=deed.__name__, description=words, callback=deed) for deed, words in told.items()
        )

    def _subscribe(self) -> app_commands.Command[Any, ..., None]:
        async def subscribe(
            interaction: Interaction,
            at: str,
            zone: str,
            days: str = DAYS["Weekdays"],
            publishers: str = "",
            topics: str = "",
            quiet: bool = False,  # noqa: FBT001, FBT002 - a command's options are read from its signature
        ) -> None:
            chosen = frozenset(int(day) for day in days)
            await self._deeds.subscribe(interaction, Form(_hour(at), chosen, zone, publishers, topics, quiet))

        async def zones(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return choices(sorted(zone_names()), current)

        async def publishers_known(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return choices((await self._known.overview()).publishers, current)

        described = app_commands.describe(
            at="The hour, such as 08:00",
            zone="The time zone, such as Europe/Berlin",
            days="On which days; weekdays unless you say so",
            publishers="Only from these, apart by commas",
            topics="Only what touches one of these, apart by commas",
            quiet="Post nothing on days without news",
        )(app_commands.autocomplete(zone=zones, publishers=publishers_known)(subscribe))
        chosen = app_commands.choices(days=[app_commands.Choice(name=name, value=days) for name, days in DAYS.items()])(
            described
        )
        return app_commands.Command(name="subscribe", description="Let a digest come to this channel.", callback=chosen)


def _hour(written: str) -> str:
    """The hour as a form has it: "8" and "8:30" as they are meant."""
    hour, _, minute = written.strip().partition(":")
    return f"{int(hour):02}:{minute or '00'}" if hour.isdecimal() else written
