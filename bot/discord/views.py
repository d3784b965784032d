"""Panel → the library's views, ready to be sent."""

import discord

from bot.discord.panel import Box, Button, Buttons, Choice, Panel, Part, Rule, Words

Item = discord.ui.Item[discord.ui.LayoutView]

NOBODY = discord.AllowedMentions.none()
"""Given with every message and every edit: an edit forgets what the client was told."""


def view_of(panel: Panel) -> discord.ui.LayoutView:
    """The view that shows the panel. Its buttons are answered by their `custom_id` alone, so it need not be kept."""
    view = discord.ui.LayoutView(timeout=None)
    for part in panel.parts:
        view.add_item(_item(part))
    # The library would keep every sent view to call it back; ours have nothing to call.
    view.stop()
    return view


def _item(part: Part) -> Item:
    match part:
        case Words():
            return discord.ui.TextDisplay(part.markup)
        case Rule():
            return discord.ui.Separator()
        case Buttons():
            return discord.ui.ActionRow(*map(_button, part.buttons))
        case Choice():
            return discord.ui.ActionRow(_choice(part))
        case Box():
            return discord.ui.Container(*map(_item, part.parts), accent_colour=part.accent)


def _button(button: Button) -> discord.ui.Button[discord.ui.LayoutView]:
    return discord.ui.Button(label=button.label, custom_id=button.custom_id, disabled=button.is_disabled)


def _choice(choice: Choice) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        discord.SelectOption(label=each.label, value=each.value, description=each.description or None)
        for each in choice.options
    ]
    return discord.ui.Select(custom_id=choice.custom_id, placeholder=choice.placeholder, options=options)
