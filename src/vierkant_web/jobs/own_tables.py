"""Says before the site or the worker starts that a table of ``VIERKANT_REFERENCE`` cannot be read."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error

from vierkant.quantities import Message
from vierkant.reference.tables import own_folder
from vierkant.terms import render


def check_own_tables(**_named: Any) -> list[Error]:
    """One error for each damaged table, with what to do; none without such a folder."""
    folder = own_folder()
    if folder is None:
        return []
    # What makes tables takes a while to load, and without a folder nothing needs it.
    from vierkant.reference.building import broken_tables

    return [
        Error(
            render(Message("import.page.broken", {"name": name, "folder": str(folder)}), "nl"),
            id="vierkant.E001",
        )
        for name in broken_tables()
    ]
