"""What `footnote check` finds of Discord: the token, what the app may read, where it has been added; in plain words."""

from collections.abc import Sequence

import aiohttp
import discord

from bot.chat.wording import counted
from bot.settings import Settings
from bot.setup.findings import Finding, Verdict

TOKEN, MESSAGES, SERVERS = "Discord: token", "Discord: message content", "Discord: servers"

_GET_TOKEN = (
    "Open your app in Discord's developer portal, choose Bot → Reset Token, and put the token into DISCORD_TOKEN."  # noqa: S105
)
_PARTS_OF_TOKEN = 3


async def check(settings: Settings) -> Sequence[Finding]:
    """Try what is set; see `bot.setup.findings.Check`."""
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    return await check_discord(token, reads_messages=settings.discord_reads_messages)


async def check_discord(token: str, *, reads_messages: bool = False) -> list[Finding]:
    """Try a token; empty where there is none."""
    if not token:
        return [Finding("Discord", Verdict.ABSENT, "no token is set, so it will not run on Discord")]
    if len(token.split(".")) != _PARTS_OF_TOKEN:
        return [Finding(TOKEN, Verdict.BAD, "DISCORD_TOKEN does not look like a bot token", _GET_TOKEN)]
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
        return await _found(client, reads_messages=reads_messages)
    except discord.LoginFailure:
        return [Finding(TOKEN, Verdict.BAD, "Discord does not know this token", _GET_TOKEN)]
    except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        words = f"Discord can't be reached ({type(error).__name__})"
        return [Finding(TOKEN, Verdict.DOUBTFUL, words, "Look whether this machine reaches discord.com.")]
    finally:
        await client.close()


async def _found(client: discord.Client, *, reads_messages: bool) -> list[Finding]:
    info = await client.application_info()
    found = [Finding(TOKEN, Verdict.GOOD, f"it is {client.user}'s")]
    may_read = info.flags.gateway_message_content or info.flags.gateway_message_content_limited
    if reads_messages and not may_read:
        found.append(
            Finding(
                MESSAGES,
                Verdict.BAD,
                "FOOTNOTE_DISCORD_READS_MESSAGES is set, but the app may not read messages",
                "Switch on Message Content Intent under Bot in the developer portal, or leave the setting out.",
            )
        )
    return [*found, _servers(info)]


def _servers(info: discord.AppInfo) -> Finding:
    count = info.approximate_guild_count
    if count:
        return Finding(SERVERS, Verdict.GOOD, f"the bot is in {counted(count, 'server')}")
    # Reading and writing messages, threads and their messages, and reading back what it wrote.
    permissions = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        create_public_threads=True,
        read_message_history=True,
    )
    invitation = discord.utils.oauth_url(info.id, permissions=permissions, scopes=("bot", "applications.commands"))
    return Finding(SERVERS, Verdict.DOUBTFUL, "the bot is in no server yet", f"Add it to one: {invitation}")
