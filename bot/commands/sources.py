"""footnote extract: what would be kept of a page or a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import JsonOption, WrongUse, print_json

if TYPE_CHECKING:
    from corpus.sources.extracted import Extracted


def extract(
    place: Annotated[str, typer.Argument(metavar="FILE|URL", help="A page, a PDF, a mail or a text.")],
    json_: JsonOption = False,
) -> None:
    """Show what would be kept of a file or a page, and what is left out and why."""
    from bot.contract import extracted_fields
    from bot.terminal import console, extracted_view

    found = _extracted_file(Path(place))
    if json_:
        print_json(extracted_fields(found))
    else:
        console().print(extracted_view(found))


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
