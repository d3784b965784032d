"""Stories of people who look closer, judge and share."""

import asyncio

from bot.store.passages import ShownPassage
from corpus.library import Library
from tests.bot.scripted import GAZETTE, LEDGER, ScriptedResponder, article, events_of, sample_abstention
from tests.bot.slack.fake.faults import Refusal
from tests.bot.slack.office import footnote
from tests.bot.slack.oracle import shown


def bold(view):
    return [
        each["text"]
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for paragraph in block["elements"]
        if paragraph["type"] == "rich_text_quote"
        for each in paragraph["elements"]
        if each.get("style", {}).get("bold")
    ]


async def answered(slack, channel="C1"):
    return await slack.answered(await slack.mention(channel, "U1", "How many deckhands go?"))


async def opened(slack, answer, action):
    count = len(slack.views)
    await slack.click("U1", answer, action)
    await slack.until(lambda: len(slack.views) > count, why="the modal")
    return slack.views[f"V{count + 1}"]


async def test_a_source_opens_its_passage_highlighted_in_its_surroundings(slack, tmp_path):
    async with footnote(slack, tmp_path):
        view = await opened(slack, await answered(slack), "passage:2")
        assert bold(view) == ["Chief executive Mara Lindqvist told the staff on Monday."]
        assert "The company will sell its two oldest ships." in shown(view)
        assert view["title"]["text"] == "Passage 2"
        assert "Ledger\nThe Ledger" in shown(view)


async def test_a_passage_opens_after_a_restart(slack, tmp_path):
    async with footnote(slack, tmp_path):
        answer = await answered(slack)
    async with footnote(slack, tmp_path):
        assert bold(await opened(slack, answer, "passage:3")) == [
            "Norlink is laying off 150 deckhands, the union said."
        ]


async def test_a_passage_opens_as_it_was_cited_though_the_article_has_changed(slack, tmp_path):
    async with footnote(slack, tmp_path):
        answer = await answered(slack)
    async with footnote(slack, tmp_path):
        with Library.open(tmp_path) as library:
            library.put(article("ledger", "Norlink keeps all its deckhands."), LEDGER.source, "later")
        view = await opened(slack, answer, "passage:1")
        assert bold(view) == ["Norlink is laying off 120 deckhands in Aldersund."]
        assert "The article has changed since." in shown(view)


async def test_of_an_article_that_is_forgotten_the_cited_words_are_left(slack, tmp_path):
    async with footnote(slack, tmp_path):
        answer = await answered(slack)
        with Library.open(tmp_path) as library:
            library.remove([GAZETTE.id])
            library.forget([GAZETTE.id])
        view = await opened(slack, answer, "passage:3")
        assert bold(view) == ["Norlink is laying off 150 deckhands, the union said."]
        assert "no longer in the library" in shown(view)


async def test_one_pages_through_the_article_from_its_passage(slack, tmp_path):
    text = "\n\n".join(
        f"Paragraph {number} tells of the {number}th ferry, at some length and in detail." for number in range(200)
    )
    long = article("long", text)
    with Library.open(tmp_path) as library:
        library.put(long, long.source, "stamp")
    async with footnote(slack, tmp_path) as part:
        start = text.index("Paragraph 100")
        passage = ShownPassage(long.id, long.content_hash, start, start + 30, "Paragraph 100")
        (number,) = await part.store.passages.references([passage])
        answer = await answered(slack)
        button = next(
            each
            for block in answer.blocks
            for each in block.get("elements", ())
            if each.get("action_id") == "passage:1"
        )
        button["value"] = f"{number}:1"
        first = await opened(slack, answer, "passage:1")
        assert "Paragraph 100 tells" in shown(first)
        await slack.click_in_view("U1", "V1", "page:later")
        await slack.until(lambda: "Paragraph 130 " in shown(slack.views["V1"]))
        assert "Paragraph 100 tells" not in shown(slack.views["V1"])
        await slack.click_in_view("U1", "V1", "page:passage")
        await slack.until(lambda: "Paragraph 100 tells" in shown(slack.views["V1"]))
        await slack.click_in_view("U1", "V1", "page:earlier")
        await slack.until(lambda: "Paragraph 70 " in shown(slack.views["V1"]))


async def test_praise_is_kept_with_the_question(slack, tmp_path):
    async with footnote(slack, tmp_path) as part:
        await slack.click("U2", await answered(slack), "good")
        await asyncio.sleep(0.2)
        (opinion,) = await part.store.feedback.all()
        assert (opinion.question_id, opinion.person, opinion.is_good) == (1, "U2", True)


async def test_who_finds_an_answer_bad_is_asked_why_and_the_reason_is_kept(slack, tmp_path):
    async with footnote(slack, tmp_path) as part:
        view = await opened(slack, await answered(slack), "bad")
        assert "What was wrong?" in str(view)
        envelope = await slack.submit("U1", "V1", why="The second statement is about another ship.")
        await slack.until(lambda: envelope.acked_at)
        (opinion,) = await part.store.feedback.all()
        assert (opinion.is_good, opinion.reason) == (False, "The second statement is about another ship.")


async def test_a_reason_may_be_left_out(slack, tmp_path):
    async with footnote(slack, tmp_path) as part:
        await opened(slack, await answered(slack), "bad")
        envelope = await slack.submit("U1", "V1")
        await slack.until(lambda: envelope.acked_at)
        (opinion,) = await part.store.feedback.all()
        assert (opinion.is_good, opinion.reason) == (False, "")


async def test_ask_is_answered_to_its_asker_alone(slack, tmp_path):
    async with footnote(slack, tmp_path):
        envelope = await slack.command("C1", "U1", "How many deckhands go?")
        await slack.until(lambda: slack.seen("C1", viewer="U1"))
        assert envelope.answer == {"response_type": "ephemeral", "text": "Looking through the articles…"}
        assert slack.seen("C1", viewer="U2") == []
        (answer,) = slack.seen("C1", viewer="U1")
        assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in shown(answer.blocks)


async def test_ask_without_a_question_says_how_to_ask(slack, tmp_path):
    async with footnote(slack, tmp_path):
        envelope = await slack.command("C1", "U1", " ")
        await slack.until(lambda: envelope.acked_at)
        assert "Write /ask and a question" in envelope.answer["text"]


async def test_the_shortcut_asks_what_a_message_says_for_who_picked_it(slack, tmp_path):
    responder = ScriptedResponder()
    async with footnote(slack, tmp_path, responder):
        message = slack.add("C1", "U2", "Is it true that Norlink lays off 120 people?")
        await slack.shortcut(message, "U1")
        await slack.until(lambda: slack.seen("C1", viewer="U1"))
        assert responder.asked[0][0] == message.text
        assert slack.seen("C1", viewer="U2") == []


async def test_an_answer_is_shared_once_with_its_question(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.command("C1", "U1", "How many deckhands go?")
        (answer,) = await slack.until(lambda: slack.seen("C1", viewer="U1"))
        await slack.click("U1", answer, "share", twice=True)
        (shared,) = await slack.until(lambda: slack.seen("C1", viewer="U2"))
        assert shown(shared.blocks).startswith("Asked: How many deckhands go?")
        assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in shown(shared.blocks)
        await asyncio.sleep(0.3)
        assert len(slack.seen("C1", viewer="U2")) == 1


async def test_what_can_not_be_shared_is_said_to_who_tried(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.command("C1", "U1", "How many deckhands go?")
        (answer,) = await slack.until(lambda: slack.seen("C1", viewer="U1"))
        slack.order("response_url", Refusal("no_permission", status=403))
        await slack.click("U1", answer, "share")
        await slack.until(lambda: any("could not be shared" in each.text for each in slack.seen("C1", viewer="U1")))


async def test_an_answer_for_one_person_finds_them_though_the_commands_address_is_used_up(slack, tmp_path):
    async with footnote(slack, tmp_path, ScriptedResponder([0.2, *events_of(sample_abstention())])):
        await slack.command("C1", "U1", "What is the capital of Peru?")
        slack.expire_response_urls()
        (answer,) = await slack.until(lambda: slack.seen("C1", viewer="U1"))
        assert answer.only_for == "U1"


async def test_where_the_bot_is_no_member_the_answer_comes_as_a_direct_message(slack, tmp_path):
    slack.members["C1"] = False
    async with footnote(slack, tmp_path):
        await slack.command("C1", "U1", "How many deckhands go?")
        slack.expire_response_urls()
        await slack.until(lambda: slack.seen("DU1"))


async def test_the_home_shows_what_it_knows_and_what_to_try(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.open_home("U1")
        home = await slack.until(lambda: slack.homes.get("U1"))
        assert "I know 2 articles from The Gazette, The Ledger." in shown(home)
        assert "/ask" in shown(home)


async def test_beside_the_messages_stand_questions_about_the_newest_articles(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.open_home("U1", tab="messages")
        ((channel, _, prompts),) = await slack.until(lambda: slack.prompts)
        assert channel == "DU1"
        assert {"title": "Ledger", "message": "What happened: Ledger?"} in prompts


async def test_a_button_of_an_answer_that_is_gone_says_so(slack, tmp_path):
    async with footnote(slack, tmp_path):
        answer = await answered(slack)
        button = next(
            each
            for block in answer.blocks
            for each in block.get("elements", ())
            if each.get("action_id") == "passage:1"
        )
        for value in ("99999:1", "nonsense"):
            button["value"] = value
            before = len(slack.seen("C1", viewer="U1"))
            await slack.click("U1", answer, "passage:1")
            await slack.until(lambda: len(slack.seen("C1", viewer="U1")) > before)  # noqa: B023 - waited for within the turn
        assert slack.views == {}
