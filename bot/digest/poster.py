"""Poster: what puts a digest into a channel; each platform has one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.desk.asked import Place
from retrieval.digest.story import Digest


@dataclass(frozen=True, slots=True)
class Post:
    """A digest as it is to be posted; `story_ids` are the numbers under which its stories are stored, in their order."""

    digest: Digest
    day: date
    story_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.story_ids) != len(self.digest.stories):
            raise ValueError("each story is stored before it is posted")


class Poster(Protocol):
    """Posts into the channels of one platform. Raises PostFailed where that did not work or may not have."""

    async def post(self, place: Place, post: Post, key: str) -> str:
        """Post a digest that can be found again by its key; what names the message on the platform."""

    async def find(self, place: Place, key: str, since: datetime) -> str | None:
        """What names the bot's own message of this key, posted since then; None where it isn't there."""

    async def tell_refused(self, place: Place, person: str) -> None:
        """Tell who asked for a channel's digest, and nobody else, that the channel takes none from the bot."""


class PostFailed(Exception):
    """A post did not arrive, or `arrived` is None: nobody knows. `is_final`: it never will, as the channel is gone or closed."""

    def __init__(self, message: str, *, arrived: bool | None = False, is_final: bool = False) -> None:
        super().__init__(message)
        self.arrived = arrived
        self.is_final = is_final


class Posters:
    """The posters of the platforms that are up: each enters its own when it has connected."""

    def __init__(self) -> None:
        self._posters: dict[str, Poster] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._posters))

    def enter(self, platform: str, poster: Poster) -> None:
        """From now on, this posts for the platform."""
        self._posters[platform] = poster

    def leave(self, platform: str) -> None:
        """The platform is not connected any more."""
        self._posters.pop(platform, None)

    def of(self, platform: str) -> Poster | None:
        """The platform's poster; None where it isn't connected."""
        return self._posters.get(platform)
