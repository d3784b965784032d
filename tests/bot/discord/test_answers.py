import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.links import web_address
from bot.chat.reading import read_around
from bot.chat.references import PassageReference
from bot.discord.answers import SOURCES_COLOUR, plain_panel, reply_panel, working_panel
from bot.discord.markup import literal
from bot.discord.panel import Box
from bot.discord.passages import PAGE_CHARACTERS, nearest_panel, passage_panel, quoted_panel
from bot.discord.views import view_of
from bot.recall.recall import Opened, Quoted
from corpus.span import Span
from retrieval.answering.answer import Answer
from retrieval.answering.responder import statements_of
from tests.bot.discord.oracle import bare_links, buttons, links, shown, texts, violations
from tests.bot.hostile import articles, replies
from tests.bot.hostile import texts as hostile_texts
from tests.bot.scripted import LEDGER, citation, huge_answer, sample_abstention, sample_answer

HOSTILE = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def sent(panel):
    """What goes over the wire for a panel."""

    async def convert():
        return view_of(panel).to_components()

    return asyncio.run(convert())


def wrong(components):
    return list(violations({"components": components, "allowed_mentions": {"parse": []}}))


def numbers_of(reply):
    result = reply.result
    return range(1, 1 + len(result.citations if isinstance(result, Answer) else result.nearest))


def test_an_answer_shows_statements_disagreement_missing_part_and_sources():
    components = sent(reply_panel(sample_answer(), 7, numbers_of(sample_answer())))
    said = shown(components)
    assert wrong(components) == []
    assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in said
    assert "The articles disagree: how many deckhands go" in said
    assert "Norlink is laying off 150 deckhands, the union said. [3]  *The Gazette*" in said
    assert "The articles do not say: what the ships are sold for" in said
    assert said.index("Sources") < said.index("[1] Ledger · The Ledger")
    assert links(components) == [
        "https://news.example/ledger#:~:text=Norlink%20is%20laying%20off%20120%20deckhands%20in%20Aldersund.",
        "https://news.example/ledger#:~:text=Chief%20executive%20Mara%20Lindqvist%20told%20the%20staff%20on%20Monday.",
    ]


def test_each_source_has_a_button():
    assert [each["custom_id"] for each in buttons(sent(reply_panel(sample_answer(), 7, (11, 12, 13))))] == [
        "footnote:passage:11:1",
        "footnote:passage:12:2",
        "footnote:passage:13:3",
        "footnote:good:7",
        "footnote:bad:7",
    ]


def test_past_five_sources_there_is_a_choice():
    reply = huge_answer(1)
    answer = reply.result
    first = answer.citations[0]
    cited = tuple(
        citation(number, LEDGER, LEDGER.text[number : number + 20].strip() or "Norlink") for number in range(1, 8)
    )
    statement = type(answer.statements[0])("Norlink cuts.", tuple(range(1, 8)))
    seven = type(reply)("?", "?", Answer((statement,), cited, 0.9, "scripted"), {})
    choice, *_ = buttons(sent(reply_panel(seven, 7, range(21, 28))))
    assert first.number == 1
    assert [option["value"] for option in choice["options"]] == [
        f"footnote:passage:{20 + number}:{number}" for number in range(1, 8)
    ]


def test_an_abstention_has_no_citations_and_its_nearest_passages_are_behind_a_button():
    components = sent(reply_panel(sample_abstention(), 7, (11,)))
    assert "[1]" not in shown(components)
    assert "They are about:\n- Ledger\n- Gazette" in shown(components)
    assert "footnote:nearest:7" in [each["custom_id"] for each in buttons(components)]


@HOSTILE
@given(replies())
def test_no_answer_breaks_a_limit_mentions_anybody_or_links_elsewhere(reply):
    components = sent(reply_panel(reply, 1, numbers_of(reply)))
    assert wrong(components) == []
    assert bare_links(components) == []
    result = reply.result
    known = {web_address(each.article.url) for each in result.citations} if isinstance(result, Answer) else set()
    pages = {str(each).partition("#")[0] for each in known}
    assert {each.partition("#")[0] for each in links(components)} <= pages
    assert wrong(sent(working_panel("Looking through the articles", list(statements_of(reply))))) == []


@HOSTILE
@given(replies())
def test_no_marker_is_shown_without_its_source(reply):
    if not isinstance(reply.result, Answer):
        return
    panel = reply_panel(reply, 1, numbers_of(reply))
    (sources,) = [part for part in panel.parts if isinstance(part, Box) and part.accent == SOURCES_COLOUR]
    listed = {int(line[2:].split("\\")[0]) for line in sources.parts[0].markup.splitlines()[1:]}
    offered = sources.parts[1]
    assert listed
    assert len(listed) == len(getattr(offered, "buttons", ()) or offered.options)


@HOSTILE
@given(articles(), st.none() | st.integers(0, 9))
def test_a_passage_is_shown_within_every_limit(article, page):
    span = Span(0, len(article.text))
    opened = Opened(article, span, read_around(article, span, PAGE_CHARACTERS), "The article has changed since.")
    components = sent(passage_panel(opened, PassageReference(5, 1, page)))
    assert wrong(components) == []
    assert bare_links(components) == []


@HOSTILE
@given(hostile_texts())
def test_plain_words_stay_plain(text):
    for panel in (plain_panel(text), quoted_panel(Quoted(text))):
        components = sent(panel)
        assert wrong(components) == []
        assert links(components) == bare_links(components) == []


def test_a_passage_stands_out_in_its_surroundings():
    cited = citation(1, LEDGER, "Chief executive Mara Lindqvist told the staff on Monday.")
    opened = Opened(LEDGER, cited.span, read_around(LEDGER, cited.span, PAGE_CHARACTERS))
    components = sent(passage_panel(opened, PassageReference(5, 1)))
    assert "**Chief executive Mara Lindqvist told the staff on Monday.**" in "\n".join(texts(components))


def test_the_nearest_passages_can_be_read_on():
    components = sent(nearest_panel(sample_abstention().result.nearest, (11,)))
    assert wrong(components) == []
    assert "They are no answer to it." in shown(components)
    assert [each["custom_id"] for each in buttons(components)] == ["footnote:passage:11:1"]


def test_literal_words_show_just_what_they_are():
    assert literal("# 1. [a](b) <@1> @everyone https://x.example") == (
        "\\# 1. \\[a\\]\\(b\\) \\<@1\\> @\u2060everyone https\u2060://x.example"
    )
    assert literal("- item") == "\\- item"
    assert literal("2. item") == "2\\. item"
