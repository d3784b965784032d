import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import typer.main

from bot.cli import app
from bot.settings import Settings, variable_of
from corpus.library import Library
from corpus.sync.folder import sync

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = typer.main.get_command(app).commands


def blocks(language):
    return [text for name, text in BLOCKS if name == language]


def exchanges():
    return [
        pytest.param(command, shown, id=command[:40])
        for block in blocks("console")
        for command, shown in re.findall(r"^\$ footnote (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def folded(text):
    return " ".join(text.split())


@pytest.mark.parametrize(("command", "shown"), exchanges())
def test_the_readme_shows_what_the_command_prints(command, shown, footnote):
    assert folded(footnote(*shlex.split(command)).out) == folded(shown)


def test_the_readme_has_an_exchange():
    assert exchanges()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(name):
    assert f"`footnote {name}" in README


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            option
            for command in COMMANDS.values()
            for each in command.params
            for option in each.opts
            if option.startswith("--")
        }
    ),
)
def test_every_option_stands_in_the_readme(option):
    assert option in README or option == "--limit"  # which the README calls by its short name, -k


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme(name):
    assert f"`{variable_of(name)}`" in README


def test_the_metadata_that_the_readme_shows_is_understood(tmp_path):
    (block,) = [each for each in blocks("toml") if each.startswith("[")]
    (name,) = tomllib.loads(block)
    (tmp_path / "articles.toml").write_text(block)
    (tmp_path / name).write_text("Scale AI cut 200 jobs on Wednesday, and said so in a memo to its staff.")
    with Library.open(tmp_path / "data") as library:
        assert sync(library, tmp_path).problems == ()
        (record,) = library.listing()
    assert (record.title, record.publisher, str(record.published)) == (
        "Scale AI cuts 200 jobs",
        "Example News",
        "2025-07-17",
    )
    shutil.rmtree(tmp_path / "data")


def test_every_module_of_the_map_is_there():
    (tree,) = [text for name, text in BLOCKS if name == "" and text.startswith("corpus/")]
    folder = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        name = line.split()[0]
        folder = [*folder[:depth], name]
        assert (ROOT / "".join(folder)).exists(), line


def test_every_module_stands_in_the_map():
    (tree,) = [text for name, text in BLOCKS if name == "" and text.startswith("corpus/")]
    named = set(re.findall(r"[\w/]+\.py", tree))
    modules = {path.name for package in ("corpus", "retrieval", "bot") for path in (ROOT / package).rglob("*.py")}
    assert modules - {"__init__.py", "__main__.py"} <= named
