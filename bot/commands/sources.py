"""footnote add, footnote feeds, footnote remove, footnote extract: where articles come from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import (
    CorpusOption,
    DataOption,
    JsonOption,
    WrongUse,
    print_json,
    say,
    settings_of,
)

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.library import Library
    from corpus.sources.extracted import Extracted


def add(
    context: typer.Context,
    places: Annotated[
        list[str], typer.Argument(metavar="PLACE...", help="Files, folders, web addresses, feeds, OPML.")
    ],
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Add files, folders, pages and feeds, and bring in what they have; `sync` then keeps up with them."""
    from bot.contract import sync_fields
    from bot.terminal.adding import add_places
    from bot.terminal.progress import progress_bar
    from bot.terminal.view import console, sync_view
    from bot.workspace.workspace import sync_all

    settings = settings_of(context, corpus, data)
    added = add_places(settings, places, say)
    with progress_bar() as progress:
        report = sync_all(
            settings, notice=say, progress=progress, only=lambda source: source.address in added.addresses
        )
    if json_:
        print_json(sync_fields(report))
    else:
        console().print(sync_view(report))
    raise typer.Exit(0 if added.is_whole else 2)


def feeds(
    context: typer.Context,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Add the feeds of an OPML file.")
    ] = None,
    export: Annotated[str | None, typer.Option("--export", metavar="FILE|-", help="Write the feeds as OPML.")] = None,
    drop: Annotated[str | None, typer.Option("--drop", metavar="PLACE", help="Ask this source no more.")] = None,
    json_: JsonOption = False,
    data: DataOption = None,
) -> None:
    """List feeds, pages and folders: when they last worked, and what is wrong with them."""
    from datetime import UTC, datetime

    from bot.terminal.sources_view import counts_of, source_fields, sources_view
    from bot.terminal.view import console

    with _open_library(settings_of(context, None, data)) as library:
        if import_ is not None:
            _import(library, import_)
        if drop is not None:
            _drop(library, drop)
        if export is not None:
            _export(library, export)
            return
        sources = library.sources.all()
        counts = counts_of(library, sources)
        if json_:
            for source in sources:
                print_json(source_fields(source, counts))
        else:
            console().print(sources_view(sources, counts, library.sources.faults(), datetime.now(UTC)))


def remove(
    context: typer.Context,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Articles that came from the web or from an import.")
    ],
    data: DataOption = None,
) -> None:
    """Remove articles from the web or from an import with everything they ever said; they are not fetched again."""
    from corpus.keys import is_imported, is_of_web

    with _open_library(settings_of(context, None, data)) as library:
        records = {record.id: record for record in library.listing()}
        ids: list[str] = []
        for name in articles:
            found = library.find(name)
            if len(found) != 1:
                raise WrongUse(
                    name, "no such article; footnote articles lists them" if not found else "several are called that"
                )
            record = records[found[0]]
            if not (is_of_web(record.key) or is_imported(record.stamp)):
                raise WrongUse(name, f"it is a file; delete {record.source} and run footnote sync")
            ids += found
        library.sources.put_away(ids)
        library.forget(ids)


def extract(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="FILE|URL", help="A page, a PDF, a mail or a text.")],
    json_: JsonOption = False,
) -> None:
    """Show what would be kept of a file or a page, and what is left out and why."""
    from bot.contract import extracted_fields
    from bot.terminal.view import console, extracted_view
    from corpus.addresses import is_web_address

    is_web = is_web_address(place)
    found = _extracted_page(settings_of(context, None, None), place) if is_web else _extracted_file(Path(place))
    if json_:
        print_json(extracted_fields(found))
    else:
        console().print(extracted_view(found))


def _open_library(settings: "Settings") -> "Library":
    from bot.workspace.workspace import library_of

    return library_of(settings)


def _import(library: "Library", path: Path) -> None:
    from datetime import UTC, datetime

    from bot.chat.wording import counted
    from corpus.feeds.opml import read_opml
    from corpus.source_list import SourceKind

    try:
        listed = read_opml(path.read_bytes())
    except OSError as error:
        raise WrongUse("--import", f"can't read {path}: {error.strerror}") from None
    now = datetime.now(UTC)
    added = sum(library.sources.add(SourceKind.FEED, each.address, each.title, now) for each in listed)
    known = len(listed) - added
    say(f"{counted(added, 'feed')} added, {known} known already; footnote sync brings in what they have")


def _export(library: "Library", place: str) -> None:
    import sys

    from corpus.feeds.opml import Subscription, write_opml
    from corpus.source_list import SourceKind

    chosen = [source for source in library.sources.all() if source.kind is SourceKind.FEED]
    written = write_opml(Subscription(source.address, source.title) for source in chosen)
    if place == "-":
        sys.stdout.write(written.decode("utf-8") + "\n")
        return
    try:
        Path(place).write_bytes(written)
    except OSError as error:
        raise WrongUse("--export", f"can't write {place}: {error.strerror}") from None


def _drop(library: "Library", place: str) -> None:
    found = [source for source in library.sources.all() if place in (source.address, source.title)]
    if len(found) != 1:
        raise WrongUse(
            "--drop", f"{place!r} is {'no source' if not found else 'several sources'}; footnote feeds lists them"
        )
    library.sources.drop(found[0].number)


def _extracted_page(settings: "Settings", address: str) -> "Extracted":
    """What is read of a page, as `sync` would read it."""
    import asyncio

    from bot.terminal.adding import extracted_from_web

    return asyncio.run(extracted_from_web(settings, address))


def _extracted_file(path: Path) -> "Extracted":
    """What is read out of a file, as `sync` would read it."""
    from corpus.sources.files import read_file, single_file
    from corpus.sources.judged import judged
    from corpus.sources.reading_process import ReadingProcess

    files = single_file(path, path.name).files
    if len(files) != 1:
        raise WrongUse(str(path), f"holds {len(files)} articles; unpack it and name one")
    with ReadingProcess() as reader:
        return judged(read_file(files[0], reader))
