"""Codes of municipalities that do not exist, or no longer."""

from __future__ import annotations

from vierkant.dossier.problems import Problem, Where
from vierkant.quantities import Message
from vierkant.reference import abolished, abolished_problem, municipality, suggest


def code_problem(code: str, name: str | None, where: Where) -> Problem | None:
    """What is wrong with the code of a municipality; None when it exists. ``name`` helps to find what was meant."""
    if municipality(code) is not None:
        return None
    gone = abolished(code)
    if gone is not None:
        found = abolished_problem(gone)
        return Problem(found.what, where, found.action)
    near = ", ".join(f"{item.name} ({item.code})" for item in suggest(name or code))
    action = (
        Message("dossier.problem.near_municipalities", {"code": code, "names": near})
        if near
        else Message("dossier.problem.unknown_municipality_action", {"code": code})
    )
    return Problem(Message("dossier.problem.unknown_municipality", {"code": code}), where, action)
