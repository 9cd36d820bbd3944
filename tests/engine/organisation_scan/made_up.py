"""Rows of three made-up partners, short to write in a test."""

from __future__ import annotations

from typing import Any

from vierkant.organisation_scan.inputs import Application, EmploymentRule, Mandate, Process, Structure
from vierkant.terms import render

PARTNERS = {"lisse": "Lisse", "hillegom": "Hillegom", "teylingen": "Teylingen"}


def structures(field: str, *values: Any, **more: Any) -> list[Structure]:
    """A row per partner with this field; None leaves the partner out."""
    return [
        Structure.model_validate({"partner": partner, field: value, **more})
        for partner, value in zip(PARTNERS, values, strict=True)
        if value is not None
    ]


def mandate(partner: str, decider: str, up_to: float | None = None, decision: str = "Inkopen") -> Mandate:
    amount = {} if up_to is None else {"up_to": up_to}
    return Mandate.model_validate(
        {"id": f"{partner}-{decider}", "decision": decision, "partner": partner, "decider": decider, **amount}
    )


def rule(partner: str, subject: str, value: float | None = None, text: str | None = None) -> EmploymentRule:
    found = {
        "id": f"{partner}-{subject}",
        "subject": subject,
        "partner": partner,
        "value": value,
        "rule": text,
    }
    return EmploymentRule.model_validate({key: item for key, item in found.items() if item is not None})


def process(name: str, *levels: int | None) -> Process:
    parts = {
        partner: {"maturity": level}
        for partner, level in zip(PARTNERS, levels, strict=True)
        if level is not None
    }
    return Process.model_validate({"id": name, "name": name, "parts": parts})


def application(
    partner: str, product: str | None, component: str = "Zaakregistratiecomponent", **more: Any
) -> Application:
    found = {"id": f"{partner}-{product}-{component}".lower().replace(" ", "-"), "component": component,
             "partner": partner, "product": product, **more}  # fmt: skip
    return Application.model_validate({key: item for key, item in found.items() if item is not None})


def said(message: Any) -> str:
    """In Dutch; empty for None."""
    return render(message) if message else ""
