from sqlalchemy import select

from bot.store.schema import feedback
from corpus.library import Library
from tests.bot.discord.office import button, office, words
from tests.bot.scripted import LEDGER, ScriptedResponder, article, sample_abstention

QUESTION = "How many deckhands is Norlink laying off?"


async def judged(at):
    """What is kept of people's judgements: whether it was good, and why."""
    rows = await at.store.transactions.read(lambda connection: connection.execute(select(feedback)).all())
    return [(bool(row.is_good), row.reason) for row in rows]


async def answered(at):
    return (await at.alice.slash(at.channel, "ask", question=QUESTION)).response


async def test_a_passage_is_shown_in_its_surroundings_to_who_clicked_alone(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        opened = await at.bob.click(answer, custom_id=button(answer, "footnote:passage:1:"))
        assert opened.response.ephemeral
        assert "Norlink is laying off 120 deckhands in Aldersund." in words(opened.response)
        assert "The company will sell its two oldest ships." in words(opened.response)


async def test_buttons_work_after_a_restart(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        await at.restart()
        opened = await at.bob.click(answer, custom_id=button(answer, "footnote:passage:1:"))
        assert "Norlink is laying off 120 deckhands in Aldersund." in words(opened.response)


async def test_an_article_that_has_changed_is_shown_as_it_was_cited(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        with Library.open(tmp_path) as library:
            library.put(article("ledger", "Norlink lays nobody off."), LEDGER.source, "later")
        opened = await at.bob.click(answer, custom_id=button(answer, "footnote:passage:1:"))
        assert "Norlink is laying off 120 deckhands in Aldersund." in words(opened.response)
        assert "The article has changed since." in words(opened.response)


async def test_the_nearest_passages_of_an_abstention_are_behind_its_button(tmp_path):
    async with office(tmp_path, ScriptedResponder(sample_abstention())) as at:
        answer = await answered(at)
        opened = await at.alice.click(answer, custom_id=button(answer, "footnote:nearest:"))
        assert "The ferries will sail twice a day until spring." in words(opened.response)
        assert "They are no answer to it." in words(opened.response)


async def test_praise_is_kept_and_thanked_for(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        thanked = await at.bob.click(answer, custom_id=button(answer, "footnote:good:"))
        assert "Thank you." in words(thanked.response)
        assert thanked.response.ephemeral
        assert await judged(at) == [(True, "")]


async def test_a_bad_answer_is_asked_about_and_the_reason_is_kept(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        asked = await at.bob.click(answer, custom_id=button(answer, "footnote:bad:"))
        assert asked.modal["title"] == "Thank you"
        assert await judged(at) == [(False, "")]
        thanked = await at.bob.submit_modal(asked, {"why": "The number is old."})
        assert "Your words are kept" in words(thanked.response)
        assert await judged(at) == [(False, "The number is old.")]


async def test_feedback_can_be_given_by_a_command_to_the_last_answer(tmp_path):
    async with office(tmp_path) as at:
        none = await at.bob.slash(at.channel, "feedback", verdict="good")
        assert "there is no answer to judge" in words(none.response)
        await answered(at)
        await at.alice.slash(at.channel, "feedback", verdict="bad", why="Too long.")
        assert await judged(at) == [(False, "Too long.")]


async def test_the_articles_are_listed(tmp_path):
    async with office(tmp_path) as at:
        listed = await at.alice.slash(at.channel, "articles")
        assert words(listed.response).startswith("I know 2 articles by 2 known publishers.")
        assert "Ledger · The Ledger" in words(listed.response)
        assert listed.response.ephemeral


async def test_a_long_list_of_articles_is_paged(tmp_path):
    with Library.open(tmp_path) as library:
        for number in range(20):
            library.put(article(f"more-{number:02}", "Something happened today."), f"{number}.txt", "stamp")
    async with office(tmp_path) as at:
        listed = await at.alice.slash(at.channel, "articles")
        assert "Page 1 of 3" in words(listed.response)
        turned = await at.alice.click(listed.response, label="Older →")
        assert "Page 2 of 3" in words(turned.response or listed.response)


async def test_a_button_that_this_version_cannot_read_says_so(tmp_path):
    async with office(tmp_path) as at:
        answer = await answered(at)
        stored = at.env.backend.get_message(answer.channel_id, answer.id)
        row = stored.components[-1]["components"][0]
        row["custom_id"] = "footnote:unheard:1"
        told = await at.bob.click(answer, custom_id="footnote:unheard:1")
        assert "I can't read that button any more." in words(told.response)
