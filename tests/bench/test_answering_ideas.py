import pytest

from bench.quality.answering_ideas import IDEAS, left_out
from tests.retrieval.answering.told import article, said

MILL = article("Orrin Steel opened the mill in 1961. Chief executive Mara Lunt praised the mill.")


@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_is_left_out_and_put_back(idea):
    swaps = IDEAS[idea]
    before = [getattr(module, name) for module, name, _ in swaps]
    with left_out(idea):
        assert [getattr(module, name) for module, name, _ in swaps] == [stand_in for _, _, stand_in in swaps]
        assert said("When did Orrin Steel open the mill?", MILL)[0].startswith("Orrin Steel opened the mill in 1961")
    assert [getattr(module, name) for module, name, _ in swaps] == before
