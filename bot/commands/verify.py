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
    PublisherOption,
    SinceOption,
    UntilOption,
    WrongUse,
    batch_lines,
    filters_of,
    opened_workspace,
    say,
    settings_of,
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
    from bot.checking import check_batch, check_once
    from retrieval.question import check_question

    if (batch is None) == (not statement):
        raise WrongUse("STATEMENT", "give a statement or --batch")
    words = check_question(" ".join(statement)) if statement else ""
    settings = settings_of(context, corpus, data)
    with (
        batch_lines(batch) as lines,
        opened_workspace(settings, for_one_question=bool(words)) as workspace,
    ):
        filters = filters_of(workspace, publisher, since, until)
        if lines is not None:
            code = 0 if check_batch(workspace, lines, filters, say, as_json=json_) else WRONG_USE
        else:
            code = 0 if check_once(workspace, words, filters, as_json=json_) else NO_ANSWER
    raise typer.Exit(code)
