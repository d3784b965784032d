"""The commands: /ask, /articles, /feedback, and "Ask the articles about this" in a message's menu."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import discord
from discord import app_commands

from bot.chat.wording import shortened, visible
from bot.chat.words import ASK_ABOUT
from bot.desk.desk import Desk
from bot.discord import limits
from bot.discord.acknowledging import Acknowledgement, acknowledge
from bot.discord.answers import plain_panel
from bot.discord.articles import articles_panel
from bot.discord.deeds import THANKS_FOR_WHY, person_of, show
from bot.discord.listening import Commanded, command_question
from bot.discord.surfaces import Surfaces
from bot.recall.known import Known
from bot.store.store import Store
from retrieval.question import MAX_QUESTION_CHARACTERS
from retrieval.retriever import Filters

NOTHING_TO_JUDGE = "You have not asked me anything yet, so there is no answer to judge."
NO_WORDS = "That message has no words that I could look for."
RECENT = 25

Interaction = discord.Interaction[Any]


class Commands:
    """Adds the commands to a tree. Everyone may use them, in servers, direct messages, and where they bring the app."""

    def __init__(self, *, desk: Desk, store: Store, known: Known, surfaces: Surfaces) -> None:
        self._desk = desk
        self._store = store
        self._known = known
        self._surfaces = surfaces

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add every command."""
        for command in (self._ask(), self._articles(), self._feedback(), self._menu()):
            tree.add_command(everywhere(command))

    def _ask(self) -> app_commands.Command[Any, ..., None]:
        async def ask(
            interaction: Interaction,
            question: app_commands.Range[str, 1, MAX_QUESTION_CHARACTERS],
            publisher: str = "",
            since: str = "",
            until: str = "",
            private: bool = False,  # noqa: FBT001, FBT002 - a command's options are read from its signature
        ) -> None:
            acknowledged = Acknowledgement(interaction, alone=private)
            try:
                filters = await self._filters(publisher, since, until)
            except ValueError as error:
                await acknowledged.ended()
                await show(interaction, plain_panel(str(error)))
                return
            await self._take(commanded(interaction), acknowledged, question, filters, is_private=private)

        async def publishers(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return choices((await self._known.overview()).publishers, current)

        async def questions(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return choices(await self._store.questions.recent(person_of(interaction), RECENT), current)

        described = app_commands.describe(
            question="What do you want to know?",
            publisher="Only articles of this publisher",
            since="Only articles from this day on, such as 2025-07-16",
            until="Only articles up to and including this day",
            private="Only you see the answer",
        )(app_commands.autocomplete(publisher=publishers, question=questions)(ask))
        return app_commands.Command(
            name="ask",
            description="Ask the articles; every statement cites the words it stands on.",
            callback=described,
        )

    def _articles(self) -> app_commands.Command[Any, ..., None]:
        async def articles(interaction: Interaction) -> None:
            await acknowledge(interaction)
            await show(interaction, articles_panel(await self._known.overview(newest=limits.ARTICLES_LISTED)))

        return app_commands.Command(
            name="articles", description="What the articles are that I know.", callback=articles
        )

    def _feedback(self) -> app_commands.Command[Any, ..., None]:
        async def feedback(
            interaction: Interaction,
            verdict: Literal["good", "bad"],
            why: app_commands.Range[str, 1, limits.INPUT_CHARACTERS] = "",
        ) -> None:
            await acknowledge(interaction)
            person = person_of(interaction)
            question_id = await self._store.questions.last_answered(person)
            if question_id is None:
                await show(interaction, plain_panel(NOTHING_TO_JUDGE))
                return
            await self._desk.feedback(question_id, person, is_good=verdict == "good", reason=why)
            await show(interaction, plain_panel(THANKS_FOR_WHY))

        described = app_commands.describe(verdict="How was my last answer to you?", why="What was good or wrong?")(
            feedback
        )
        return app_commands.Command(
            name="feedback", description="Say what you think of my last answer to you.", callback=described
        )

    def _menu(self) -> app_commands.ContextMenu:
        async def ask_about(interaction: Interaction, message: discord.Message) -> None:
            acknowledged = Acknowledgement(interaction, alone=True)
            if not visible(message.content):
                await acknowledged.ended()
                await show(interaction, plain_panel(NO_WORDS))
                return
            text = shortened(message.content, MAX_QUESTION_CHARACTERS)
            await self._take(commanded(interaction), acknowledged, text, Filters(), is_private=True)

        return app_commands.ContextMenu(name=ASK_ABOUT, callback=ask_about)

    async def _take(
        self, came: Commanded, acknowledged: Acknowledgement, text: str, filters: Filters, *, is_private: bool
    ) -> None:
        asked = command_question(came, text, filters, is_private=is_private)
        await self._desk.start(asked, self._surfaces.of(asked, acknowledged))
        acknowledged.begin()

    async def _filters(self, publisher: str, since: str, until: str) -> Filters:
        """The filters; ValueError, in words for the person, where there is no such publisher or day."""
        known = {name.casefold(): name for name in (await self._known.overview()).publishers}
        if publisher and publisher.casefold() not in known:
            raise ValueError(
                f"I know no article by {publisher}. I know: {', '.join(sorted(known.values())) or 'none'}."
            )
        chosen = frozenset([known[publisher.casefold()]] if publisher else [])
        first, last = _day(since), _day(until)
        if first and last and first > last:
            raise ValueError(f"No day is both since {first} and until {last}.")
        return Filters(chosen, first, last)


def everywhere(command: Any) -> Any:
    """The command, for servers and direct messages, installed by a server or by a person."""
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(
        app_commands.allowed_installs(guilds=True, users=True)(command)
    )


def commanded(interaction: Interaction) -> Commanded:
    """The command as plain values."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    here = interaction.channel_id or 0
    return Commanded(
        interaction.id,
        interaction.application_id,
        interaction.token,
        interaction.user.id,
        str(interaction.guild_id or ""),
        parent or here,
        here if parent else None,
        interaction.created_at.timestamp(),
    )


def choices(known: Iterable[str], current: str) -> list[app_commands.Choice[str]]:
    """Those that contain what was typed, as Discord takes them."""
    typed = current.casefold()
    fit = (each for each in known if typed in each.casefold() and 1 <= len(each) <= limits.CHOICE_CHARACTERS)
    return [app_commands.Choice(name=each, value=each) for _, each in zip(range(limits.CHOICES), fit, strict=False)]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip()) if written.strip() else None
    except ValueError:
        raise ValueError(f"{written} is no day that I can read. Write it like this: 2025-07-16.") from None
