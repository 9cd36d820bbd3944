"""Between what a page filled in and the dossier: the engine checks a section and writes it as it always does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.dossier.checking import validate_section
from vierkant.dossier.problems import explain
from vierkant.dossier.sections import Dossier
from vierkant.dossier.writing import to_plain_dossier
from vierkant_web.templatetags.words import page_language

Content = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def written_section(section: str, content: Content) -> tuple[Any, list[str]]:
    """The section as a dossier holds it (None when nothing is filled in), and what is wrong with it in sentences."""
    value, problems = validate_section(section, content)
    if value is None:
        return None, [explain(problem, page_language()) for problem in problems]
    return to_plain_dossier(Dossier(**{section: value})).get(section), []
