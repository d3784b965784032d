"""footnote stats, feedback, export, import, forget: what the bot remembers, from the command line."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.options import CorpusOption, DataOption, JsonOption, WrongUse, print_json, say, settings_of

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.store import Store
    from corpus.library import Library

T = TypeVar("T")

DaysOption = Annotated[int, typer.Option("--days", min=1, help="How many days back.")]


def _with_store(settings: "Settings", work: "Callable[[Store], Awaitable[T]]") -> T:
    """What the work returns on the bot's memory."""
    from bot.workspace.stores import open_store

    async def run() -> T:
        with open_store(settings) as store:
            return await work(store)

    return asyncio.run(run())


def stats(context: typer.Context, days: DaysOption = 30, json_: JsonOption = False, data: DataOption = None) -> None:
    """Show what was asked, what the articles did not say (the best list of what to add), and what was disliked."""
    from dataclasses import asdict
    from datetime import timedelta

    from bot.terminal.statistics_view import statistics_view
    from bot.terminal.view import console

    found = _with_store(
        settings_of(context, None, data), lambda store: store.statistics.since(store.clock() - timedelta(days=days))
    )
    if json_:
        print_json(asdict(found) | {"since": found.since.isoformat()})
    else:
        console().print(statistics_view(found, days))


def feedback(context: typer.Context, json_: JsonOption = False, data: DataOption = None) -> None:
    """List what people thought of answers, oldest first."""
    from bot.terminal.view import console, one_line

    async def read(store: "Store") -> None:
        for opinion in await store.feedback.all():
            answer = await store.questions.answer(opinion.question_id)
            question = answer.asked.text if answer else None
            if json_:
                fields = {name: getattr(opinion, name) for name in opinion.__slots__}
                print_json(fields | {"given_at": opinion.given_at.isoformat(), "question": question})
            else:
                thought = "good" if opinion.is_good else "bad"
                line = f"{opinion.given_at:%Y-%m-%d} {thought} {question or 'a question that was deleted'}"
                console().print(one_line(f"{line} {opinion.reason}"))

    _with_store(settings_of(context, None, data), read)


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")],
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Write articles, their sources and all that the bot remembers as lines of JSON, to keep or to take elsewhere."""
    from bot.chat.wording import counted
    from bot.moving import exported

    settings = settings_of(context, corpus, data)

    async def write(store: "Store") -> int:
        count = 0
        with _library(settings) as library, _written(file) as out:
            async for line in exported(library, store):
                out(line)
                count += 1
        return count

    say(f"{counted(_with_store(settings, write), 'line')} written")


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What footnote export wrote; - is standard input.")],
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Bring in what footnote export wrote; the index follows by itself."""
    from bot.chat.wording import counted
    from bot.moving import Moved, NotAnExport, import_lines

    settings = settings_of(context, corpus, data)

    async def read(store: "Store") -> Moved:
        with _library(settings) as library:
            if str(file) == "-":
                return await import_lines(sys.stdin, library, store)
            with file.open(encoding="utf-8") as lines:
                return await import_lines(lines, library, store)

    try:
        moved = _with_store(settings, read)
    except NotAnExport as error:
        raise WrongUse(str(file), str(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(str(file), f"can't be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    sources, rows = counted(moved.sources, "source"), counted(moved.rows, "row")
    say(f"{counted(moved.articles, 'article')}, {sources} and {rows} brought in")


def forget(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's id on the platform, such as U012AB3CD.")],
    platform: Annotated[str | None, typer.Option("--platform", help="Only on this platform: slack or discord.")] = None,
    data: DataOption = None,
) -> None:
    """Delete all that a person asked and thought. What was posted on the platform stays there."""
    from bot.chat.wording import counted

    gone = _with_store(settings_of(context, None, data), lambda store: store.forgetting.person(person, platform))
    say(f"{counted(gone, 'question')} deleted, with all that was answered and thought of it")


@contextmanager
def _library(settings: "Settings") -> "Iterator[Library]":
    """The library as it is, without bringing it up to date."""
    from bot.workspace.workspace import library_of

    with library_of(settings) as library:
        yield library


@contextmanager
def _written(file: Path) -> Iterator[Callable[[str], None]]:
    """Takes lines; a file is there whole or not at all."""
    if str(file) == "-":
        yield print
        return
    draft = file.with_name(f"{file.name}.part")
    try:
        with draft.open("w", encoding="utf-8") as out:
            yield lambda line: print(line, file=out)
        draft.replace(file)
    except OSError as error:
        raise WrongUse(str(file), f"can't be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
