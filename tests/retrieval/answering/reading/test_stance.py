import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.stance import Stance, read_stances


@given(st.text(min_size=1, max_size=200))
def test_cues_and_scopes_lie_in_the_sentence(text: str) -> None:
    for stand in read_stances(text):
        assert stand.cue.end <= len(text)
        assert stand.scope.end <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The port is open.", Stance.STATED),
        ("The operator confirmed that the port is open.", Stance.CONFIRMED),
        ("The port reportedly closed on Friday.", Stance.REPORTED),
        ("Reports have emerged that the port closed.", Stance.REPORTED),
        ("The operator denied that the port had closed.", Stance.DENIED),
        ("She dismissed the recent rumours of a sale.", Stance.DENIED),
        ("The operator has not disclosed how many ships were lost.", Stance.UNDISCLOSED),
        ("The operator declined to say what it paid.", Stance.UNDISCLOSED),
        ("Neither company has revealed the price.", Stance.UNDISCLOSED),
        ("Investigators have yet to establish why it sank.", Stance.UNDISCLOSED),
        ("The pier was not part of the sale.", Stance.NEGATED),
    ],
)
def test_a_sentence_shows_how_it_stands_to_what_it_says(text: str, stance: Stance) -> None:
    assert read_stances(text)[0].stance is stance


def test_a_denial_is_about_what_follows_it() -> None:
    text = "The operator denied that the port had closed."
    (stand,) = read_stances(text)
    assert stand.scope.of(text).startswith("denied that the port")


def test_a_negation_is_about_its_whole_clause() -> None:
    text = "The pier was not part of the sale."
    assert read_stances(text)[0].scope.of(text).startswith("The pier")
