"""Panel: a message of Components V2 as plain values, which can't be one that Discord refuses; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.discord import limits


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of Markdown, see `bot.discord.markup`."""

    markup: str

    def __post_init__(self) -> None:
        if not self.markup.strip():
            raise ValueError("words say something")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between parts."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `custom_id` is what it carries, see `bot.discord.references`."""

    label: str
    custom_id: str
    is_disabled: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.label) <= limits.BUTTON_LABEL_CHARACTERS:
            raise ValueError(f"a button's label has up to {limits.BUTTON_LABEL_CHARACTERS} characters")
        if not 1 <= len(self.custom_id) <= limits.CUSTOM_ID_CHARACTERS:
            raise ValueError(f"a button carries up to {limits.CUSTOM_ID_CHARACTERS} characters")


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in a row: one to five."""

    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.buttons) <= limits.BUTTONS_IN_ROW:
            raise ValueError(f"a row has one to {limits.BUTTONS_IN_ROW} buttons")


@dataclass(frozen=True, slots=True)
class Option:
    """One of a choice's options."""

    label: str
    value: str
    description: str = ""

    def __post_init__(self) -> None:
        if not self.label or not self.value:
            raise ValueError("an option has a label and a value")
        if max(len(self.label), len(self.value), len(self.description)) > limits.OPTION_CHARACTERS:
            raise ValueError(f"an option's texts have up to {limits.OPTION_CHARACTERS} characters")


@dataclass(frozen=True, slots=True)
class Choice:
    """A menu with 1 to 25 options, of which one is chosen."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.options) <= limits.SELECT_OPTIONS:
            raise ValueError(f"a choice has one to {limits.SELECT_OPTIONS} options")
        if len({option.value for option in self.options}) < len(self.options):
            raise ValueError("the options of a choice have different values")
        if len(self.placeholder) > limits.PLACEHOLDER_CHARACTERS:
            raise ValueError(f"a placeholder has up to {limits.PLACEHOLDER_CHARACTERS} characters")


@dataclass(frozen=True, slots=True)
class Box:
    """Parts that stand together in a frame; `accent` is the colour at its side, as 0xRRGGBB."""

    parts: tuple["Words | Rule | Buttons | Choice", ...]
    accent: int | None = None

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a box holds something")


Part = Words | Rule | Buttons | Choice | Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole message. Raises ValueError for more than Discord takes; `fits` tells before."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a message shows something")
        if not fits(self.parts):
            raise ValueError(
                f"a message has up to {limits.COMPONENTS_IN_MESSAGE} components and {limits.DISPLAY_CHARACTERS} characters"
            )


def fits(parts: tuple[Part, ...]) -> bool:
    """Whether Discord takes a message of these parts."""
    every = list(_every(parts))
    characters = sum(len(part.markup) for part in every if isinstance(part, Words))
    components = sum(1 + (len(part.buttons) if isinstance(part, Buttons) else 0) for part in every)
    components += sum(isinstance(part, Choice) for part in every)  # a choice stands in a row of its own
    return characters <= limits.DISPLAY_CHARACTERS and components <= limits.COMPONENTS_IN_MESSAGE


def _every(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Box):
            yield from part.parts
