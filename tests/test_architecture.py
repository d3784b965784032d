"""The house keeps its measure: short functions, small modules, few broad excepts, few mocks."""

import ast
import re
import statistics
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("corpus", "retrieval", "bot")
CODE = (*PRODUCT, "bench")
BROAD = {"Exception", "BaseException"}
MOCK = re.compile(r"\b(?:\w*Mock|patch(?:\.\w+)?|monkeypatch\.\w+|create_autospec)\(")
REASON = re.compile(r"#.*[^\W\d_]{3,}\W+\w+\W+\w+")
"""A comment of three words at least."""


@cache
def texts(*folders):
    """The text of every module below the folders, by its path."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


@cache
def found():
    """Every function and every handler of errors in the code, with the path of its module."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler)
    return [
        (path, node)
        for path, text in texts(*CODE).items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kinds)
    ]


def function_lengths():
    return {
        f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path, node in found()
        if not isinstance(node, ast.ExceptHandler)
    }


def module_lengths(*folders):
    """Lines of each module; those that only say what a folder is are no modules."""
    return {path: len(text.splitlines()) for path, text in texts(*folders).items() if "__init__" not in path}


def names(handler):
    """The names of the errors that a handler takes; a bare one takes every error."""
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def broad_excepts():
    """Each handler of any error, by its place, with its own line and the line above it."""
    lines = {path: text.splitlines() for path, text in texts(*PRODUCT).items()}
    return {
        f"{path}:{node.lineno}": "\n".join(lines[path][node.lineno - 2 : node.lineno])
        for path, node in found()
        if path in lines and isinstance(node, ast.ExceptHandler) and names(node) & BROAD
    }


def longest(lengths):
    """The ten longest, for a message that tells where to begin."""
    return dict(sorted(lengths.items(), key=lambda each: -each[1])[:10])


def test_no_function_is_over_sixty_lines():
    assert {name: lines for name, lines in function_lengths().items() if lines > 60} == {}


def test_nine_in_ten_functions_have_thirty_lines_at_most():
    lengths = function_lengths()
    ninth = statistics.quantiles(lengths.values(), n=10)[-1]
    assert ninth <= 30, f"nine in ten have up to {ninth:.0f} lines; the longest are {longest(lengths)}"


def test_no_module_is_over_350_lines():
    assert {path: lines for path, lines in module_lengths(*CODE).items() if lines > 350} == {}


def test_half_of_the_modules_have_150_lines_at_most():
    lengths = module_lengths(*CODE)
    middle = statistics.median(lengths.values())
    assert middle <= 150, f"half of them have over {middle:.0f} lines; the longest are {longest(lengths)}"


def test_any_error_is_caught_at_most_once_in_a_thousand_lines():
    places = broad_excepts()
    lines = sum(module_lengths(*PRODUCT).values())
    assert len(places) <= lines / 1000, f"{len(places)} in {lines} lines: {sorted(places)}"


def test_where_any_error_is_caught_it_is_said_why():
    assert {place: lines for place, lines in broad_excepts().items() if not REASON.search(lines)} == {}


def test_parts_are_tested_as_they_are_and_not_replaced():
    whole = "\n".join(texts("tests").values())
    calls = [f"{path}: {call}" for path, text in texts("tests").items() for call in MOCK.findall(text)]
    tests = re.findall(r"^ *(?:async )?def test_", whole, re.MULTILINE)
    assert len(calls) <= 0.05 * len(tests), f"{len(calls)} in {len(tests)} tests: {calls}"
