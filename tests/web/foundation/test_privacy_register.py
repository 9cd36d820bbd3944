"""Every column of every table says whether it holds something about a person."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from vierkant_web.models import AuditEvent, User
from vierkant_web.privacy_register import REGISTER, Kind


def columns() -> dict[str, set[str]]:
    return {
        model._meta.label: {field.name for field in model._meta.concrete_fields}
        for model in apps.get_models()
        if model._meta.managed
    }


def test_every_column_is_declared_and_nothing_else() -> None:
    assert {label: set(declared) for label, declared in REGISTER.items()} == columns()


def test_what_leads_to_an_account_is_personal() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is User:
                assert REGISTER[model._meta.label][field.name] is Kind.PERSONAL, (
                    f"{model._meta.label}.{field.name}"
                )


def test_the_audit_trail_holds_no_text_of_people() -> None:
    fields = {field.name for field in AuditEvent._meta.concrete_fields}
    assert fields == {
        "id",
        "number",
        "time",
        "action",
        "object",
        "result",
        "actor",
        "origin",
        "previous",
        "hash",
    }
