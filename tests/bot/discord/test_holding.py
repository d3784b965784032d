import discord

from bot.discord.answers import working_panel
from bot.discord.interaction_surface import InteractionSurface
from bot.discord.listening import Written, question_of
from bot.discord.place import ReplyTo
from bot.discord.surfaces import Surfaces
from bot.discord.views import view_of
from bot.store.store import Store
from tests.bot.discord.office import button, office, words
from tests.bot.discord.oracle import violations
from tests.bot.scripted import ScriptedResponder, huge_answer, sample_answer

QUESTION = "How many deckhands is Norlink laying off?"


async def left_behind(at, folder, message):
    """A question that another process accepted and did not answer before it ended."""
    written = Written(message.id, at.alice.id, str(at.guild.id), at.channel.id, None, QUESTION, calls_bot=True)
    with Store.open(folder) as other:
        assert await other.questions.accept(question_of(written, at.client.user.id))


async def test_no_message_that_goes_out_breaks_a_limit_or_may_mention_anybody(tmp_path):
    async with office(tmp_path, ScriptedResponder(huge_answer())) as at:
        await at.alice.slash(at.channel, "ask", question="@everyone <@&1> " + QUESTION)
        await at.alice.send(at.channel, f"{at.name} <#1> @here {QUESTION}")
        sent = [each.json for each in at.env.http_requests if each.method in {"POST", "PATCH"} and each.json]
        shown = [each for each in sent if each.get("components") or each.get("content")]
        assert len(shown) >= 2
        assert [line for each in shown for line in violations(each)] == []


async def test_the_commands_are_told_to_discord_only_when_they_change(tmp_path):
    async with office(tmp_path) as at:
        await at.restart()
        told = [each for each in at.env.http_requests if each.method == "PUT" and each.path.endswith("/commands")]
        assert len(told) == 1


async def test_the_commands_are_for_servers_direct_messages_and_whoever_brings_the_app(tmp_path):
    async with office(tmp_path) as at:
        (told,) = [
            each.json for each in at.env.http_requests if each.path.endswith("/commands") and each.method == "PUT"
        ]
        reach = {each["name"]: (each["contexts"], each["integration_types"]) for each in told}
        everywhere = ([0, 1, 2], [0, 1])
        assert {
            reach[name] == everywhere for name in ("ask", "articles", "feedback", "Ask the articles about this")
        } == {True}
        assert reach["digest"] == ([0, 1], [0, 1])


async def test_a_command_in_direct_messages_is_answered_there(tmp_path):
    async with office(tmp_path) as at:
        result = await at.alice.user.slash("ask", question=QUESTION)
        assert "[1]" in words(result.response)


async def test_the_bot_is_ready_to_be_split_among_shards(tmp_path):
    async with office(tmp_path) as at:
        assert isinstance(at.client, discord.AutoShardedClient)
        assert at.client.shard_count == 2


async def test_a_question_that_was_not_answered_when_the_process_ended_is_answered_after_the_restart(tmp_path):
    async with office(tmp_path) as at:
        await left_behind(at, tmp_path, await at.alice.send(at.channel, "nobody is called here"))
        await at.restart()
        await at.env.settle()
        (thread,) = at.channel.threads
        assert "[1]" in words(thread.last_message)


async def test_an_answer_that_was_begun_before_the_restart_is_finished_in_the_same_message(tmp_path):
    async with office(tmp_path) as at:
        asked = await at.alice.send(at.channel, "nobody is called here")
        thread = await at.client.get_channel(at.channel.id).get_partial_message(asked.id).create_thread(name="Question")
        await thread.send(view=view_of(working_panel("Looking through the articles")))
        await left_behind(at, tmp_path, asked)
        await at.restart()
        await at.env.settle()
        (opened,) = at.channel.threads
        mine = [each for each in opened.history() if each.author.id == at.client.user.id]
        assert sum("[1]" in words(each) for each in mine) == 1


async def test_an_answer_that_comes_after_the_fifteen_minutes_is_an_ordinary_message(tmp_path):
    async with office(tmp_path) as at:
        at_first = await at.alice.slash(at.channel, "ask", question=QUESTION)
        to = ReplyTo(at.channel.id, at.alice.id, application=1, token="gone", interaction=at_first.response.id)
        surfaces = Surfaces(at.presence, at.store)
        late = InteractionSurface(at.presence, to, QUESTION, surfaces._numbers, is_private=False)
        await late.reply(sample_answer(), 1)
        assert len([each for each in at.channel.history() if "[1]" in words(each)]) == 2


async def test_a_private_answer_that_is_late_goes_to_the_persons_direct_messages(tmp_path):
    async with office(tmp_path) as at:
        to = ReplyTo(at.channel.id, at.alice.id, application=1, token="gone", interaction=1)
        late = InteractionSurface(at.presence, to, QUESTION, Surfaces(at.presence, at.store)._numbers, is_private=True)
        await late.reply(sample_answer(), 1)
        assert at.channel.history() == []
        assert "[1]" in words(at.alice.user.dm_channel.last_message)


async def test_where_it_may_not_open_a_thread_it_replies_in_the_channel(tmp_path):
    async with office(tmp_path) as at:
        at.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        assert at.channel.threads == []
        assert "[1]" in words(at.channel.last_message)


async def test_an_answer_whose_arrival_is_in_doubt_is_shown_once(tmp_path):
    async with office(tmp_path) as at:
        at.env.inject_error("POST", "/channels/*/messages", status=503, times=1)
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        assert sum("[1]" in words(each) for each in thread.history()) == 1


class Breaking:
    """A desk that is broken."""

    def __getattr__(self, name):
        raise ZeroDivisionError(name)


async def test_whoever_meets_a_fault_of_ours_is_told_and_nobody_else_notices(tmp_path):
    async with office(tmp_path) as at:
        answer = (await at.alice.slash(at.channel, "ask", question=QUESTION)).response
        working, at.client._desk = at.client._desk, Breaking()
        at.client._deeds._desk = at.client._desk
        await at.alice.send(at.channel, f"{at.name} {QUESTION}")
        assert "Something went wrong on my side" in words(at.channel.last_message)
        told = await at.bob.click(answer, custom_id=button(answer, "footnote:good:"))
        assert "Something went wrong on my side" in words(told.response)
        assert {type(each) for each in at.env.errors} == {ZeroDivisionError}
        at.client._desk = working
        await at.bob.send(at.channel, f"{at.name} {QUESTION}")
        (thread,) = at.channel.threads
        assert "[1]" in words(thread.last_message)


async def test_the_bot_needs_no_privileged_intent(tmp_path):
    async with office(tmp_path) as at:
        intents = at.client.intents
        assert [intents.message_content, intents.members, intents.presences] == [False, False, False]
        assert at.client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()
