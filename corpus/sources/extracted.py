"""What was read out of a file or page: the article's text, what is known of it, and what was left out and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Protocol

from corpus.boilerplate.verdict import Reason
from corpus.metadata import Metadata


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that is no part of the article, and why."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as it was read.

    `is_clean` says that the text is the article alone, so that nothing of it need be told from a page around it.
    Raises ValueError where there is no text.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    left_out: tuple[LeftOut, ...] = ()
    is_clean: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an article needs a text")


class Reader(Protocol):
    """Reads an article out of bytes: called by whoever brings articles in."""

    def __call__(self, kind: str, data: bytes, address: str | None = None, charset: str | None = None) -> Extracted:
        """The article in `data` of a kind such as `html`; SourceError where there is none."""


def to_plain(extracted: Extracted) -> dict[str, Any]:
    """As values that JSON has."""
    plain = asdict(extracted)
    published = extracted.metadata.published
    plain["metadata"]["published"] = published.isoformat() if published else None
    return plain


def from_plain(plain: Mapping[str, Any]) -> Extracted:
    """What `to_plain` made."""
    said = dict(plain["metadata"])
    said["published"] = date.fromisoformat(said["published"]) if said["published"] else None
    left_out = tuple(LeftOut(each["text"], Reason(each["reason"])) for each in plain["left_out"])
    return Extracted(plain["text"], Metadata(**said), left_out, plain["is_clean"])
