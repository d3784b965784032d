from retrieval.errors import QuestionError
from tests.bot.discord.office import office, words
from tests.bot.scripted import ScriptedResponder, sample_abstention, sample_answer

QUESTION = "How many deckhands is Norlink laying off?"


async def test_a_command_is_acknowledged_at_once_and_answered_with_its_sources(tmp_path):
    async with office(tmp_path) as at:
        result = await at.alice.slash(at.channel, "ask", question=QUESTION)
        assert result.acknowledged
        assert not result.ephemeral
        assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in words(result.response)
        assert "Sources" in words(result.response)


async def test_a_private_answer_is_seen_by_who_asked_alone(tmp_path):
    async with office(tmp_path) as at:
        result = await at.alice.slash(at.channel, "ask", question=QUESTION, private=True)
        assert result.response.ephemeral
        assert at.channel.history(viewer=at.bob) == []


async def test_a_command_passes_its_filters_on(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.slash(
            at.channel, "ask", question=QUESTION, publisher="the ledger", since="2025-01-01", until="2025-12-31"
        )
        ((_, filters, _),) = at.responder.asked
        assert filters.publishers == {"The Ledger"}
        assert (str(filters.since), str(filters.until)) == ("2025-01-01", "2025-12-31")


async def test_a_publisher_or_a_day_that_is_none_is_told_and_nothing_is_answered(tmp_path):
    async with office(tmp_path) as at:
        unknown = await at.alice.slash(at.channel, "ask", question=QUESTION, publisher="The Mirror")
        assert "I know no article by The Mirror. I know: The Gazette, The Ledger." in words(unknown.response)
        undated = await at.alice.slash(at.channel, "ask", question=QUESTION, since="last week")
        assert "Write it like this: 2025-07-16." in words(undated.response)
        assert at.responder.asked == []


async def test_publishers_and_recent_questions_are_offered_while_somebody_types(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.slash(at.channel, "ask", question=QUESTION)
        publishers = await at.alice.autocomplete(at.channel, "ask", "publisher", "led", question="x")
        recent = await at.alice.autocomplete(at.channel, "ask", "question", "deck")
        assert [each["value"] for each in publishers] == ["The Ledger"]
        assert [each["value"] for each in recent] == [QUESTION]


async def test_a_mention_is_answered_in_a_thread_of_its_own(tmp_path):
    async with office(tmp_path) as at:
        asked = await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        assert (thread.id, thread.name) == (asked.id, QUESTION)
        assert "[1]" in words(thread.last_message)
        assert [each[0] for each in at.responder.asked] == [QUESTION]


async def test_a_mention_in_its_thread_follows_up_and_knows_what_was_said(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        await at.bob.send(thread, f"{at.name} and why?")
        question, _, turns = at.responder.asked[1]
        assert question == "and why?"
        assert [turn.question for turn in turns] == [QUESTION]


async def test_a_reply_to_an_answer_calls_the_bot_too(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        await at.bob.send(thread, "and why?", reply_to=thread.last_message)
        assert [each[0] for each in at.responder.asked] == [QUESTION, "and why?"]


async def test_it_keeps_out_of_what_people_say_to_each_other(tmp_path):
    async with office(tmp_path) as at:
        other = at.guild.create_text_channel("other")
        await at.alice.send(other, "How many deckhands go?")
        await at.alice.send(other, "@everyone How many deckhands go?")
        assert at.responder.asked == []
        assert other.threads == []


async def test_what_it_cannot_read_in_its_own_thread_it_says_once(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        await at.bob.send(thread, "and why?")
        await at.bob.send(thread, "hello?")
        hints = [each for each in thread.history() if "Mention me, or reply to my answer" in words(each)]
        assert len(hints) == 1
        assert len(at.responder.asked) == 1


async def test_a_direct_message_is_answered_there(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.send_dm(QUESTION)
        assert "[1]" in words(at.alice.user.dm_channel.last_message)


async def test_who_only_calls_is_told_how_to_ask(tmp_path):
    async with office(tmp_path) as at:
        await at.alice.send(at.channel, at.name)
        assert "Ask me about the articles" in words(at.channel.last_message)
        assert at.responder.asked == []


async def test_any_message_can_be_asked_about(tmp_path):
    async with office(tmp_path) as at:
        said = await at.bob.send(at.channel, "I heard that Norlink sells its ships")
        result = await at.alice.context_menu(at.channel, "Ask the articles about this", said)
        assert result.response.ephemeral
        assert "[1]" in words(result.response)
        assert [each[0] for each in at.responder.asked] == ["I heard that Norlink sells its ships"]


async def test_an_abstention_is_kind_and_has_no_citations(tmp_path):
    async with office(tmp_path, ScriptedResponder(sample_abstention())) as at:
        result = await at.alice.slash(at.channel, "ask", question="What is the capital of Peru?")
        assert words(result.response).startswith("The articles do not say.")
        assert "[1]" not in words(result.response)


async def test_a_question_that_fails_ends_in_words_and_never_in_silence(tmp_path):
    async with office(tmp_path, ScriptedResponder([QuestionError("no"), sample_answer()])) as at:
        result = await at.alice.slash(at.channel, "ask", question="?!")
        assert words(result.response)


async def test_who_asks_too_much_is_told(tmp_path):
    async with office(tmp_path, person_a_minute=1) as at:
        await at.alice.slash(at.channel, "ask", question=QUESTION)
        second = await at.alice.slash(at.channel, "ask", question=QUESTION)
        assert "Please ask again in a minute." in words(second.response)
        assert len(at.responder.asked) == 1


async def test_where_it_may_not_speak_it_says_so(tmp_path):
    async with office(tmp_path, allowed_channels=frozenset({"1"})) as at:
        result = await at.alice.slash(at.channel, "ask", question=QUESTION)
        assert "I am not set up to answer in this channel." in words(result.response)
