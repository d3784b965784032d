"""A fake Slack beside the bot in a container: asks one question, tells whether it was answered, and is Slack until it is killed.

`python -m bench.containers.fake_slack NUMBER` runs within the container's own network and prints a line: 1 for an answer, 0 for none in
time. No two fakes of a run have the same number, for a message that comes twice is answered once.
"""

import asyncio
import importlib
import json
import sys
from typing import Any

QUESTION, ANSWER = "How much did Meta invest in Scale AI?", "14.3 billion"
PORT, WAIT_SECONDS, MESSAGES_A_FAKE = 9292, 300, 1000

people: Any = importlib.import_module("tests.bot.slack.fake.people")
web_api: Any = importlib.import_module("tests.bot.slack.fake.web_api")


def environment(api_url: str = f"http://127.0.0.1:{PORT}/api/") -> dict[str, str]:
    """What a bot must be told to take the fake for Slack."""
    return {
        "FOOTNOTE_SLACK_API_URL": api_url,
        "SLACK_BOT_TOKEN": web_api.BOT_TOKEN,
        "SLACK_APP_TOKEN": web_api.APP_TOKEN,
    }


async def ask(slack: Any, seconds: float) -> None:
    """Ask the question as soon as the bot is there, and wait for its answer; TimeoutError where it does not come."""
    async with asyncio.timeout(seconds):
        await slack.connected(seconds)
        asked = await slack.mention("C1", "U1", QUESTION)
        while not _is_answered(slack, asked):
            await asyncio.sleep(0.1)


def _is_answered(slack: Any, asked: Any) -> bool:
    return any(
        message.user == web_api.BOT_USER and message.thread_ts == asked.ts and ANSWER in json.dumps(message.blocks)
        for message in slack.messages
    )


async def main(number: int) -> None:
    """Be Slack."""
    async with people.Newsroom(port=PORT) as slack:
        slack.epoch += number * MESSAGES_A_FAKE
        try:
            await ask(slack, WAIT_SECONDS)
        except TimeoutError:
            print(0, flush=True)
        else:
            print(1, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
