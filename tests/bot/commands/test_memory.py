import asyncio
import json

import pytest

from bot.desk.desk import Desk
from bot.store.store import Store
from corpus.library import Library
from tests.bot.scripted import ScriptedResponder, WrittenSurface, asked, sample_abstention, sample_answer

FERRY = "The ferry carried 300 people a day, the harbour said on Monday."
ARTICLE = "000_164e92e64fae49d2"


@pytest.fixture
def remembered(tmp_path):
    """A data folder whose bot was asked three questions, and told what people thought."""
    folder = tmp_path / "data"

    async def fill():
        with Store.open(folder) as store:
            desk = Desk(ScriptedResponder(sample_answer(), sample_abstention()), store)
            for key, person, text in (
                ("e1", "U1", "How many go?"),
                ("e2", "U2", "What is the capital of Peru?"),
                ("e3", "U1", "what is the capital of peru"),
            ):
                await desk.take(asked(key, text, person=person), WrittenSurface())
            await desk.feedback(1, asked(person="U2").person, is_good=False, reason="which ships?")

    asyncio.run(fill())
    return folder


def test_stats_tell_what_the_articles_did_not_say_and_what_was_disliked(footnote, remembered):
    (stats,) = footnote("stats", "--json", data=remembered).lines
    assert stats["by_status"] == {"answered": 1, "abstained": 2}
    assert stats["unanswered"] == [["What is the capital of Peru?", 2]]
    assert stats["disliked"] == [{"question": "How many go?", "reason": "which ships?"}]
    shown = footnote("stats", data=remembered).out
    assert "2 × What is the capital of Peru?" in shown
    assert "How many go? – which ships?" in shown


def test_stats_of_a_bot_that_was_never_asked_say_so(footnote, tmp_path):
    assert "Nothing was asked" in footnote("stats", data=tmp_path).out


def test_feedback_is_listed_with_the_question(footnote, remembered):
    (opinion,) = footnote("feedback", "--json", data=remembered).lines
    assert (opinion["question"], opinion["is_good"], opinion["reason"]) == ("How many go?", False, "which ships?")
    assert "bad How many go? which ships?" in footnote("feedback", data=remembered).out


def test_a_person_is_forgotten(footnote, remembered):
    assert "2 questions deleted" in footnote("forget", "U1", data=remembered).err
    assert footnote("feedback", "--json", data=remembered).lines == []


def test_forgetting_may_be_on_one_platform_only(footnote, remembered):
    assert "0 questions deleted" in footnote("forget", "U1", "--platform", "discord", data=remembered).err


@pytest.mark.parametrize("where", ["folder", "postgresql"])
def test_what_is_exported_is_imported_whole(footnote, remembered, shipped_data, tmp_path, where, request, monkeypatch):
    (remembered / "library.sqlite3").write_bytes((shipped_data / "library.sqlite3").read_bytes())
    archive, new = tmp_path / "archive.jsonl", tmp_path / "new"
    assert footnote("export", str(archive), data=remembered).code == 0
    address = request.getfixturevalue("postgres") if where == "postgresql" else None
    if address:
        monkeypatch.setenv("DATABASE_URL", address)
    assert footnote("import", str(archive), data=new).code == 0
    again = tmp_path / "again.jsonl"
    assert footnote("export", str(again), data=new).code == 0
    assert archive.read_text().splitlines()[1:] == again.read_text().splitlines()[1:]

    async def ask_next():
        with Store.connect(address) if address else Store.open(new) as store:
            return (await store.questions.accept(asked("next"))).id

    assert asyncio.run(ask_next()) == 4
    with Library.connect(address) if address else Library.open(new) as library:
        assert len(library.listing()) == 4


@pytest.fixture
def moved(footnote, shipped_data, tmp_path):
    """A data folder to which the shipped articles were moved, without their files."""
    footnote("export", str(tmp_path / "archive.jsonl"), data=shipped_data)
    assert footnote("import", str(tmp_path / "archive.jsonl"), data=tmp_path / "moved").code == 0
    return tmp_path / "moved"


@pytest.fixture
def folder(tmp_path):
    """A corpus folder with an article of its own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY)
    return folder


@pytest.fixture
def listed(footnote, moved, folder):
    """Brings the moved articles up to date with the folder; the ids of what there is then."""
    return lambda: {each["article_id"] for each in footnote("articles", "--json", data=moved, corpus=folder).lines}


def test_what_was_imported_outlives_a_sync_with_a_folder_that_has_other_files(listed):
    assert len(listed()) == 5
    assert len(listed()) == 5


def test_a_file_of_the_same_name_takes_the_place_of_what_was_imported(listed, folder):
    file = folder / f"{ARTICLE}.txt"
    file.write_text(FERRY)
    before = listed()
    file.unlink()
    assert before - listed() == {ARTICLE}
    assert len(before) == 5


def test_what_was_imported_can_be_removed(footnote, listed, moved):
    assert footnote("remove", ARTICLE, data=moved).code == 0
    assert ARTICLE not in listed()


def test_importing_twice_changes_nothing(footnote, remembered, tmp_path):
    archive = tmp_path / "archive.jsonl"
    footnote("export", str(archive), data=remembered)
    assert "0 articles, 0 sources and 0 rows" in footnote("import", str(archive), data=remembered).err


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("nonsense\n", "line 1 is no JSON"),
        ('{"article": {}}\n', "line 1 does not begin an export"),
        ('{"footnote_export": 1}\n[]\n', "line 2 is neither"),
        ('{"footnote_export": 1}\n{"article": {"id": "a"}}\n', "line 2: the article can't be read"),
        ('{"footnote_export": 1}\n{"table": "secrets", "row": {}}\n', "there is no table 'secrets'"),
        ('{"footnote_export": 1}\n{"table": "feedback", "row": {"x": 1}}\n', "feedback has no column 'x'"),
    ],
)
def test_what_is_no_export_is_named_by_its_line(footnote, tmp_path, text, complaint):
    (tmp_path / "archive.jsonl").write_text(text)
    told = footnote("import", str(tmp_path / "archive.jsonl"), data=tmp_path / "data")
    assert told.code == 2
    assert complaint in told.complaint


def test_an_export_of_articles_keeps_every_character(footnote, shipped_data):
    lines = [json.loads(line) for line in footnote("export", "-").out.splitlines()]
    with Library.open(shipped_data) as library:
        for line in lines:
            if "article" in line:
                assert line["article"]["text"] == library.article(line["article"]["id"]).text
