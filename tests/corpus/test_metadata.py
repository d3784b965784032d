from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import MetadataError
from corpus.metadata import (
    FRONT_MATTER_CHARACTERS,
    Metadata,
    read_articles_toml,
    read_front_matter,
    split_front_matter,
)


def toml(text: str) -> tuple[dict[str, Metadata], list[str]]:
    told: list[str] = []
    return read_articles_toml(text, told.append), told


def front_matter(text: str) -> tuple[Metadata, list[str]]:
    told: list[str] = []
    return read_front_matter(text, told.append), told


COMPLETE = Metadata(
    title="Staff cut",
    publisher="The Daily",
    author="A. Writer",
    published=date(2025, 7, 16),
    url="https://example.com/a?b=c",
)


def test_a_description_says_everything_of_an_article() -> None:
    found, told = toml(
        '["a.txt"]\ntitle = "Staff cut"\npublisher = "The Daily"\nauthor = "A. Writer"\npublished = 2025-07-16\n'
        'url = "https://example.com/a?b=c"\n'
    )
    assert found == {"a.txt": COMPLETE}
    assert told == []


def test_a_front_matter_says_everything_of_an_article() -> None:
    found, told = front_matter(
        'title: "Staff cut"\npublisher: The Daily\nauthor: [A. Writer]\npublished: 2025-07-16\n'
        "url: https://example.com/a?b=c\n"
    )
    assert found == COMPLETE
    assert told == []


def test_what_is_not_said_stays_unknown() -> None:
    assert toml('["a.txt"]\n["b.txt"]\ntitle = ""\n') == ({"a.txt": Metadata(), "b.txt": Metadata()}, [])
    assert front_matter("title:\npublisher: ~\nauthor: null\nurl: ''\n") == (Metadata(), [])


@pytest.mark.parametrize(
    ("wrong", "right"), [("titel", "title"), ("Publisher", "publisher"), ("publishd", "published"), ("link", None)]
)
def test_a_typo_in_a_key_is_told_with_what_is_allowed(wrong: str, right: str | None) -> None:
    found, told = toml(f'["a.txt"]\n{wrong} = "x"\nauthor = "A. Writer"\n')
    assert found == {"a.txt": Metadata(author="A. Writer")}
    [line] = told
    assert f'"a.txt": unknown key "{wrong}"' in line
    assert "allowed: title, publisher, author, published, url" in line
    assert (f"did you mean {right}?" in line) if right else ("mean" not in line)


@pytest.mark.parametrize(
    "value", ['"16 July 2025"', '"2025-02-30"', "20250716", "[2025]", "true", "10:30:00", '"2025"']
)
def test_a_bad_date_is_told_and_the_article_has_none(value: str) -> None:
    found, told = toml(f'["a.txt"]\npublished = {value}\ntitle = "T"\n')
    assert found == {"a.txt": Metadata(title="T")}
    assert len(told) == 1
    assert '"a.txt": published is' in told[0]
    assert "2025-07-16" in told[0]


@pytest.mark.parametrize(
    "value", ["2025-07-16T23:30:00-05:00", '"2025-07-16"', '"2025-07-16 08:00"', "2025-07-16 08:00:00"]
)
def test_a_time_counts_as_the_day_that_was_written(value: str) -> None:
    assert toml(f'["a.txt"]\npublished = {value}\n') == ({"a.txt": Metadata(published=date(2025, 7, 16))}, [])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.com/a", "https://", "https://a b.com", "file:///etc", "http://["]
)
def test_only_an_address_on_the_web_is_a_link(url: str) -> None:
    found, told = front_matter(f'url: "{url}"\ntitle: T\n')
    assert found == Metadata(title="T")
    assert len(told) == 1
    assert "url is" in told[0]


@pytest.mark.parametrize("value", ["5", "[1]", "{a = 1}", "true", "2025-07-16"])
def test_a_title_that_is_no_text_is_told(value: str) -> None:
    found, told = toml(f'["a.txt"]\npublisher = "P"\ntitle = {value}\n')
    assert found == {"a.txt": Metadata(publisher="P")}
    assert len(told) == 1
    assert "title is" in told[0]


def test_yaml_does_not_turn_words_into_other_things() -> None:
    found, told = front_matter("title: 1984\npublisher: No\nauthor: 3.10\n")
    assert found == Metadata(title="1984", publisher="No", author="3.10")
    assert told == []


def test_a_title_is_one_line_without_control_characters() -> None:
    found, _ = front_matter('title: "Staff\\n  cut \\e[31mred\\0"\n')
    assert found.title == "Staff cut [31mred"


def test_a_value_beyond_all_measure_is_told() -> None:
    found, told = toml(f'["a.txt"]\ntitle = "{"x" * 3000}"\n')
    assert found == {"a.txt": Metadata()}
    assert "3,000 characters" in told[0]


def test_one_line_that_is_no_toml_costs_one_datum() -> None:
    found, told = toml(
        '["a.txt"]\ntitle = "A"\npublished = 2025-02-30\npublisher = "P"\n\n["b.txt"]\ntitle = B\nauthor = "Y"\n'
        '["c.txt"]\ntitle = """\nC\n"""\n'
    )
    assert found == {
        "a.txt": Metadata(title="A", publisher="P"),
        "b.txt": Metadata(author="Y"),
        "c.txt": Metadata(title="C"),
    }
    assert [line.split(":")[0] for line in told] == ["line 3", "line 7"]
    assert "published = 2025-02-30" in told[0]


def test_a_table_whose_name_is_no_toml_is_told_and_the_next_is_read() -> None:
    found, told = toml('["a.txt"\ntitle = "A"\n["b.txt"]\ntitle = "B"\n')
    assert found == {"b.txt": Metadata(title="B")}
    assert len(told) == 1
    assert told[0].startswith("line 1: ")


def test_a_file_name_without_quotes_is_understood() -> None:
    assert toml('[a.txt]\ntitle = "A"\n[2025.07.b.md]\ntitle = "B"\n') == (
        {"a.txt": Metadata(title="A"), "2025.07.b.md": Metadata(title="B")},
        [],
    )


def test_a_key_that_belongs_to_no_article_is_told() -> None:
    found, told = toml('title = "A"\n')
    assert found == {}
    assert 'begin each article with a line such as ["name.txt"]' in told[0]


@given(st.text(max_size=300))
def test_no_description_stops_the_reading(text: str) -> None:
    toml(text)
    front_matter(text)


@given(
    st.lists(
        st.sampled_from(
            ['["a.txt"]', "[b.md]", "[", 'title = "T"', "url = 5", "published = 2025-13-01", "x.y = 1", "a = {"]
        )
    )
)
def test_no_mixture_of_good_and_bad_lines_stops_the_reading(lines: list[str]) -> None:
    toml("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "head", "body"),
    [
        ("---\ntitle: T\n---\n\nBody.\n", "title: T\n", "\nBody.\n"),
        ("---\r\ntitle: T\r\n...\r\nBody.\r\n", "title: T\r\n", "Body.\r\n"),
        ("---\n---\nBody.", "", "Body."),
        ("---\ntitle: T\n---", "title: T\n", ""),
        ("Body.\n---\nx: y\n---\n", None, "Body.\n---\nx: y\n---\n"),
        ("---\n\nAfter a rule.", None, "---\n\nAfter a rule."),
        ("", None, ""),
    ],
)
def test_the_text_is_what_stands_below_the_front_matter(text: str, head: str | None, body: str) -> None:
    assert split_front_matter(text) == (head, body)


@pytest.mark.parametrize(
    "text", ["---\ntitle: T\nBody.\n", "---\ntitle: T\n" + "x: y\n" * FRONT_MATTER_CHARACTERS + "---\n"]
)
def test_a_front_matter_without_an_end_is_told(text: str) -> None:
    with pytest.raises(MetadataError, match="closing ---"):
        split_front_matter(text)


def test_one_line_that_is_no_yaml_costs_one_datum() -> None:
    found, told = front_matter('title: Scale: the story\npublisher: "P"\nauthor: "open\n')
    assert found == Metadata(publisher="P")
    assert [line.split(":")[0] for line in told] == ["line 2", "line 4"]
    assert "put the value in quotes" in told[0]


def test_a_key_that_stands_twice_counts_once() -> None:
    found, told = front_matter("title: A\ntitle: B\n")
    assert found == Metadata(title="A")
    assert told == ['"title" is given twice; the first counts']


def test_a_front_matter_that_would_unfold_into_gigabytes_is_not_unfolded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)) + "title: *a59\n"
    found, told = front_matter(bomb + "author: Me\n")
    assert found == Metadata(author="Me")
    assert any("title" in line for line in told)


@pytest.mark.parametrize(
    "text", ["[" * 16_000, "{a: " * 4000, "- " * 8000, "? " * 8000, "title: " + "[" * 10_000 + "]" * 10_000]
)
def test_a_deeply_nested_front_matter_is_only_told(text: str) -> None:
    found, told = front_matter(text)
    assert found == Metadata()
    assert told


def test_a_tag_builds_nothing() -> None:
    found, _ = front_matter("title: !!python/object/apply:os.system ['exit 1']\npublisher: !!binary aGk=\n")
    assert found.publisher == "aGk="


def test_metadata_over_metadata_fills_only_what_is_lacking() -> None:
    assert Metadata(title="A").over(Metadata(title="B", author="C")) == Metadata(title="A", author="C")
