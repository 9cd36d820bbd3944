"""Keys of new rows, and the field on screen for a place in the dossier."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext

from vierkant_web.dossier.forms_asks import AskForm

LONGEST_KEY = 60


def field_of(form: AskForm, fields: tuple[str, ...]) -> str | None:
    """The field on screen for a place in the dossier; None when there is none."""
    whole = ".".join(fields)
    options = [whole, ".".join(fields[:-1]) + "__" + fields[-1] if len(fields) > 1 else whole]
    options += [".".join(fields[:count]) for count in range(len(fields) - 1, 0, -1)]
    options += {
        "id": ["title", "name", "group", "clause", "instrument"],
        "municipality": ["title"],
        "name": ["title"],
    }.get(whole, [])
    options += ["value__" + whole, "value"]
    return next((name for name in options if name in form.fields and name != "id"), None)


def new_key(name: str, taken: set[str]) -> str:
    base = slugify(name)[: LONGEST_KEY - 4].strip("-_") or gettext("row")
    if base not in taken:
        return base
    return next(key for count in range(2, len(taken) + 3) if (key := f"{base}-{count}") not in taken)


def whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
