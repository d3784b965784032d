"""What was asked, and what came of it → the terminal. Pure."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.chat.wording import counted
from bot.store.statistics import Stats
from bot.terminal.view import one_line


def statistics_view(stats: Stats, days: int) -> RenderableType:
    """The figures, then what the articles did not say, what was disliked, and what was asked most."""
    asked = sum(stats.by_status.values())
    if not asked:
        return Text(f"Nothing was asked in the last {_days(days)}.")
    parts = ", ".join(f"{count:,} {status}" for status, count in sorted(stats.by_status.items()))
    lines = [
        Text(
            f"{counted(asked, 'question')} by {counted(stats.people, 'person', 'people')} in the last {_days(days)}: {parts}"
        )
    ]
    if stats.seconds:
        lines.append(Text(f"Half within {stats.seconds[0]:.1f} s, 99 in 100 within {stats.seconds[1]:.1f} s"))
    lines.append(Text(f"{stats.liked:,} liked, {len(stats.disliked):,} disliked"))
    lines += _listed("What the articles do not say", stats.unanswered)
    disliked = [(f"{each.question} – {each.reason}" if each.reason else each.question, 1) for each in stats.disliked]
    lines += _listed("Disliked answers", disliked)
    lines += _listed("Asked most", stats.most_asked)
    return Group(*lines)


def _days(days: int) -> str:
    return "day" if days == 1 else f"{days:,} days"


def _listed(title: str, rows: Sequence[tuple[str, int]]) -> list[Text]:
    if not rows:
        return []
    shown = [Text(f"  {f'{count} × ' if count > 1 else ''}{one_line(text)}") for text, count in rows]
    return [Text(), Text(title, style="bold"), *shown]
