"""What a button carries on any platform, so that it works years later and after every restart; pure."""

import re
from dataclasses import dataclass
from typing import Self


class UnknownReference(ValueError):
    """A button carries what this version can't read."""


_REFERENCE = re.compile(r"(\d{1,18}):(\d{1,6})(?::(\d{1,6}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PassageReference:
    """A passage that was shown, by its lasting number in the store; `number` is the one in brackets that people saw.

    `page` is a page of its article; None for the one where the passage stands.
    """

    passage: int
    number: int
    page: int | None = None

    def __post_init__(self) -> None:
        if self.passage < 0 or self.number < 1 or (self.page is not None and self.page < 0):
            raise ValueError(f"{self!r} names no passage")

    def __str__(self) -> str:
        return f"{self.passage}:{self.number}" + ("" if self.page is None else f":{self.page}")

    @classmethod
    def read(cls, value: str) -> Self:
        """The reference that `str` wrote; UnknownReference for anything else."""
        match = _REFERENCE.fullmatch(value)
        if match is None or int(match[2]) < 1:
            raise UnknownReference(value[:40])
        return cls(int(match[1]), int(match[2]), None if match[3] is None else int(match[3]))


def read_question_id(value: str) -> int:
    """The question that a value names; UnknownReference where it names none."""
    if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        raise UnknownReference(value[:40])
    return int(value)
