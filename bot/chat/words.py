"""What is said on every chat platform, in one voice: short, kind, exact. Pure."""

from bot.chat.fitting import Fitted
from bot.chat.reading import Reading
from bot.chat.wording import counted

BROKEN = "Something went wrong on my side, and it has been noted. Please try again."
UNREADABLE = "I can't read that button any more. Please ask again."

ASK_ABOUT = "Ask the articles about this"
"""What the entry in a message's menu is called."""

SHOW_NEAREST = "Show the nearest passages"
NEAREST_ONLY = "These come nearest to the question. They are no answer to it."
THEY_ARE_ABOUT = "They are about:"
EARLIER, TO_PASSAGE, LATER = "← Earlier", "To the passage", "Later →"
WHAT_WAS_WRONG = "What was wrong?"
WRONG_FOR_EXAMPLE = "A wrong statement, a citation that does not fit, something missing …"


def disagree(about: str) -> str:
    """What stands over the sides of a disagreement: what they are asked, as a question."""
    return f"The articles disagree: {about.rstrip('?')}?"


def not_said(part: str) -> str:
    """That the articles do not answer a part of the question."""
    return f"The articles do not say: {part}"


def not_shown(part: Fitted) -> str | None:
    """What was left out of an answer to make it fit; None where nothing was."""
    if part.left_out:
        more = counted(part.left_out, "more statement")
        return f"{more} did not fit here. Ask about one point to read more of it."
    return "Shortened to fit. Ask about one point to read more of it." if part.is_cut else None


def page_of(reading: Reading, at: int) -> str | None:
    """Which page of an article is shown, counted from 0, and where the passage stands; None where there is but one."""
    count = len(reading.pages)
    return f"Page {at + 1} of {count}. The passage stands on page {reading.opening + 1}." if count > 1 else None


def place_in_line(ahead: int) -> str:
    """Where somebody's question stands, without a full stop."""
    return f"Your question is in line: {in_line(ahead)}" if ahead else "Your question is next"


def in_line(ahead: int) -> str:
    """How many questions are before somebody's."""
    return f"{counted(ahead, 'question')} {'is' if ahead == 1 else 'are'} before it"
