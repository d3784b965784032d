import json


def test_a_supported_statement_comes_with_its_citations(footnote):
    done = footnote("verify", "Scale AI laid off 14% of its workforce.", "--json")
    (row,) = done.lines
    assert done.code == 0
    assert row["verdict"] == "supported"
    assert row["supported"]
    assert all("14" in citation["quote"] for citation in row["citations"])


def test_a_statement_that_the_articles_contradict_says_why(footnote):
    done = footnote("verify", "Scale AI laid off 41% of its workforce.")
    assert done.code == 3
    assert done.out.startswith("Contradicted")
    assert "41% ≠" in done.out


def test_a_statement_on_something_else_is_not_in_the_articles(footnote):
    (row,) = footnote("verify", "The harbour of Aldersund freezes over every winter.", "--json").lines
    assert row["verdict"] == "not in the articles"
    assert row["citations"] == []


def test_a_batch_checks_each_statement_against_its_own_passage(footnote):
    pairs = [
        {"statement": "Norlink sold 12 ferries.", "passage": "Norlink sold 12 ferries in May."},
        {"statement": "Norlink sold 21 ferries.", "passage": "Norlink sold 12 ferries in May."},
    ]
    done = footnote("verify", "--batch", "-", "--json", typed="\n".join(map(json.dumps, pairs)))
    assert [row["supported"] for row in done.lines] == [True, False]
    assert done.lines[1]["reasons"]


def test_a_line_without_a_statement_is_named(footnote):
    done = footnote("verify", "--batch", "-", typed='{"passage": "x"}\n')
    assert done.code == 2
    assert "line 1" in done.complaint
