"""What people do with an answer once it is there: look at a passage, page on, judge it."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bot.chat.references import PassageReference, read_question_id
from bot.chat.words import WHAT_WAS_WRONG, WRONG_FOR_EXAMPLE
from bot.desk.asked import Person
from bot.desk.desk import Desk
from bot.discord import limits
from bot.discord.acknowledging import acknowledge, open_modal
from bot.discord.answers import plain_panel
from bot.discord.articles import articles_panel
from bot.discord.faults import doing, persistently
from bot.discord.panel import Panel
from bot.discord.passages import PAGE_CHARACTERS, nearest_panel, passage_panel, quoted_panel
from bot.discord.place import PLATFORM
from bot.discord.references import Action, Carried
from bot.discord.views import NOBODY, view_of
from bot.recall.known import Known
from bot.recall.recall import LOST, Opened, Recall
from retrieval.answering.answer import Abstention

THANKS = "Thank you. That helps."
THANKS_FOR_WHY = "Thank you. Your words are kept with the question and its answer."


class Deeds:
    """Raises SurfaceError where Discord doesn't take it, LibraryError where it can't be read or kept."""

    def __init__(self, desk: Desk, recall: Recall, known: Known) -> None:
        self._desk = desk
        self._recall = recall
        self._known = known

    async def click(self, interaction: discord.Interaction[Any], carried: Carried) -> None:
        """Do what a button or a choice is for; each answers within three seconds, before anything is read."""
        match carried.action:
            case Action.PASSAGE:
                await self._open_passage(interaction, PassageReference.read(carried.value))
            case Action.CHOOSE_PASSAGE:
                chosen = Carried.read(_chosen(interaction))
                await self._open_passage(interaction, PassageReference.read(chosen.value))
            case Action.NEAREST:
                await self._open_nearest(interaction, read_question_id(carried.value))
            case Action.ARTICLES:
                await self._turn_articles(interaction, read_question_id(carried.value))
            case Action.GOOD:
                await self._praise(interaction, read_question_id(carried.value))
            case Action.BAD:
                await self._blame(interaction, read_question_id(carried.value))
            case Action.WHY:
                await self._explain(interaction, read_question_id(carried.value))

    async def _open_passage(self, interaction: discord.Interaction[Any], reference: PassageReference) -> None:
        """Show a passage to who clicked; another page of it in the same place."""
        await acknowledge(interaction, in_place=reference.page is not None)
        found = await self._recall.passage(reference.passage, PAGE_CHARACTERS)
        if found is None:
            panel = plain_panel(LOST)
        else:
            panel = passage_panel(found, reference) if isinstance(found, Opened) else quoted_panel(found)
        await show(interaction, panel)

    async def _open_nearest(self, interaction: discord.Interaction[Any], question_id: int) -> None:
        await acknowledge(interaction)
        recalled = await self._recall.answer(question_id)
        if recalled is None or not isinstance(recalled.reply.result, Abstention) or not recalled.passages:
            await show(interaction, plain_panel(LOST))
            return
        await show(interaction, nearest_panel(recalled.reply.result.nearest, recalled.passages))

    async def _turn_articles(self, interaction: discord.Interaction[Any], page: int) -> None:
        await acknowledge(interaction, in_place=True)
        await show(interaction, articles_panel(await self._known.overview(newest=limits.ARTICLES_LISTED), page))

    async def _praise(self, interaction: discord.Interaction[Any], question_id: int) -> None:
        await acknowledge(interaction)
        await self._desk.feedback(question_id, person_of(interaction), is_good=True)
        await show(interaction, plain_panel(THANKS))

    async def _blame(self, interaction: discord.Interaction[Any], question_id: int) -> None:
        """Ask why; the judgement counts even where nothing is written."""
        await open_modal(interaction, why_modal(question_id))
        await self._desk.feedback(question_id, person_of(interaction), is_good=False)

    async def _explain(self, interaction: discord.Interaction[Any], question_id: int) -> None:
        await acknowledge(interaction)
        reason = next(_written(interaction.data or {}), "")
        await self._desk.feedback(question_id, person_of(interaction), is_good=False, reason=reason)
        await show(interaction, plain_panel(THANKS_FOR_WHY))


def why_modal(question_id: int) -> discord.ui.Modal:
    """Asks what was wrong with an answer. It is answered by its `custom_id`, so that it outlives a restart."""
    modal = discord.ui.Modal(title="Thank you", custom_id=str(Carried(Action.WHY, str(question_id))), timeout=None)
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph,
        custom_id="why",
        required=False,
        max_length=limits.INPUT_CHARACTERS,
        placeholder=WRONG_FOR_EXAMPLE,
    )
    modal.add_item(discord.ui.Label(text=WHAT_WAS_WRONG, component=field))
    modal.stop()
    return modal


async def show(interaction: discord.Interaction[Any], panel: Panel) -> None:
    """Show a panel where the interaction was acknowledged."""

    async def edit() -> None:
        with doing("the answer to an interaction"):
            await interaction.edit_original_response(view=view_of(panel), allowed_mentions=NOBODY)

    await persistently(edit)


def person_of(interaction: discord.Interaction[Any]) -> Person:
    """Who did it."""
    return Person(PLATFORM, str(interaction.guild_id or ""), str(interaction.user.id))


def _chosen(interaction: discord.Interaction[Any]) -> str:
    """The value of the option that was chosen."""
    data: Mapping[str, Any] = interaction.data or {}
    return str(next(iter(data.get("values", ())), ""))


def _written(component: Mapping[str, Any]) -> Iterator[str]:
    """What was written into a modal's fields, however deep they lie."""
    if isinstance(component.get("value"), str):
        yield component["value"]
    inner = component.get("component")
    for each in [*component.get("components", ()), *([inner] if inner else [])]:
        yield from _written(each)
