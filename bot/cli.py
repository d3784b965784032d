"""The footnote command. Exit codes: 0 answered, 3 the articles do not say, 2 wrong use, 1 a fault."""

import os
import sys

import typer

from bot.commands import articles, ask, digest, memory, serving, setup, slack, sources, verify
from bot.commands.options import FAULT, WRONG_USE, CorpusOption, DataOption, WrongUse, say
from bot.workspace.arithmetic import keep_to_one_core

app = typer.Typer(
    name="footnote",
    help="Ask a collection of news articles; every statement of an answer cites the exact words it stands on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; what went wrong ends in one line on stderr and an exit code."""
    keep_to_one_core(os.environ)
    from bot.settings_faults import SettingsWrong
    from corpus.errors import CorpusError, SourceError
    from retrieval.errors import QuestionError, RetrievalError

    try:
        app()
    except (SourceError, QuestionError, WrongUse) as error:
        _fail(str(error), WRONG_USE)
    except SettingsWrong as error:
        for fault in error.faults[:-1]:
            say(fault)
        _fail(error.faults[-1], WRONG_USE)
    except (CorpusError, RetrievalError) as error:
        _fail(str(error), FAULT)
    except BrokenPipeError:
        # Whoever read our output has seen enough; closing stderr keeps the interpreter from complaining at exit.
        sys.stderr.close()
        raise SystemExit(FAULT) from None


def _fail(message: str, code: int) -> None:
    say(message)
    raise SystemExit(code)


@app.callback()
def _common(context: typer.Context, corpus: CorpusOption = None, data: DataOption = None) -> None:
    context.obj = {"corpus": corpus, "data": data}


for command in (
    ask.ask,
    ask.search,
    verify.verify,
    digest.digest,
    sources.add,
    sources.feeds,
    sources.remove,
    articles.articles,
    articles.show,
    articles.sync,
    sources.extract,
    serving.serve,
    setup.check,
    setup.init,
    memory.stats,
    memory.feedback,
    memory.export,
    memory.forget,
):
    app.command()(command)
app.command("import")(memory.import_)
app.add_typer(slack.app, name="slack")
