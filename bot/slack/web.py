"""Slack's Web API as the rest of this package calls it; where the library's errors become ours."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.desk.surface import SurfaceError
from bot.slack.elements import Json
from bot.slack.library_log import library_logger

API_URL = "https://slack.com/api/"
TIMEOUT_SECONDS = 15
RATE_LIMIT_WAITS = 5
TOO_FAST = 429
READ_PAUSES = (0.1, 0.5, 2.0)
_LOOK_BACK = 200


class SlackRefused(SurfaceError):
    """Slack answered, and did not do it; `reason` is its own word for why, such as `invalid_blocks`."""

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"Slack refused {method}: {reason}", arrived=False)
        self.reason = reason


class SlackUnreachable(SurfaceError):
    """No answer came, so that nobody knows whether Slack has done it."""

    def __init__(self, method: str, why: str) -> None:
        super().__init__(f"Slack did not answer {method}: {why}", arrived=None)


def open_client(token: str, session: aiohttp.ClientSession, api_url: str = API_URL) -> AsyncWebClient:
    """A client that waits where Slack says that it is too fast, and repeats nothing else.

    By itself the library sends again what a dropped connection leaves in doubt, and people would see it twice.
    """
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        timeout=TIMEOUT_SECONDS,
        logger=library_logger(),
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_WAITS)],
    )


class SlackWeb:
    """Calls of the Web API and of response_urls. Each raises SlackRefused or SlackUnreachable."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.client = client
        self._session = session
        # What only shows progress had better be left out than wait.
        self._hasty = AsyncWebClient(
            token=client.token,
            base_url=client.base_url,
            session=session,
            timeout=TIMEOUT_SECONDS,
            logger=library_logger(),
            retry_handlers=[],
        )

    async def call(self, method: str, **arguments: Any) -> Json:
        """Call a method, waiting as long as Slack says that it is too fast."""
        return await _called(self.client, method, json=arguments)

    async def call_hastily(self, method: str, **arguments: Any) -> Json:
        """Call a method at once or not at all."""
        return await _called(self._hasty, method, json=arguments)

    async def read(self, method: str, **arguments: str | int) -> Json:
        """Call a method that only reads; such take no JSON, and may be repeated until an answer comes."""
        for pause in READ_PAUSES:
            try:
                return await _called(self.client, method, http_verb="GET", params=arguments)
            except SlackUnreachable:
                await asyncio.sleep(pause)
        return await _called(self.client, method, http_verb="GET", params=arguments)

    async def respond(self, response_url: str, message: Mapping[str, Any]) -> None:
        """Answer through the address that came with a command or a click; it lives for 30 minutes and five messages."""
        for _ in range(RATE_LIMIT_WAITS):
            status, wait_seconds = await self._responded(response_url, message)
            if status != TOO_FAST:
                break
            await asyncio.sleep(wait_seconds)
        if status >= 500:
            raise SlackUnreachable("response_url", f"HTTP {status}")
        if status != 200:
            raise SlackRefused("response_url", f"HTTP {status}")

    async def _responded(self, response_url: str, message: Mapping[str, Any]) -> tuple[int, float]:
        """The status of one answer, and how long to wait where it came too fast."""
        limit = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        try:
            async with self._session.post(response_url, json=dict(message), timeout=limit) as response:
                wait = response.headers.get("Retry-After", "1")
                return response.status, float(wait) if wait.isdigit() else 1.0
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SlackUnreachable("response_url", type(error).__name__) from error

    async def own_messages(self, channel: str, thread: str | None, since: str) -> list[Json]:
        """The bot's own messages in a thread, or in a channel itself, from a time on, oldest first, with their metadata."""
        where: dict[str, str | int] = {
            "channel": channel,
            "oldest": since,
            "include_all_metadata": "true",
            "limit": _LOOK_BACK,
        }
        found = await (
            self.read("conversations.replies", ts=thread, **where)
            if thread
            else self.read("conversations.history", **where)
        )
        ours = [each for each in found.get("messages", ()) if each.get("bot_id") and float(each["ts"]) >= float(since)]
        return sorted(ours, key=lambda each: float(each["ts"]))


async def _called(client: AsyncWebClient, method: str, **request: Any) -> Json:
    """What a method answered."""
    if client.session is not None and client.session.closed:
        raise SlackRefused(method, "the connection was given up")
    try:
        response = await client.api_call(method, **request)
    except SlackApiError as error:
        answer = error.response
        if answer.status_code >= 500 or not answer.get("error"):
            raise SlackUnreachable(method, f"HTTP {answer.status_code}") from error
        raise SlackRefused(method, str(answer["error"])) from error
    except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
        raise SlackUnreachable(method, type(error).__name__) from error
    return _body(response)


def _body(response: AsyncSlackResponse) -> Json:
    """The JSON object of an answer, with the scopes that Slack names in a header of it."""
    body = response.data if isinstance(response.data, dict) else {}
    scopes = next((value for name, value in response.headers.items() if name.lower() == "x-oauth-scopes"), None)
    return {**body, "scopes": scopes} if scopes is not None else body
