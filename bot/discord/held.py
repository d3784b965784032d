"""HeldInteraction: a command that is known by its numbers alone, as after a restart; the library's own need the event."""

import discord
from discord.http import handle_message_parameters
from discord.webhook.async_ import async_context, interaction_response_params

from bot.discord.panel import Panel
from bot.discord.presence import Presence
from bot.discord.views import NOBODY, view_of

_THINKING = discord.InteractionResponseType.deferred_channel_message.value
_ALONE = 1 << 6
"""The flag of what one person sees alone."""


class HeldInteraction:
    """Raises the library's errors."""

    def __init__(self, presence: Presence, *, application: int, interaction: int, token: str) -> None:
        self._presence = presence
        self._application = application
        self._interaction = interaction
        self._token = token

    async def defer(self, *, alone: bool) -> None:
        """Acknowledge it."""
        webhook = await self._webhook()
        await async_context.get().create_interaction_response(
            self._interaction,
            self._token,
            session=webhook.session,
            params=interaction_response_params(type=_THINKING, data={"flags": _ALONE} if alone else None),
        )

    async def show(self, panel: Panel) -> int:
        """Show a panel in place of what it was acknowledged with; the message's number."""
        webhook = await self._webhook()
        with handle_message_parameters(
            view=view_of(panel), allowed_mentions=NOBODY, previous_allowed_mentions=NOBODY
        ) as shown:
            told = await async_context.get().edit_original_interaction_response(
                self._application,
                self._token,
                session=webhook.session,
                payload=shown.payload,
                multipart=shown.multipart,
                files=shown.files,
            )
        return int(told["id"])

    async def _webhook(self) -> discord.Webhook:
        return discord.Webhook.partial(self._application, self._token, client=await self._presence.client())
