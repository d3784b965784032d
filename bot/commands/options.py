"""What the subcommands share: their options, wrong use, and what they open."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.workspace.workspace import Workspace
    from corpus.library import Library
    from retrieval.retriever import Filters

# What a command needs is imported inside it, so that `footnote --help` answers at once.

FAULT, WRONG_USE, NO_ANSWER = 1, 2, 3

CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Folder of articles (FOOTNOTE_CORPUS).", show_default=False),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of library and index (FOOTNOTE_DATA).", show_default=False),
]
PublisherOption = Annotated[
    list[str] | None, typer.Option("--publisher", help="Only articles of this publisher; may be repeated.")
]
GeneratorOption = Annotated[
    str | None, typer.Option("--generator", metavar="NAME", help="auto, extractive or openai (FOOTNOTE_GENERATOR).")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Only articles from that day on.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="Only articles up to and including that day.")
]
BatchOption = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE|-", help='JSON lines with a "question" each; - reads standard input.'),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class WrongUse(Exception):
    """An option or argument that can't be used: which, and what is wrong with it, in one line."""

    def __init__(self, which: str, wrong: str) -> None:
        super().__init__(f"{which}: {wrong}")


def say(message: str) -> None:
    """Tell the person at the keyboard one line, on stderr."""
    from bot.terminal.view import one_line

    print(f"footnote: {one_line(message)}", file=sys.stderr, flush=True)


def settings_of(
    context: typer.Context, corpus: Path | None, data: Path | None, generator: str | None = None
) -> "Settings":
    """The settings, with the options that were given in their place."""
    from bot.settings import Settings

    chosen = {"corpus": corpus or context.obj["corpus"], "data": data or context.obj["data"]}
    given: dict[str, Any] = {name: folder for name, folder in chosen.items() if folder is not None}
    if generator is not None:
        given["generator"] = generator
    return Settings.load(**given)


@contextmanager
def opened_workspace(settings: "Settings", *, for_one_question: bool) -> Iterator["Workspace"]:
    """Everything that a question needs, opened with its progress shown."""
    from bot.terminal.progress import progress_bar
    from bot.workspace.workspace import open_workspace

    with ExitStack() as opened:
        with progress_bar() as progress:
            workspace = opened.enter_context(
                open_workspace(settings, notice=say, progress=progress, for_one_question=for_one_question)
            )
        yield workspace


def words_of(written: list[str] | None) -> str | None:
    """The question or statement that the words make, checked before anything is opened; None where there are none."""
    from retrieval.question import check_question

    return check_question(" ".join(written)) if written else None


@contextmanager
def opened_for(
    words: str | None, batch: str | None, settings: "Settings", narrowing: "Narrowing"
) -> Iterator[tuple["Workspace", "Filters", Iterable[str] | None]]:
    """What answers one question or a batch, with the filters and the lines of the batch; None where there is none."""
    with (
        batch_lines(batch) as lines,
        opened_workspace(settings, for_one_question=words is not None) as workspace,
    ):
        yield workspace, filters_of(workspace, narrowing), lines


@contextmanager
def opened_library(settings: "Settings") -> Iterator["Library"]:
    """The library, up to date, opened with its progress shown."""
    from bot.terminal.progress import progress_bar
    from bot.workspace.workspace import open_library

    with ExitStack() as opened:
        with progress_bar() as progress:
            library = opened.enter_context(open_library(settings, notice=say, progress=progress))
        yield library


@contextmanager
def batch_lines(batch: str | None) -> Iterator[Iterable[str] | None]:
    """The lines of the batch: a file's or standard input's; None where no batch was asked for."""
    if batch is None:
        yield None
    elif batch == "-":
        yield sys.stdin
    else:
        try:
            file = Path(batch).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below, by `with`
        except OSError as error:
            raise WrongUse("--batch", f"can't read {batch}: {error.strerror}") from None
        with file:
            yield file


class Narrowing(NamedTuple):
    """Which articles the options leave, as they were written."""

    publishers: list[str] | None
    since: str | None
    until: str | None


def filters_of(workspace: "Workspace", narrowing: Narrowing) -> "Filters":
    """The filters that the options ask for; WrongUse where there is no such publisher or day."""
    from retrieval.retriever import Filters

    known = {name.casefold(): name for name in workspace.library.publishers()}
    for name in narrowing.publishers or []:
        if name.casefold() not in known:
            listed = ", ".join(sorted(known.values())) or "none is known"
            raise WrongUse("--publisher", f"no article is by {name!r}; publishers: {listed}")
    chosen = frozenset(known[name.casefold()] for name in narrowing.publishers or [])
    try:
        return Filters(chosen, day_of(narrowing.since, "--since"), day_of(narrowing.until, "--until"))
    except ValueError as error:
        raise WrongUse("--since, --until", str(error)) from None


def day_of(written: str | None, option: str) -> date | None:
    """The day that an option names, None where it isn't given; WrongUse where there is no such day."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise WrongUse(option, f"{written!r} is no date of the form 2025-07-16") from None


def print_json(value: Any) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
