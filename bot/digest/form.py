"""Form: a digest's settings as people fill them in, field by field, and back from a wish; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bot.digest.gathering import Choice
from bot.digest.schedule import EVERY_DAY, WEEKDAYS, Rhythm
from bot.digest.wishes import Unclear, Wish, read_names, read_zone


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody filled in: the hour as "08:00", weekdays from 0 for Monday, names apart by commas."""

    at: str = "08:00"
    days: frozenset[int] = WEEKDAYS
    zone: str = "UTC"
    publishers: str = ""
    topics: str = ""
    is_quiet: bool = False


class FormFaults(ValueError):
    """What is wrong with a form: a line for each field, by the field's name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


def read_form(form: Form) -> Wish:
    """The wish that a form says. Raises FormFaults with every field that can't be read."""
    faults: dict[str, str] = {}
    zone, publishers, topics = "", frozenset[str](), tuple[str, ...]()
    try:
        at = time.fromisoformat(form.at).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        at, faults["at"] = time(), "Choose an hour, such as 08:00."
    if not form.days or not form.days <= EVERY_DAY:
        faults["days"] = "Choose at least one weekday."
    try:
        zone = read_zone(form.zone)
    except Unclear as error:
        faults["zone"] = str(error)
    try:
        publishers = frozenset(read_names(form.publishers))
    except Unclear as error:
        faults["publishers"] = str(error)
    try:
        topics = read_names(form.topics)
    except Unclear as error:
        faults["topics"] = str(error)
    if faults:
        raise FormFaults(faults)
    return Wish(Rhythm(at, form.days, zone), Choice(publishers, topics), form.is_quiet)


def form_of(wish: Wish) -> Form:
    """The form that says a wish."""
    rhythm, choice = wish.rhythm, wish.choice
    publishers, topics = ", ".join(sorted(choice.publishers)), ", ".join(choice.topics)
    return Form(rhythm.at.isoformat("minutes"), rhythm.days, rhythm.zone, publishers, topics, wish.is_quiet)
