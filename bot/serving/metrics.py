"""Metrics: what is counted and timed, for Prometheus; the only home of prometheus_client."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.desk.outcome import Outcome
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply
from retrieval.answering.usage import Usage

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """One process's figures, in a registry of their own. Watches the desk: it is a DeskObserver."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "footnote_questions",
            "Questions that ended, by platform and outcome.",
            ["platform", "outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "footnote_question_seconds",
            "From taking a question to its end.",
            ["platform"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._stages = Histogram(
            "footnote_stage_seconds", "Steps of answering.", ["stage"], buckets=_SECONDS, registry=self._registry
        )
        self._waiting = Gauge("footnote_waiting", "Questions that wait in line.", registry=self._registry)
        self._citations = Counter("footnote_citations", "Citations shown.", registry=self._registry)
        self._disagreements = Counter("footnote_disagreements", "Disagreements shown.", registry=self._registry)
        self._notices = Counter(
            "footnote_notices", "Replies with a notice on how they came about.", registry=self._registry
        )
        self._dropped = Counter(
            "footnote_grounding_dropped",
            "Statements that were drafted, but not borne out by what they cite.",
            registry=self._registry,
        )
        self._model_cost = Counter(
            "footnote_model_cost_usd",
            "What the language model cost, where its price is known.",
            registry=self._registry,
        )
        self._model_calls = Counter("footnote_model_calls", "Calls of the language model.", registry=self._registry)
        self._model_tokens = Counter(
            "footnote_model_tokens", "Tokens to and from the language model.", ["direction"], registry=self._registry
        )
        self._deliveries = Counter(
            "footnote_deliveries",
            "Digests delivered, by platform and outcome.",
            ["platform", "outcome"],
            registry=self._registry,
        )
        self._lag = Gauge("footnote_loop_lag_seconds", "How late the event loop last was.", registry=self._registry)
        self._tasks = Gauge("footnote_tasks", "What the event loop has in hand.", registry=self._registry)
        ProcessCollector(namespace="footnote", registry=self._registry)
        self._running = Gauge("footnote_part_running", "Whether a part runs.", ["part"], registry=self._registry)
        self._restarts = Gauge(
            "footnote_part_restarts", "How often a part was begun again.", ["part"], registry=self._registry
        )

    def waiting(self, length: int) -> None:
        """So many questions wait in line now."""
        self._waiting.set(length)

    def ended(self, platform: str, outcome: Outcome, seconds: float, reply: Reply | None) -> None:
        """A question has ended, so long after it was taken."""
        self._questions.labels(platform, outcome.value).inc()
        self._seconds.labels(platform).observe(seconds)
        if reply is None:
            return
        for stage, milliseconds in reply.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)
        if isinstance(reply.result, Answer):
            self._citations.inc(len(reply.result.citations))
            self._disagreements.inc(len(reply.result.disagreements))
        if reply.notices:
            self._notices.inc()
        self._dropped.inc(reply.left_out)
        if reply.spent is not None:
            self._spent(reply.spent.usage)

    def _spent(self, usage: Usage) -> None:
        self._model_calls.inc(usage.calls)
        self._model_tokens.labels("in").inc(usage.input_tokens)
        self._model_tokens.labels("out").inc(usage.output_tokens)
        self._model_cost.inc(usage.cost_usd or 0.0)

    def delivered(self, platform: str, outcome: str) -> None:
        """A digest's delivery has ended."""
        self._deliveries.labels(platform, outcome).inc()

    def loop_lag(self, seconds: float) -> None:
        """The event loop came so much later than it was to."""
        self._lag.set(seconds)

    def tasks(self, count: int) -> None:
        """The event loop has so many tasks in hand."""
        self._tasks.set(count)

    def part(self, name: str, *, is_running: bool, restarts: int) -> None:
        """How a part is."""
        self._running.labels(name).set(is_running)
        self._restarts.labels(name).set(restarts)

    def exposition(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
