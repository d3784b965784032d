"""How much of a question's point a sentence speaks of, and what its denials and confirmations are about. Pure."""

from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take
from retrieval.answering.reading.saying import (
    Key,
    Saying,
    Weights,
    coverage,
)
from retrieval.answering.reading.stance import Stance, Stand

ON_POINT = 0.5
MOST = 0.7


def _on_point(point: Point, saying: Saying, weights: Weights) -> float:
    """How much of the point stands in the sentence, with half of what stands in what it hangs on."""
    own = coverage(point.keys, saying.meanings, weights)
    around = coverage(point.keys, saying.whole, weights)
    return own + 0.5 * (around - own)


def scope_keys(saying: Saying, stand: Stand) -> list[Key]:
    """What the stand is about: the content words of its scope but for those that show it."""
    return [
        key
        for key in saying.keys
        if stand.scope.start <= key.start < stand.scope.end
        and (stand.stance is not Stance.DENIED or key.start >= stand.cue.end)
    ]


def take_whole(point: Point, saying: Saying, weights: Weights) -> Take:
    """The whole sentence as an answer, as strong as it is on the point."""
    return Take(saying, _on_point(point, saying, weights), saying.text)
