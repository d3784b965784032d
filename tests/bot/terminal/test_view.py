import io

from rich.console import Console

from bot.terminal.view import article_view, harmless, reply_view, shortened
from corpus.article import Article, Sentence
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.reply import Reply

TEXT = "The plant closed.\nIt made 40 ships."
PLANT = Article("plant", "plant.txt", TEXT, (Sentence(Span(0, 17)), Sentence(Span(18, 35))), title="Plant closes")
YARD = Article(
    "yard",
    "yard.txt",
    "It made 50 ships.",
    (Sentence(Span(0, 17)),),
    publisher="The Tide",
    url="https://tide.example/yard",
)


def printed(view, *, terminal=False):
    out = io.StringIO()
    Console(file=out, width=80, force_terminal=terminal, highlight=False).print(view)
    return out.getvalue()


def reply(**rest):
    cited = (Citation(1, PLANT, Span(18, 35)), Citation(2, YARD, Span(0, 17)))
    sides = Disagreement("How many ships", (Side("It made 40 ships.", (1,)), Side("It made 50 ships.", (2,))))
    answer = Answer((Statement("It made 40 ships.", (1,)),), cited, 0.8, "extractive", (sides,), **rest)
    return Reply("how many?", "how many?", answer, {})


def test_an_answer_shows_statement_number_title_publisher_quote_and_place():
    shown = printed(reply_view(reply()))
    assert "It made 40 ships. [1]" in shown
    assert "[1] Plant closes" in shown
    assert "“It made 40 ships.”" in shown
    assert "plant.txt:18-35" in shown
    assert "Untitled article · The Tide" in shown


def test_a_disagreement_shows_each_side_with_its_publisher():
    shown = printed(reply_view(reply()))
    assert "The articles disagree: How many ships" in shown
    assert "• It made 50 ships. [2]  The Tide" in shown


def test_what_is_missing_of_a_question_is_named():
    assert "The articles do not say: what they cost" in printed(reply_view(reply(missing=("what they cost",))))


def test_a_title_links_where_the_article_has_an_address():
    assert "https://tide.example/yard" in printed(reply_view(reply()), terminal=True)


def test_an_abstention_says_so_and_what_the_articles_are_about():
    nothing = Abstention("The articles do not say.", 0.1, "extractive", ("Plant closes",))
    shown = printed(reply_view(Reply("?", "?", nothing, {})))
    assert "The articles do not say." in shown
    assert "They are about: Plant closes" in shown


def test_markup_in_an_article_is_shown_as_it_is():
    odd = Article("odd", "odd.txt", "[red]No[/red] way.", (Sentence(Span(0, 18)),), title="[b]x[/b]")
    answer = Answer((Statement("[red]No[/red] way.", (1,)),), (Citation(1, odd, Span(0, 18)),), 0.9, "extractive")
    assert "[red]No[/red] way. [1]" in printed(reply_view(Reply("?", "?", answer, {})))


def test_control_characters_become_visible():
    assert harmless("a\x1b[31mb\x07") == "a\\x1b[31mb\\x07"


def test_a_passage_is_highlighted_in_its_surroundings():
    shown = printed(article_view(PLANT, Span(18, 35)), terminal=True)
    assert "The plant closed." in shown
    assert "\x1b[" in shown


def test_a_long_text_is_cut_at_a_word():
    assert shortened("one two three", 9) == "one two …"
