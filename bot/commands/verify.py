"""footnote verify: is a statement supported by the articles, contradicted, or not in them?"""

from typing import Annotated

import typer

from bot.commands.options import (
    NO_ANSWER,
    WRONG_USE,
    BatchOption,
    CorpusOption,
    DataOption,
    JsonOption,
    Narrowing,
    PublisherOption,
    SinceOption,
    UntilOption,
    WrongUse,
    opened_for,
    say,
    settings_of,
    words_of,
)


def verify(
    context: typer.Context,
    statement: Annotated[list[str] | None, typer.Argument(help="The statement to check.")] = None,
    batch: BatchOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Check a statement against the articles: supported, contradicted or not in them, with citations."""
    from bot.terminal.checking import check_batch, check_once

    if (batch is None) == (not statement):
        raise WrongUse("STATEMENT", "give a statement or --batch")
    words = words_of(statement)
    settings = settings_of(context, corpus, data)
    with opened_for(words, batch, settings, Narrowing(publisher, since, until)) as (workspace, filters, lines):
        if lines is not None:
            code = 0 if check_batch(workspace, lines, filters, say, as_json=json_) else WRONG_USE
        else:
            code = 0 if check_once(workspace, words or "", filters, as_json=json_) else NO_ANSWER
    raise typer.Exit(code)
