import pytest

from bench.pictures import SCENES
from bench.pictures.keeping import picture, stale


@pytest.mark.parametrize("scenes", SCENES, ids=lambda scenes: scenes.__name__)
def test_every_picture_shows_what_people_see_now(scenes):
    assert stale(scenes.pages()) == [], "run: python -m bench pictures"


@pytest.mark.parametrize("scenes", SCENES, ids=lambda scenes: scenes.__name__)
def test_every_picture_is_small(scenes):
    assert scenes.pages().keys() == scenes.SIZES.keys()
    assert all(picture(name).stat().st_size < 200_000 for name in scenes.SIZES)


def test_a_page_that_has_changed_makes_its_picture_stale():
    pages = SCENES[0].pages()
    name = next(iter(pages))
    assert stale({name: pages[name] + " "}) == [name]
