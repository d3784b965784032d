"""Problem: what is wrong with one file of a source, while the others go on."""

import re
from dataclasses import dataclass

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    r"""The text with control characters and line ends escaped, so that it is one harmless line.

    >>> one_line("two\nlines")
    'two\\nlines'
    """
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One clear line about one file; ValueError where the file or the message is missing."""

    file: str
    message: str

    def __post_init__(self) -> None:
        if not self.file or not self.message:
            raise ValueError("a problem names its file and says what is wrong")

    def __str__(self) -> str:
        return one_line(f"{self.file}: {self.message}")
