"""The words of the command line. Read apart from the other catalogues, so that ``--help`` starts fast."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal

Language = Literal["nl", "en"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def _catalogue() -> Mapping[str, Any]:
    path = resources.files("vierkant").joinpath("locale", "cli.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def say(name: str, language: Language, /, **arguments: str | int) -> str:
    """The sentence ``<table>.<name>`` of ``locale/cli.toml``."""
    table, _, key = name.partition(".")
    text = str(_catalogue()[table][key][language])
    return _PLACEHOLDER.sub(lambda match: str(arguments[match.group(1)]), text)


def preferred_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Of ``--language``, otherwise of the locale: English when that says so, Dutch in all other cases."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--language=en" or (argument, following) == ("--language", "en"):
            return "en"
        if argument == "--language=nl" or (argument, following) == ("--language", "nl"):
            return "nl"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].startswith("en") else "nl"
    return "nl"
