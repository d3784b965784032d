import os
import time

import pytest

from corpus.errors import SourceError
from corpus.sources import reading_process
from corpus.sources.extracted import from_plain, to_plain
from corpus.sources.pages.page import read_page
from corpus.sources.reading import read_here
from corpus.sources.reading_process import ReadingProcess
from tests.corpus.sources.made import PAGE, mail, pdf


@pytest.fixture(scope="module")
def reader():
    with ReadingProcess(timeout_seconds=8) as process:
        yield process


def test_the_process_reads_what_is_read_here(reader):
    assert reader("html", PAGE, "https://news.example/ferry") == read_page(PAGE, "https://news.example/ferry")


def test_what_was_read_survives_as_json():
    found = read_page(PAGE)
    assert from_plain(to_plain(found)) == found


def test_a_fault_in_a_file_is_one_line(reader):
    with pytest.raises(SourceError, match="no article"):
        reader("html", b"<p>nothing</p>")
    with pytest.raises(SourceError, match="PDF"):
        reader("pdf", b"%PDF-1.4 but no more")


def test_the_process_is_replaced_when_it_dies(reader):
    reader("html", PAGE)
    process = reader._process
    process.kill()
    assert reader("html", PAGE).text
    assert reader._process.pid != process.pid


def test_what_takes_too_long_is_given_up_and_the_next_is_read():
    with ReadingProcess(timeout_seconds=0.001) as hasty:
        began = time.monotonic()
        with pytest.raises(SourceError, match="seconds"):
            hasty("html", PAGE)  # no process starts within that
        assert time.monotonic() - began < 2
        hasty._timeout_seconds = 10
        assert hasty("html", PAGE).text


def test_what_takes_too_much_memory_is_given_up():
    with ReadingProcess(memory_bytes=400 << 20) as small:
        with pytest.raises(SourceError):
            small("html", b"\0" * (90 << 20))
        assert small("html", PAGE).text


def test_the_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    assert "SLACK_BOT_TOKEN" in os.environ
    assert "SLACK_BOT_TOKEN" not in reading_process._bare_environment()


def test_a_pdf_is_its_text_without_running_heads():
    days = ("Monday", "Tuesday", "Friday", "Sunday")
    body = "The ferry crossed the river on {0}\nand, said the harbour author-\nity, lay still\nfor the rest of {0}."
    pages = [f"The Millbrook Courier\n{body.format(day)}\n{number}" for number, day in enumerate(days, start=1)]
    found = read_here("pdf", pdf(pages, title="Ferry to go", author="Jo March"))
    assert "Courier" not in found.text
    assert "the harbour authority, lay still" in found.text
    assert (found.metadata.title, found.metadata.author) == ("Ferry to go", "Jo March")


def test_a_pdf_without_text_says_what_to_do():
    with pytest.raises(SourceError, match="scan"):
        read_here("pdf", pdf([""]))


def test_a_newsletter_is_its_text_and_says_who_sent_it():
    found = read_here("eml", mail())
    assert "ferry will be taken out of service" in found.text
    assert (found.metadata.title, found.metadata.publisher) == ("Ferry to go – in March", "The Courier")
    assert str(found.metadata.published) == "2025-01-14"


def test_a_newsletter_in_html_alone_is_read_as_a_page():
    assert "ferry will be taken out of service" in read_here("eml", mail(plain="")).text


@pytest.mark.parametrize(
    "data", [b"\0", b"From: x\n\n", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300, b"\xff\xfe" * 100]
)
def test_a_mail_without_a_text_is_refused(data):
    with pytest.raises(SourceError):
        read_here("eml", data)
