"""A digest's settings on Slack: a modal to fill in, what was filled in, and the home's lines about it; pure."""

import json
from collections.abc import Mapping
from typing import Any

from bot.chat.wording import shortened, visible
from bot.desk.asked import Place
from bot.digest.form import Form
from bot.digest.wishes import DAY_NAMES
from bot.slack import limits
from bot.slack.elements import Json, actions, asked_first, button, field, line, option, plain, rich_text, words
from bot.slack.place import PLATFORM
from bot.slack.references import Action

SETTINGS = "digest"
"""The callback_id of the modal."""

_IN_HOME = "home"
_QUIET = option("On days without news, post nothing", "quiet")


def settings_modal(form: Form, place: Place, *, is_home: bool) -> Json:
    """The modal for a channel's digest; `is_home` where it was opened from the app's home."""
    days = [option(name, str(number)) for number, name in enumerate(DAY_NAMES)]
    chosen = [each for each in days if int(each["value"]) in form.days]
    quiet = {"type": "checkboxes", "options": [_QUIET], **({"initial_options": [_QUIET]} if form.is_quiet else {})}
    named = _typed(form.zone, "Europe/Berlin")
    blocks = [
        field("at", "Hour", {"type": "timepicker", "initial_time": form.at}),
        field(
            "days", "Days", {"type": "checkboxes", "options": days, **({"initial_options": chosen} if chosen else {})}
        ),
        field("zone", "Time zone", named, hint="By its name, such as Europe/Berlin or America/New_York."),
        field("topics", "Only what touches", _typed(form.topics, "Scale AI, Meta"), hint=_APART, is_optional=True),
        field("publishers", "Only from", _typed(form.publishers, "The Ledger"), hint=_APART, is_optional=True),
        field("quiet", "Quiet", quiet, is_optional=True),
    ]
    where = json.dumps({"workspace": place.workspace, "channel": place.channel, "home": is_home})
    return {
        "type": "modal",
        "callback_id": SETTINGS,
        "private_metadata": where,
        "title": plain("Your digest" if is_home else "This channel's digest"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": blocks,
    }


_APART = "Several, apart by commas; empty for all."


def _typed(text: str, example: str) -> Json:
    given = {"initial_value": text} if text else {}
    return {"type": "plain_text_input", "max_length": 1000, "placeholder": plain(example), **given}


def filled_in(view: Mapping[str, Any]) -> Form:
    """What somebody filled in."""
    values = {name: entry[name] for name, entry in view["state"]["values"].items()}
    chosen = [int(each["value"]) for each in values["days"].get("selected_options") or ()]
    typed = {name: values[name].get("value") or "" for name in ("zone", "topics", "publishers")}
    is_quiet = bool(values["quiet"].get("selected_options"))
    return Form(values["at"].get("selected_time") or "", frozenset(chosen), is_quiet=is_quiet, **typed)


def place_of(view: Mapping[str, Any]) -> tuple[Place, bool]:
    """The channel that a modal is about, and whether it was opened from the app's home."""
    where = json.loads(view["private_metadata"])
    return Place(PLATFORM, where["workspace"], where["channel"]), bool(where["home"])


def home_digest(state: str, *, has_one: bool) -> list[Json]:
    """The person's own digest in the home: what it is, and the buttons that change it."""
    shown = shortened(visible(state) or "…", limits.SECTION_CHARACTERS)
    settings = button(
        Action.DIGEST_SETTINGS, "Change it" if has_one else "Get a digest", _IN_HOME, is_primary=not has_one
    )
    preview = button(Action.DIGEST_PREVIEW, "Preview", _IN_HOME)
    end = asked_first(
        button(Action.DIGEST_END, "End it", _IN_HOME), "End your digest?", "You can get it again here.", "End it"
    )
    return [rich_text(line(words(shown))), *actions([settings, preview, *([end] if has_one else [])])]
