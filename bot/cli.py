"""The footnote command. Exit codes: 0 answered, 3 the articles do not say, 2 wrong use, 1 a fault."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.composition import Workspace
    from bot.settings import Settings
    from corpus.library import Library
    from corpus.span import Span
    from retrieval.retriever import Filters

# What a command needs is imported inside it, so that `footnote --help` answers at once.

FAULT, WRONG_USE, NO_ANSWER = 1, 2, 3

app = typer.Typer(
    name="footnote",
    help="Ask a collection of news articles; every statement of an answer cites the exact words it stands on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


def main() -> None:
    """Run the command; what went wrong ends in one line on stderr and an exit code."""
    from corpus.errors import CorpusError, SourceError
    from retrieval.errors import QuestionError, RetrievalError

    try:
        app()
    except (SourceError, QuestionError, WrongUse) as error:
        _fail(str(error), WRONG_USE)
    except (CorpusError, RetrievalError) as error:
        _fail(str(error), FAULT)
    except BrokenPipeError:
        # Whoever read our output has seen enough; closing stderr keeps the interpreter from complaining at exit.
        sys.stderr.close()
        raise SystemExit(FAULT) from None


def _fail(message: str, code: int) -> None:
    _say(message)
    raise SystemExit(code)


def _say(message: str) -> None:
    from bot.terminal import one_line

    print(f"footnote: {one_line(message)}", file=sys.stderr, flush=True)


@app.callback()
def _common(context: typer.Context, corpus: CorpusOption = None, data: DataOption = None) -> None:
    context.obj = {"corpus": corpus, "data": data}


def _settings(context: typer.Context, corpus: Path | None, data: Path | None) -> "Settings":
    from bot.settings import Settings

    chosen = {"corpus": corpus or context.obj["corpus"], "data": data or context.obj["data"]}
    given: dict[str, Any] = {name: folder for name, folder in chosen.items() if folder is not None}
    return Settings(**given)


@contextmanager
def _workspace(settings: "Settings", *, for_one_question: bool) -> Iterator["Workspace"]:
    from bot.composition import open_workspace
    from bot.progress import progress_bar

    with ExitStack() as opened:
        with progress_bar() as progress:
            workspace = opened.enter_context(
                open_workspace(settings, notice=_say, progress=progress, for_one_question=for_one_question)
            )
        yield workspace


@contextmanager
def _library(settings: "Settings") -> Iterator["Library"]:
    from bot.composition import open_library
    from bot.progress import progress_bar

    with ExitStack() as opened:
        with progress_bar() as progress:
            library = opened.enter_context(open_library(settings, notice=_say, progress=progress))
        yield library


def _filters(workspace: "Workspace", publishers: list[str] | None, since: str | None, until: str | None) -> "Filters":
    from retrieval.retriever import Filters

    known = {name.casefold(): name for name in workspace.library.publishers()}
    for name in publishers or []:
        if name.casefold() not in known:
            listed = ", ".join(sorted(known.values())) or "none is known"
            raise WrongUse("--publisher", f"no article is by {name!r}; publishers: {listed}")
    chosen = frozenset(known[name.casefold()] for name in publishers or [])
    try:
        return Filters(chosen, _day(since, "--since"), _day(until, "--until"))
    except ValueError as error:
        raise WrongUse("--since, --until", str(error)) from None


def _day(written: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise WrongUse(option, f"{written!r} is no date of the form 2025-07-16") from None


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="The question; without one, a session.")] = None,
    batch: BatchOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    json_: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why the answer came out.")] = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Answer a question from the articles, with a citation for every statement."""
    from bot.asking import Shown, ask_batch, ask_once, ask_session

    if batch is not None and question:
        raise WrongUse("--batch", "give a question or a batch, not both")
    settings = _settings(context, corpus, data)
    words = _checked(question)
    with (
        _batch_lines(batch) as lines,
        _workspace(settings, for_one_question=words is not None) as workspace,
    ):
        shown = Shown(as_json=json_, explain=explain)
        filters = _filters(workspace, publisher, since, until)
        if lines is not None:
            clean = ask_batch(workspace, lines, filters, shown, _say)
            code = 0 if clean else WRONG_USE
        elif words is not None:
            code = 0 if ask_once(workspace, words, filters, shown) else NO_ANSWER
        else:
            ask_session(workspace, filters, shown, _say)
            code = 0
    raise typer.Exit(code)


def _checked(words: list[str] | None) -> str | None:
    """The question that the words make, checked before anything is opened; None where there are no words."""
    from retrieval.question import check_question

    return check_question(" ".join(words)) if words else None


@contextmanager
def _batch_lines(batch: str | None) -> Iterator[Iterable[str] | None]:
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


@app.command()
def search(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="How many passages.")] = 10,
    batch: BatchOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Find the passages closest to a question, best first."""
    from bot.asking import Shown, search_batch, search_once

    if (batch is None) == (not question):
        raise WrongUse("QUESTION", "give a question or --batch")
    words = _checked(question)
    settings = _settings(context, corpus, data)
    with (
        _batch_lines(batch) as lines,
        _workspace(settings, for_one_question=words is not None) as workspace,
    ):
        shown = Shown(as_json=json_)
        filters = _filters(workspace, publisher, since, until)
        if lines is not None:
            code = 0 if search_batch(workspace, lines, limit, filters, shown, _say) else WRONG_USE
        else:
            code = 0 if search_once(workspace, words or "", limit, filters, shown) else NO_ANSWER
    raise typer.Exit(code)


@app.command()
def articles(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """List the articles of the library."""
    from bot.contract import record_fields
    from bot.terminal import articles_view, console

    with _library(_settings(context, corpus, data)) as library:
        records = library.listing()
        if json_:
            for record in records:
                _print_json(record_fields(record))
        else:
            console().print(articles_view(records))


@app.command()
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

    with _library(_settings(context, corpus, data)) as library:
        found = library.find(article)
        if len(found) != 1:
            several = f"{len(found)} articles are called that: {', '.join(found[:5])}" if found else "no such article"
            raise WrongUse(article, f"{several}; footnote articles lists them")
        whole = library.articles(found)[found[0]]
        span = _span(passage, len(whole.text))
        if json_:
            _print_json(full_article_fields(whole, span))
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


@app.command()
def sync(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """Bring library and index up to date with the folder of articles."""
    from bot.composition import sync_all
    from bot.contract import sync_fields
    from bot.progress import progress_bar
    from bot.terminal import console, sync_view

    with progress_bar() as progress:
        report = sync_all(_settings(context, corpus, data), notice=_say, progress=progress)
    if json_:
        _print_json(sync_fields(report))
    else:
        console().print(sync_view(report))
