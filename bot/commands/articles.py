"""footnote articles, footnote show, footnote sync: the library from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import (
    CorpusOption,
    DataOption,
    JsonOption,
    WrongUse,
    opened_library,
    print_json,
    say,
    settings_of,
)

if TYPE_CHECKING:
    from corpus.library import Library, Revision
    from corpus.span import Span


def articles(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """List the articles of the library."""
    from bot.contract import record_fields
    from bot.terminal.view import articles_view, console

    with opened_library(settings_of(context, corpus, data)) as library:
        records = library.listing()
        if json_:
            for record in records:
                print_json(record_fields(record))
        else:
            console().print(articles_view(records))


def show(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="An article's id, the beginning of it, or its file name.")],
    passage: Annotated[
        str | None, typer.Option("--passage", metavar="START:END", help="Highlight these characters.")
    ] = None,
    revision: Annotated[
        str | None, typer.Option("--revision", metavar="HASH", help="As it was when its text had this hash.")
    ] = None,
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Show an article, or a passage of it in its surroundings; now, or as it was when it was quoted."""
    from bot.contract import full_article_fields
    from bot.terminal.view import article_view, console

    with opened_library(settings_of(context, corpus, data)) as library:
        shown = _revision(library, article, revision) if revision is not None else _present(library, article)
        whole = shown.article
        span = _span(passage, len(whole.text))
        if json_:
            print_json({**full_article_fields(whole, span), "is_current": shown.is_current})
            return
        if not shown.is_current:
            say("this is how it read once; it has been changed or removed since")
        elif former := library.former_hashes(whole.id):
            say(
                f"it has been changed; it read otherwise once: {', '.join(f'--revision {each[:12]}' for each in former)}"
            )
        console().print(article_view(whole, span))


def _present(library: "Library", name: str) -> "Revision":
    """The one article of that name, as it is now."""
    from corpus.library import Revision

    found = library.find(name)
    if len(found) != 1:
        several = f"{len(found)} articles are called that: {', '.join(found[:5])}" if found else "no such article"
        raise WrongUse(name, f"{several}; footnote articles lists them")
    return Revision(library.articles(found)[found[0]])


def _revision(library: "Library", name: str, text_hash: str) -> "Revision":
    """The article of that name, or of that id if it is gone, as it was when its text had a hash that begins so."""
    found = library.find(name)
    article_id = found[0] if len(found) == 1 else name
    present = library.article(article_id)
    hashes = [*([present.content_hash] if present else []), *library.former_hashes(article_id)]
    meant = [each for each in hashes if each.startswith(text_hash)]
    shown = library.revision_of(article_id, meant[0]) if len(meant) == 1 else None
    if shown is None:
        raise WrongUse("--revision", f"{name} never read so, or it isn't known any more")
    return shown


def _span(written: str | None, length: int) -> "Span | None":
    from corpus.span import Span

    if written is None:
        return None
    start, _, end = written.partition(":")
    try:
        span = Span(int(start), int(end))
    except ValueError:
        raise WrongUse("--passage", f"{written!r} is not START:END, two numbers of characters") from None
    if span.end > length:
        raise WrongUse("--passage", f"the article has {length:,} characters")
    return span


def sync(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """Bring library and index up to date with the folder of articles."""
    from bot.contract import sync_fields
    from bot.terminal.progress import progress_bar
    from bot.terminal.view import console, sync_view
    from bot.workspace.workspace import sync_all

    with progress_bar() as progress:
        report = sync_all(settings_of(context, corpus, data), notice=say, progress=progress)
    if json_:
        print_json(sync_fields(report))
    else:
        console().print(sync_view(report))
