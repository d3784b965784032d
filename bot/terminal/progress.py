"""Long work shows how far it is: a bar on stderr, only where a person looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from bot.terminal.view import console


class Progress(Protocol):
    """Called as work goes on: how much is done of how much, and what the work is."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Work `what` stands at `done` of `total`."""


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar for each kind of work, shown from its first step; silent where stderr is no terminal."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield _silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=screen, transient=True) as bars:

        def show(done: int, total: int, what: str) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show


@contextmanager
def working_line() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, for as long as it is; silent where stderr is no terminal."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda _: None
        return
    with screen.status("…") as status:
        yield lambda what: status.update(f"{what} …")


def _silent(done: int, total: int, what: str) -> None:
    """Nobody looks."""
