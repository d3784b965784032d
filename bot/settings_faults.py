"""What is wrong with settings: all of it at once, by name, with what would be right. Never shows a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic.fields import FieldInfo

_WANTED = {
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "bool_parsing": "true or false",
    "path_type": "a folder",
    "string_type": "text",
    "frozen_set_type": "a list of names",
}


class SettingsWrong(Exception):
    """Settings that can't be used; `faults` has one line for each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def faults_of(error: ValidationError, fields: Mapping[str, FieldInfo], variable_of: Callable[[str], str]) -> list[str]:
    """One line for each setting that is wrong: its variable, what it should be, an example where there is one."""
    by_alias = {str(field.validation_alias): name for name, field in fields.items() if field.validation_alias}
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = str(fault["loc"][0]) if fault["loc"] else "settings"
        name = by_alias.get(name, name)
        if fault["type"] == "extra_forbidden":
            lines.append(f"{name}: there is no such setting")
            continue
        field = fields.get(name)
        examples = field.examples if field is not None else None
        example = f", for example {examples[0]}" if examples else ""
        lines.append(f"{variable_of(name)}: {_wanted(fault['type'], fault['msg'])}{example}")
    return list(dict.fromkeys(lines))


def _wanted(kind: str, message: str) -> str:
    if kind in _WANTED:
        return f"should be {_WANTED[kind]}"
    if kind == "string_pattern_mismatch":
        return "should be an address that begins with http:// or https://"
    words = message.removeprefix("Value error, ").removeprefix("Input ")
    return words[:1].lower() + words[1:]
