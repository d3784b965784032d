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
    from corpus.span import Span


def articles(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """List the articles of the library."""
    from bot.contract import record_fields
    from bot.terminal import articles_view, console

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
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Show an article, or a passage of it in its surroundings."""
    from bot.contract import full_article_fields
    from bot.terminal import article_view, console

    with opened_library(settings_of(context, corpus, data)) as library:
        found = library.find(article)
        if len(found) != 1:
            several = f"{len(found)} articles are called that: {', '.join(found[:5])}" if found else "no such article"
            raise WrongUse(article, f"{several}; footnote articles lists them")
        whole = library.articles(found)[found[0]]
        span = _span(passage, len(whole.text))
        if json_:
            print_json(full_article_fields(whole, span))
        else:
            console().print(article_view(whole, span))


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
    from bot.composition import sync_all
    from bot.contract import sync_fields
    from bot.progress import progress_bar
    from bot.terminal import console, sync_view

    with progress_bar() as progress:
        report = sync_all(settings_of(context, corpus, data), notice=say, progress=progress)
    if json_:
        print_json(sync_fields(report))
    else:
        console().print(sync_view(report))
