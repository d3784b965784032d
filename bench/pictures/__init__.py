"""Pictures of what people see, rendered with each platform's look: `python -m bench pictures` takes those that are stale.

A platform's scenes are a module with `pages()`, pages of HTML by the pictures' names, and `SIZES`, each picture's width and
height. The tests compare the pages with those that the pictures were taken of, not the pixels.
"""

from bench.pictures import discord_scenes, slack_scenes
from bench.pictures.browser import take
from bench.pictures.keeping import picture, record, stale

SCENES = (slack_scenes, discord_scenes)


def run(*, quick: bool) -> dict[str, float]:
    """Take the pictures that are stale; how many there are, and how many were taken."""
    count = taken = 0
    for scenes in SCENES:
        pages = scenes.pages()
        for name in stale(pages):
            take(pages[name], picture(name), *scenes.SIZES[name])
            record({name: pages[name]})
            print(f"took {picture(name).name}")
            taken += 1
        count += len(pages)
    return {"pictures": count, "taken": taken}
