from importlib import import_module

import pytest

from bench.__main__ import BENCHES, MODULES


def test_every_bench_says_what_it_measures():
    assert BENCHES.keys() == MODULES.keys()
    assert all(BENCHES.values())


@pytest.mark.parametrize("name", ["ask", "quality", "sources", "slack"])
def test_a_bench_is_a_function_that_gives_figures(name):
    assert callable(import_module(f"bench.{MODULES[name]}").run)
