import pytest

from retrieval.answering.comparing.opposites import read_poles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The senate approved it.", "The senate voted down the bill."),
        ("Entry is free.", "Visitors are charged."),
        ("He is alive.", "He died."),
        ("The shop is open.", "The shop has closed."),
        ("The bridge is safe.", "The bridge is unsafe."),
    ],
)
def test_opposite_words_stand_on_one_axis_on_two_sides(one: str, other: str) -> None:
    sides = {(pole.axis, pole.side) for pole in read_poles(one)}
    assert any((pole.axis, not pole.side) in sides for pole in read_poles(other))


def test_a_pole_stands_where_its_words_stand() -> None:
    text = "The council turned down the plan."
    (pole,) = [pole for pole in read_poles(text) if not pole.axis.startswith("word ")]
    assert pole.span.of(text) == "turned down"
    assert pole.side


def test_a_word_that_only_begins_like_a_prefix_has_no_opposite() -> None:
    assert all(not pole.side for pole in read_poles("The union met."))
