import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from retrieval.language.numbers import read_quantities
from retrieval.language.quantity import Bound, Kind, Quantity, agree


def only(text: str) -> Quantity:
    """The one quantity in `text`."""
    (quantity,) = read_quantities(text)
    return quantity


@given(st.text(max_size=200))
def test_any_text_is_read_into_quantities_in_order_and_apart(text: str) -> None:
    found = read_quantities(text)
    ends = [0]
    for quantity in found:
        assert ends[-1] <= quantity.span.start < quantity.span.end <= len(text)
        ends.append(quantity.span.end)


@given(st.integers(1, 10**9))
def test_a_number_with_commas_is_the_number(number: int) -> None:
    assert only(f"They counted {number:,} visitors there.").low == number


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_agreement_does_not_ask_who_is_first(one: int, other: int) -> None:
    first, second = only(f"about {one:,} birds"), only(f"{other:,} birds")
    assert agree(first, second) == agree(second, first)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("sold for 3.5 million dollars", Kind.MONEY, 3.5e6, 3.5e6, "USD"),
        ("a US$2.1bn bid", Kind.MONEY, 2.1e9, 2.1e9, "USD"),
        ("S$40 a day", Kind.MONEY, 40, 40, "SGD"),
        ("€45-50 million", Kind.MONEY, 45e6, 50e6, "EUR"),
        ("17 per cent of voters", Kind.SHARE, 17, 17, "%"),
        ("17% of voters", Kind.SHARE, 17, 17, "%"),
        ("half the crew", Kind.SHARE, 50, 50, "%"),
        ("one in five shops", Kind.SHARE, 20, 20, "%"),
        ("a run of 12 km", Kind.MEASURE, 12, 12, "km"),
        ("for 27 years", Kind.DURATION, 27, 27, "year"),
        ("a 19-year-old sailor", Kind.AGE, 19, 19, "year"),
        ("The sailor, 19, was rescued", Kind.AGE, 19, 19, "year"),
        ("twenty-five thousand tickets", Kind.COUNT, 25_000, 25_000, ""),
        ("several hundred tickets", Kind.COUNT, 200, 999, ""),
        ("between 10 and 15 pilots", Kind.COUNT, 10, 15, ""),
        ("10 to 15 million tickets", Kind.COUNT, 10e6, 15e6, ""),
        ("900 to 1.2 million tickets", Kind.COUNT, 900, 1.2e6, ""),
        ("won 3-1 at home", Kind.SCORE, 3, 1, ""),
        ("It opened in 1998", Kind.YEAR, 1998, 1998, ""),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, kind: Kind, low: float, high: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.low, quantity.high, quantity.unit) == (kind, low, high, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 300 boats", Bound.AT_LEAST),
        ("up to 300 boats", Bound.AT_MOST),
        ("about 300 boats", Bound.ABOUT),
        ("roughly 300 boats", Bound.ABOUT),
        ("300 boats", Bound.EXACT),
        ("hundreds of boats", Bound.BETWEEN),
    ],
)
def test_what_stands_before_a_number_says_how_exact_it_is(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("laid off 80 part-time gardeners in May", ("part-time", "gardeners")),
        ("80 of its gardeners", ("gardeners",)),
        ("80 sales jobs in Leeds", ("sales", "jobs")),
        ("80 TreeTop 9 ladders because", ("treetop", "ladders")),
        ("The number of visitors rose to 80.", ("visitors",)),
        ("The death toll stands at 80.", ("people",)),
    ],
)
def test_the_words_counted_go_with_the_number(text: str, counted: tuple[str, ...]) -> None:
    assert next(one for one in read_quantities(text) if one.low == 80).counted == counted


def test_the_value_something_had_before_is_told_from_the_one_it_has() -> None:
    now, before = read_quantities("six ferries this year, down from 11")
    assert (now.earlier, before.earlier) == (False, True)
    assert before.counted == ("ferries",)


@pytest.mark.parametrize(
    "text", ["on 16 July", "July 16", "at 8:00 a.m.", "the 9/11 attacks", "open 24/7", "an A320 jet"]
)
def test_days_times_and_names_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == ()


def test_a_number_that_is_a_name_counts_nothing() -> None:
    label = only("He still runs the Windows 11 preview")
    assert label.kind is Kind.LABEL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,187 jobs", "about 1,200 jobs"),
        ("24,310 fans", "around 24,000 fans"),
        ("$14.3 billion", "$14 billion"),
        ("200 jobs", "several hundred jobs"),
        ("more than 1,000 jobs", "1,187 jobs"),
        ("nearly 180 people", "178 people"),
    ],
)
def test_roundings_and_bounds_agree(one: str, other: str) -> None:
    assert agree(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("38,400 ladders", "about 41,000 ladders"),
        ("nine routes", "fourteen routes"),
        ("$142 million", "$155 million"),
        ("14%", "41%"),
        ("$40", "€40"),
        ("more than 1,000 jobs", "900 jobs"),
    ],
)
def test_other_numbers_and_other_units_do_not_agree(one: str, other: str) -> None:
    assert not agree(only(one), only(other))


def test_a_quantity_from_high_to_low_can_not_be_built() -> None:
    with pytest.raises(ValueError, match="can't reach"):
        Quantity(Span(0, 1), Kind.COUNT, 5, 4)
