"""footnote slack manifest: what setting up the app on Slack begins with."""

import json
from typing import Annotated

import typer

from bot.commands.options import WrongUse

app = typer.Typer(help="Set up Footnote on Slack.", no_args_is_help=True)


@app.callback()
def _slack() -> None:
    """Set up Footnote on Slack."""


@app.command()
def manifest(
    name: Annotated[str, typer.Option("--name", help="What the bot is called.")] = "Footnote",
    http: Annotated[
        str | None,
        typer.Option("--http", metavar="URL", help="HTTP mode: the https address at which Slack reaches it."),
    ] = None,
) -> None:
    """Print the app manifest: paste it at api.slack.com/apps, install the app, and set the two tokens."""
    from bot.slack.manifest import manifest as manifest_of

    try:
        print(json.dumps(manifest_of(name, http), indent=2))
    except ValueError as error:
        raise WrongUse("--http", str(error)) from None
