import json
import re
import subprocess
import sys

import pytest

WHY = "Why did Scale AI lay off staff?"


def corpus(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


STRIKE = "Dockers end strike\n\nDockers in Aldersund ended their strike on 3 May after talks with Northwind Freight.\n"


def test_help_answers_without_loading_chroma_numpy_or_an_embedder():
    code = (
        "import sys\nfrom bot.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('chromadb', 'numpy', 'wordllama', 'tokenizers', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_first_run_reads_the_articles_by_itself_and_answers(footnote_process, tmp_path):
    first = footnote_process("ask", WHY, data=tmp_path / "new")
    assert first.code == 0
    assert re.search(r"capacity|market demand", first.out)
    assert "[1]" in first.out
    assert "corpus/articles/" in first.out
    assert first.err == ""


def test_an_answer_as_json_keeps_the_contract(footnote):
    asked = footnote("ask", WHY, "--json")
    (answer,) = asked.lines
    assert asked.code == 0
    assert answer["question"] == WHY
    assert answer["status"] == "answered"
    assert answer["generator"] == "extractive"
    assert 0 <= answer["confidence"] <= 1
    assert set(answer["timings_ms"]) == {"retrieve", "answer"}
    for citation in answer["citations"]:
        shown = footnote("show", citation["article_id"], "--json").lines[0]
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_what_the_articles_do_not_say_exits_with_3_and_names_what_they_are_about(footnote):
    asked = footnote("ask", "Who won the 2022 World Cup?", "--json")
    (answer,) = asked.lines
    assert asked.code == 3
    assert answer["status"] == "no_answer"
    assert answer["statements"] == answer["citations"] == answer["disagreements"] == []
    assert answer["topics"]
    assert answer["nearest"]


def test_a_batch_answers_each_line_in_order_and_exits_with_0(footnote_process):
    questions = [WHY, "Who won the 2022 World Cup?", "Who is the interim CEO of Scale AI?"]
    asked = footnote_process(
        "ask", "--batch", "-", "--json", typed="\n".join(json.dumps({"question": q}) for q in questions)
    )
    assert asked.code == 0
    assert [answer["question"] for answer in asked.lines] == questions
    assert [answer["status"] for answer in asked.lines] == ["answered", "no_answer", "answered"]


def test_a_batch_names_the_lines_that_are_no_json_and_answers_the_others(footnote):
    asked = footnote("ask", "--batch", "-", "--json", typed=f"nonsense\n{json.dumps({'question': WHY})}\n[1]\n")
    assert asked.code == 2
    assert [answer["status"] for answer in asked.lines] == ["error", "answered", "error"]
    assert [line.split(":")[1] for line in asked.err.splitlines()] == [" line 1", " line 3"]


def test_a_batch_file_that_is_not_there_is_named(footnote):
    asked = footnote("ask", "--batch", "/nowhere/questions.jsonl")
    assert asked.code == 2
    assert "/nowhere/questions.jsonl" in asked.err


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "empty"), ("   ", "empty"), ("why " * 5_000, "characters"), ("who\x1b[31m runs it", "control character")],
)
def test_a_question_that_cannot_be_asked_is_refused_in_one_line(footnote, question, said):
    asked = footnote("ask", question)
    assert asked.code == 2
    assert said in asked.complaint
    assert asked.out == ""


def test_filters_hold_for_what_is_found(footnote):
    found = footnote("search", "layoffs", "--publisher", "techrepublic", "--json").lines[0]
    assert {passage["publisher"] for passage in found["passages"]} == {"TechRepublic"}
    dated = footnote("search", "layoffs", "--since", "2025-07-01", "--until", "2025-07-31", "--json").lines[0]
    assert {passage["published"] for passage in dated["passages"]} == {"2025-07-16"}


def test_an_unknown_publisher_is_answered_with_those_there_are(footnote):
    asked = footnote("ask", WHY, "--publisher", "The Moon")
    assert asked.code == 2
    assert "TechRepublic" in " ".join(asked.err.split())


@pytest.mark.parametrize("options", [("--since", "soon"), ("--since", "2025-08-01", "--until", "2025-07-01")])
def test_dates_that_make_no_sense_are_wrong_use(footnote, options):
    asked = footnote("ask", WHY, *options)
    assert asked.code == 2
    assert "--since" in asked.complaint


def test_a_question_and_a_batch_at_once_are_wrong_use(footnote):
    asked = footnote("ask", WHY, "--batch", "-")
    assert asked.code == 2
    assert "not both" in asked.complaint


def test_search_ranks_passages_that_are_exact_stretches(footnote):
    found = footnote("search", "signing bonuses", "-k", "2", "--json").lines[0]
    best = found["passages"][0]
    assert len(found["passages"]) == 2
    assert "$100 million" in best["text"]
    text = footnote("show", best["article_id"], "--json").lines[0]["text"]
    assert text[best["start"] : best["end"]] == best["text"]


def test_text_around_an_article_is_never_found(footnote):
    for question in ("Qualcomm AI server chips", "LangChain Open SWE", "daily newsletter", "Prabal Raverkar"):
        for passage in footnote("search", question, "--json").lines[0]["passages"]:
            assert not re.search("Qualcomm|LangChain|newsletter|Raverkar", passage["text"])


def test_articles_lists_the_library_and_leaves_the_unknown_open(footnote):
    listed = {article["article_id"]: article for article in footnote("articles", "--json").lines}
    assert len(listed) == 4
    assert listed["002_92a030cd1534472e"]["publisher"] == "TechRepublic"
    assert listed["002_92a030cd1534472e"]["published"] is None
    assert "TechRepublic" in footnote("articles").out


def test_show_highlights_a_passage_in_its_surroundings(footnote):
    shown = footnote("show", "000", "--passage", "78:200")
    assert shown.code == 0
    assert "Less than a month after Meta invested" in shown.out


@pytest.mark.parametrize("passage", ["12", "9:3", "a:b", "0:999999"])
def test_a_passage_that_is_none_is_wrong_use(footnote, passage):
    assert footnote("show", "000", "--passage", passage).code == 2


def test_an_article_that_is_not_there_is_wrong_use(footnote):
    assert footnote("show", "999").code == 2


def test_a_session_understands_follow_ups(footnote_process):
    typed = "Who is the interim CEO of Scale AI?\nWhat did he say about GenAI capacity?\nquit\n"
    session = footnote_process("ask", "--json", typed=typed)
    assert session.code == 0
    assert len(session.lines) == 2
    assert "too quickly" in json.dumps(session.lines[1])
    assert "understood as: What did Jason Droege say" in session.err


def test_explain_shows_reading_passages_and_what_was_turned_down(footnote):
    answer = footnote("ask", WHY, "--json", "--explain").lines[0]
    explanation = answer["explanation"]
    assert explanation["reading"]["kind"] == "why"
    assert explanation["passages"][0]["parts"]
    assert {each["chosen"] for each in explanation["considered"]} == {True, False}
    assert all(each["why"] for each in explanation["considered"])
    assert "Considered" in footnote("ask", WHY, "--explain").out


def test_options_stand_before_or_after_the_command(footnote, tmp_path):
    folder = corpus(tmp_path / "articles", strike__txt=STRIKE)
    before = footnote("--corpus", str(folder), "--data", str(tmp_path / "a"), "articles", "--json")
    after = footnote("articles", "--json", "--corpus", str(folder), "--data", str(tmp_path / "b"))
    assert [each["article_id"] for each in before.lines] == [each["article_id"] for each in after.lines] == ["strike"]


def test_sync_tells_new_changed_removed_and_unchanged(footnote, tmp_path):
    folder = corpus(tmp_path / "articles", strike__txt=STRIKE, other__txt=STRIKE.replace("Dockers", "Pilots"))
    told = footnote("sync", "--json", corpus=folder, data=tmp_path / "data").lines[0]
    assert told["new"] == ["other", "strike"]
    (folder / "other.txt").unlink()
    (folder / "strike.txt").write_text(STRIKE.replace("3 May", "4 May"))
    told = footnote("sync", "--json", corpus=folder, data=tmp_path / "data").lines[0]
    assert (told["new"], told["changed"], told["removed"]) == ([], ["strike"], ["other"])
    assert footnote("sync", "--json", corpus=folder, data=tmp_path / "data").lines[0]["unchanged"] == ["strike"]


def test_one_bad_article_never_stops_the_others(footnote, tmp_path):
    folder = corpus(
        tmp_path / "articles",
        strike__txt=STRIKE,
        picture__txt=bytes(range(256)) * 40,
        nothing__txt="",
        latin__txt="Le café a fermé.".encode("latin-1"),
    )
    told = footnote("sync", "--json", corpus=folder, data=tmp_path / "data")
    assert told.code == 0
    assert told.lines[0]["new"] == ["latin", "strike"]
    assert len(told.err.splitlines()) == 2
    assert "picture.txt" in told.err
    assert "nothing.txt" in told.err


@pytest.mark.parametrize("made", [False, True])
def test_a_corpus_folder_that_is_missing_or_empty_is_named_and_nothing_is_lost(footnote, tmp_path, shipped_data, made):
    folder = tmp_path / "nothing"
    if made:
        folder.mkdir()
    asked = footnote("ask", WHY, corpus=folder)
    assert asked.code == 2
    assert str(folder) in asked.complaint
    assert len(footnote("articles").out.splitlines()) > 4


def test_a_title_cannot_steer_the_terminal(footnote, tmp_path):
    meta = '["strike.txt"]\ntitle = "Dockers \\u001b[31mend\\u0007 strike"\n'
    folder = corpus(tmp_path / "articles", strike__txt=STRIKE + "\x1b[2J", articles__toml=meta)
    asked = footnote("ask", "When did dockers end their strike?", corpus=folder, data=tmp_path / "data")
    assert "\x1b" not in asked.out + asked.err
    assert "\x07" not in asked.out + asked.err
