"""SyncReport: what bringing the library up to date found."""

from dataclasses import dataclass

from corpus.problem import Problem


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found: article ids, sorted, each in one of the four, and what is wrong with files, sources and pages.

    An article whose file or page can't be read any more counts as unchanged, for the library keeps what it had.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the library has changed."""
        return not (self.new or self.changed or self.removed)

    def and_also(self, other: "SyncReport") -> "SyncReport":
        """Both together; what one of them changed is not unchanged."""
        new, changed, removed = (
            {*self.new, *other.new},
            {*self.changed, *other.changed},
            {*self.removed, *other.removed},
        )
        unchanged = {*self.unchanged, *other.unchanged} - new - changed - removed
        return SyncReport(
            tuple(sorted(new)),
            tuple(sorted(changed - new)),
            tuple(sorted(removed)),
            tuple(sorted(unchanged)),
            (*self.problems, *other.problems),
        )
