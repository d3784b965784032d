"""A responder that does what it is told, sample replies, and a surface that writes down what it shows."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

from bot.desk.asked import Asked, Person, Place
from corpus.article import Article
from corpus.outline import outline
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.events import AnswerEvent, Finished, Stage, Stated, Working
from retrieval.answering.reply import Reply
from retrieval.answering.responder import statements_of
from retrieval.follow_up import Turn
from retrieval.retriever import Filters

PAUSED = object()
"""In a script: wait until the responder is told to `go_on`."""


def article(name: str, text: str, **known) -> Article:
    """An article whose own sentences are all that it says."""
    fields = {"title": name.title(), "publisher": f"The {name.title()}", "url": f"https://news.example/{name}", **known}
    return Article(id=name, source=f"{name}.txt", text=text, sentences=outline(text), **fields)


LEDGER = article(
    "ledger",
    "Norlink is laying off 120 deckhands in Aldersund. Chief executive Mara Lindqvist told the staff on Monday. "
    "The company will sell its two oldest ships.",
)
GAZETTE = article(
    "gazette",
    "Norlink is laying off 150 deckhands, the union said. The ferries will sail twice a day until spring.",
    url=None,
)


def citation(number: int, source: Article, quote: str) -> Citation:
    """A citation of these words of an article."""
    start = source.text.index(quote)
    return Citation(number, source, Span(start, start + len(quote)))


def sample_answer(question: str = "How many deckhands is Norlink laying off?") -> Reply:
    """Two statements, three citations, a disagreement and a part that the articles don't cover."""
    first, union, told = (
        "Norlink is laying off 120 deckhands in Aldersund.",
        "Norlink is laying off 150 deckhands, the union said.",
        "Chief executive Mara Lindqvist told the staff on Monday.",
    )
    answer = Answer(
        statements=(Statement(first, (1,)), Statement(told, (2,))),
        citations=(citation(1, LEDGER, first), citation(2, LEDGER, told), citation(3, GAZETTE, union)),
        confidence=0.9,
        generator="extractive",
        disagreements=(Disagreement("how many deckhands go", (Side(first, (1,)), Side(union, (3,)))),),
        missing=("what the ships are sold for",),
    )
    return Reply(question, question, answer, {"retrieve": 4.0, "answer": 8.0})


def sample_abstention(question: str = "What is the capital of Peru?") -> Reply:
    """The articles do not say; one passage came nearest."""
    nearest = (Passage(GAZETTE, 1, 2),)
    abstention = Abstention("The articles do not say.", 0.1, "extractive", ("Ledger", "Gazette"), nearest)
    return Reply(question, question, abstention, {"retrieve": 4.0, "answer": 2.0})


def huge_answer(statements: int = 120) -> Reply:
    """More than any platform takes in one message: statements of 400 characters, 120 citations, hostile words."""
    hostile = "<!channel> @everyone <@U1> [x](http://evil.example) ``` *_~|> & "
    sentences = [f"Statement {number} says {hostile}{'on and on ' * 30}to its end." for number in range(statements)]
    long = article("long", "\n\n".join(sentences), title="T" * 400, url="https://news.example/" + "u" * 1_500)
    cited = tuple(citation(number + 1, long, sentence) for number, sentence in enumerate(sentences))
    said = tuple(Statement(sentence, (number + 1,)) for number, sentence in enumerate(sentences))
    answer = Answer(said, cited, 0.8, "extractive")
    return Reply("What is said?", "What is said?", answer, {"retrieve": 4.0, "answer": 2.0})


def events_of(reply: Reply) -> tuple[AnswerEvent, ...]:
    """A whole reply as the events of its answer."""
    return (Working(Stage.SEARCHING), *statements_of(reply), Finished(reply))


class ScriptedResponder:
    """Responds to each question with the next script; the last one serves for all that follow.

    A script is a Reply, or a sequence of events among which stand numbers (seconds to wait), PAUSED, and exceptions to
    raise. `asked` holds what came: (question, filters, turns).
    """

    def __init__(self, *scripts) -> None:
        self._scripts = list(scripts) or [sample_answer()]
        self.asked: list[tuple[str, Filters, tuple[Turn, ...]]] = []
        self.at_work = self.most_at_work = 0
        self._may_go_on = asyncio.Event()

    def go_on(self) -> None:
        """Let every script that is PAUSED, now or later, go on."""
        self._may_go_on.set()

    async def respond(self, question: str, filters: Filters, turns: Sequence[Turn]) -> AsyncIterator[AnswerEvent]:
        self.asked.append((question, filters, tuple(turns)))
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            for step in events_of(script) if isinstance(script, Reply) else script:
                if isinstance(step, BaseException):
                    raise step
                if step is PAUSED:
                    await self._may_go_on.wait()
                elif isinstance(step, int | float):
                    await asyncio.sleep(step)
                else:
                    yield _for(question, step)
        finally:
            self.at_work -= 1


def _for(question: str, event: AnswerEvent) -> AnswerEvent:
    """The event as if the scripted reply had been made for this question."""
    if isinstance(event, Finished):
        return Finished(replace(event.reply, question=question, understood=question))
    return event


@dataclass
class Platform:
    """What people see, whichever process showed it: by question, what its surfaces showed, in order."""

    shown: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class WrittenSurface:
    """A surface that writes down each call as (what, with what). `faults` maps a call to the errors that it raises in turn.

    A fault may be an exception, or a function that is awaited instead of showing anything.
    """

    platform: Platform = field(default_factory=Platform)
    faults: dict[str, list] = field(default_factory=dict)
    calls: list[tuple[str, object]] = field(default_factory=list)

    async def wait(self, ahead: int) -> None:
        await self._call("wait", ahead)

    async def work(self, stage: Stage) -> None:
        await self._call("work", stage)

    async def state(self, stated: Stated) -> None:
        await self._call("state", stated)

    async def reply(self, reply: Reply, question_id: int) -> str:
        await self._call("reply", reply)
        messages = self.platform.shown.setdefault(question_id, [])
        messages.append(f"message-{question_id}-{len(messages)}")
        return messages[-1]

    async def shown(self, question_id: int) -> str | None:
        await self._call("shown", question_id)
        return next(iter(self.platform.shown.get(question_id, [])), None)

    async def refuse(self, words: str) -> None:
        await self._call("refuse", words)

    async def fail(self, words: str) -> None:
        await self._call("fail", words)

    async def _call(self, what: str, value: object) -> None:
        pending = self.faults.get(what, [])
        fault = pending.pop(0) if pending else None
        if isinstance(fault, BaseException):
            raise fault
        if fault is not None:
            await fault()
        self.calls.append((what, value))

    def told(self, what: str) -> list:
        """With what a call was made, each time."""
        return [value for name, value in self.calls if name == what]

    @property
    def end(self) -> str:
        """By which call the person learnt how it ended; an error where there were none or several."""
        (end,) = [name for name, _ in self.calls if name in {"reply", "refuse", "fail"}]
        return end


def asked(key: str = "event-1", text: str = "How many deckhands go?", **chosen) -> Asked:
    """A question of person `U1` in the thread `T1` of a channel."""
    person = chosen.pop("person", "U1")
    place = {"workspace": "W1", "channel": "C1", "thread": "T1", **chosen}
    private = place.pop("is_private", False)
    reply_to = place.pop("reply_to", "")
    platform = place.pop("platform", "slack")
    return Asked(
        key,
        Person(platform, place["workspace"], person),
        Place(platform, **place),
        text,
        reply_to=reply_to,
        is_private=private,
    )
