import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.links import web_address
from bot.slack.blocks import plain_reply, reply_message, shared_message, statements_so_far
from corpus.article import Article, Sentence
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.reply import Reply
from retrieval.answering.responder import statements_of
from tests.bot.hostile import replies, texts
from tests.bot.slack.oracle import links, shown, violations

TEXT = "Scale AI cut 200 jobs on Wednesday."


def article(name, **known):
    return Article(id=name, source=f"{name}.txt", text=TEXT, sentences=(Sentence(Span(0, len(TEXT))),), **known)


def answered(question="How many?", missing=()):
    articles = [
        article("one", title="Scale AI cuts jobs", publisher="TechRepublic", published=date(2025, 7, 16)),
        article("two", title="Layoffs", publisher="AI Byte", url="https://news.example/layoffs"),
    ]
    answer = Answer(
        (Statement("Scale AI cut 200 jobs.", (1,)), Statement("It did so in July.", (1, 2))),
        tuple(Citation(number, each, Span(0, len(TEXT))) for number, each in enumerate(articles, start=1)),
        0.9,
        "scripted",
        (Disagreement("how many", (Side("200 jobs", (1,)), Side("500 jobs", (2,)))),),
        missing,
    )
    return Reply(question, question, answer, {})


def abstained(topics=("Scale AI cuts jobs",), nearest=True):
    passages = (Passage(article("one"), 0, 1),) if nearest else ()
    result = Abstention("The articles do not say who won the match.", 0.1, "scripted", topics, passages)
    return Reply("Who won?", "Who won?", result, {})


def buttons(message):
    return [each for block in message.blocks for each in block.get("elements", ()) if each["type"] == "button"]


def message_of(reply, **kwargs):
    return reply_message(reply, 7, range(100, 200), **kwargs)


def test_an_answer_shows_statements_with_markers_and_the_sources_below():
    text = shown(message_of(answered()).blocks)
    assert "Scale AI cut 200 jobs. [1]" in text
    assert "It did so in July. [1] [2]" in text
    assert "[1] Scale AI cuts jobs · TechRepublic · 16 July 2025" in text
    assert text.index("Sources") > text.index("It did so in July.")


def test_a_source_with_an_address_leads_to_the_exact_words():
    assert set(links(message_of(answered()).blocks)) == {
        "https://news.example/layoffs#:~:text=Scale%20AI%20cut%20200%20jobs%20on%20Wednesday."
    }


def test_every_source_has_a_button_to_its_passage():
    passages = [each for each in buttons(message_of(answered())) if each["action_id"].startswith("passage")]
    assert [each["value"] for each in passages] == ["100:1", "101:2"]


def test_a_disagreement_stands_in_a_block_of_its_own_with_both_sides():
    (block,) = [block for block in message_of(answered()).blocks if "disagree" in shown(block)]
    assert shown(block).split("\n")[:3] == [
        "The articles disagree: how many?",
        "200 jobs [1]  TechRepublic",
        "500 jobs [2]  AI Byte",
    ]


def test_what_the_articles_do_not_cover_is_said():
    assert "The articles do not say: why it did so" in shown(message_of(answered(missing=("why it did so",))).blocks)


def test_the_notification_is_the_beginning_of_the_answer():
    assert message_of(answered()).text == "Scale AI cut 200 jobs."


def test_only_an_answer_that_one_person_sees_can_be_shared():
    assert [
        each["value"] for each in buttons(message_of(answered(), can_share=True)) if each["action_id"] == "share"
    ] == ["7"]
    assert not [each for each in buttons(message_of(answered())) if each["action_id"] == "share"]


def test_an_abstention_is_kind_and_cites_nothing():
    message = message_of(abstained())
    text = shown(message.blocks)
    assert text.startswith("The articles do not say who won the match.")
    assert "They are about:" in text
    assert "Scale AI cuts jobs" in text
    assert not re.search(r"\[\d", text)
    assert "Sources" not in text
    assert [each["action_id"] for each in buttons(message)] == ["nearest"]


def test_an_abstention_without_anything_near_has_no_button():
    assert buttons(message_of(abstained(nearest=False))) == []


def test_a_shared_answer_says_what_was_asked():
    assert shown(shared_message("How many?", answered(), 7, range(100, 200)).blocks).startswith("Asked: How many?")


@settings(max_examples=40, deadline=None)
@given(replies(), st.booleans())
def test_slack_takes_any_answer_and_nothing_in_it_mentions_or_links_what_the_articles_do_not(reply, can_share):
    fair = {address for address in map(web_address, _addresses(reply)) if address}
    for message in (message_of(reply, can_share=can_share), shared_message(reply.question, reply, 7, range(100, 200))):
        payload = {"text": message.text, "blocks": list(message.blocks), "unfurl_links": False}
        assert violations("chat.postMessage", payload) == []
        assert all(any(link.startswith(address.partition("#")[0]) for address in fair) for link in links(payload))


@settings(max_examples=25, deadline=None)
@given(replies())
def test_every_marker_of_any_answer_has_its_source_and_its_button(reply):
    message = message_of(reply)
    if isinstance(reply.result, Answer):
        numbered = {
            each["action_id"].partition(":")[2] for each in buttons(message) if each["action_id"].startswith("passage")
        }
        (sources,) = [block for block in message.blocks if shown(block).startswith("Sources\n")]
        listed = {each["elements"][0]["text"].strip(" []") for each in sources["elements"][1:]}
        assert listed == numbered
        markers = {
            each["text"].strip("[]")
            for block in message.blocks
            if block["type"] == "rich_text" and block is not sources
            for line in _lines(block)
            for each in line["elements"][1:]
            if re.fullmatch(r"\[\d+\]", each["text"])
        }
        assert markers == numbered


def test_without_blocks_an_answer_still_has_its_sources():
    assert plain_reply(answered()).split("\n")[:2] == ["Scale AI cut 200 jobs. [1]", "It did so in July. [1] [2]"]
    assert "[2] Layoffs https://news.example/layoffs#:~:text=" in plain_reply(answered())


@settings(max_examples=25, deadline=None)
@given(replies())
def test_slack_takes_any_answer_without_blocks_too(reply):
    text = plain_reply(reply)
    assert violations("chat.postMessage", {"text": text, "unfurl_links": False}) == []
    assert len(text) < 12_000


@settings(max_examples=25, deadline=None)
@given(replies())
def test_slack_takes_what_is_shown_before_the_answer_is_whole(reply):
    stated = list(statements_of(reply))[:4]
    if stated:
        blocks = statements_so_far(stated)
        assert violations("chat.appendStream", {"chunks": [{"type": "blocks", "blocks": blocks}]}) == []


@given(texts())
def test_a_notification_holds_no_markup(text):
    reply = Reply(text, text, Abstention(text, 0.1, "scripted"), {})
    assert violations("chat.postMessage", {"text": message_of(reply).text, "unfurl_links": False}) == []


def _addresses(reply):
    return [each.article.url for each in reply.result.citations] if isinstance(reply.result, Answer) else []


def _lines(block):
    for paragraph in block["elements"]:
        yield from paragraph["elements"] if paragraph["type"] == "rich_text_list" else [paragraph]
