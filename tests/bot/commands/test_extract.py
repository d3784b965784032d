import json

from tests.corpus.sources.made import PROSE, html

PAGE = html(head='<meta property="og:site_name" content="The Courier">').replace(
    b"</article>", b"<p>Sign up for our newsletter to get it in your inbox.</p></article>"
)


def test_what_would_be_kept_of_a_page_is_shown_with_what_is_left_out(footnote, tmp_path):
    (tmp_path / "ferry.html").write_bytes(PAGE)
    out = footnote("extract", str(tmp_path / "ferry.html")).out
    assert "The Courier" in out
    assert "newsletter form: Sign up for our newsletter" in out


def test_as_json_it_has_every_field(footnote, tmp_path):
    (tmp_path / "ferry.html").write_bytes(PAGE)
    (line,) = footnote("extract", str(tmp_path / "ferry.html"), "--json").lines
    assert line["text"] == "\n\n".join(PROSE) + "\n"
    assert (line["title"], line["publisher"], line["author"], line["published"], line["url"]) == (
        "Ferry to go", "The Courier", None, None, None,
    )  # fmt: skip
    assert {"text": "Ferry to go", "reason": "repeated"} in line["left_out"]


def test_of_a_text_the_page_around_the_article_is_left_out(footnote, tmp_path):
    (tmp_path / "ferry.txt").write_text("\n\n".join([*PROSE, "Share this article"]))
    found = json.loads(footnote("extract", str(tmp_path / "ferry.txt"), "--json").out)
    assert "Share this article" not in found["text"]
    assert "Share this article" in [each["text"] for each in found["left_out"]]


def test_what_cannot_be_read_is_said_in_one_line(footnote, tmp_path):
    (tmp_path / "odd.pdf").write_bytes(b"%PDF nothing")
    done = footnote("extract", str(tmp_path / "odd.pdf"))
    assert done.code == 2
    assert "PDF" in done.complaint
    assert footnote("extract", str(tmp_path / "none.html")).code == 2
