"""`python -m bench NAME [--quick]`: run a measurement; the last line printed is one JSON object with its figures."""

import argparse
import importlib
import inspect
import json
import os
import sys

from bot.workspace.arithmetic import keep_to_one_core

BENCHES = {
    "ask": "cold and warm questions, indexing and an empty sync, each against the bare work",
    "discord": "500 questions from 50 people in 20 channels of a fake Discord, with faults: acks, answers lost or doubled",
    "digest": "digests delivered by three replicas that are killed at random, and stories grouped by event",
    "answering": "what each idea of answering brings on our own answer sets, and disagreements on RAMDocs",
    "quality": "finding, answering, abstaining and disagreement on question sets, and what each idea brings",
    "container": "the Dockerfile carried out without an engine: both stages, what the end image is, and replicas that answer",
    "compose": "both Compose files carried out by a Docker engine, until every replica has answered and has been restarted",
    "running": "kills, pauses and outages under load, questions a second, loop lag while articles come in, memory over time",
    "slack": "500 questions from 50 people in 20 channels of a fake Slack, with faults: acks, answers lost or doubled",
    "sources": "articles from pages and feeds: how many a second, how well, what a kill loses and what a hostile input gets",
    "newcomer": "the README's commands, to the letter, in a clean copy; with --full in a fresh Debian that has only Python",
    "model": "answers of a hostile model: crashes, hangs, invented citations, altered statements stopped, honest ones passed",
    "pictures": "pictures of what people see, taken again where they are stale; needs Chromium",
    "warm": "a question over hundreds of articles, read before or not, in processor time against BM25 alone",
    "train-ranker": "fit the ranker's weights, and cross-validate them over articles",
    "train-answerability": "fit the weights of the confidence, and cross-validate them over articles",
    "train-grounding": "fit the weights of the support score, and cross-validate them",
}
MODULES = {
    "ask": "ask",
    "discord": "chat.discord",
    "digest": "digests.digest",
    "answering": "quality.answering",
    "quality": "quality.quality",
    "container": "containers.container",
    "compose": "containers.compose",
    "running": "running.running",
    "slack": "chat.slack",
    "sources": "sources.sources",
    "newcomer": "newcomer",
    "model": "model.model",
    "pictures": "pictures",
    "warm": "warm",
    "train-ranker": "training.ranker",
    "train-answerability": "training.answerability",
    "train-grounding": "training.grounding",
}


def main() -> int:
    """Run the named bench; 2 where there is none of that name."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"{name:20} {what}" for name, what in BENCHES.items()),
    )
    parser.add_argument("name", choices=BENCHES)
    parser.add_argument("--quick", action="store_true", help="under a minute: fewer rounds, smaller sets")
    parser.add_argument("--full", action="store_true", help="hours: whole sizes, where a bench has them")
    parser.add_argument("--kills", type=int, metavar="N", help="how many replicas `digest` kills")
    parser.add_argument("--only", nargs="+", metavar="PART", help="which parts of `running` are measured")
    chosen = parser.parse_args()
    options = {name: value for name in ("kills", "only") if (value := getattr(chosen, name)) is not None}
    keep_to_one_core(os.environ)
    bench = importlib.import_module(f"bench.{MODULES[chosen.name]}")
    whole = {"full": True} if chosen.full and "full" in inspect.signature(bench.run).parameters else {}
    figures = bench.run(quick=chosen.quick, **whole, **options)
    print(json.dumps({"bench": chosen.name, "quick": chosen.quick, "figures": figures}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
