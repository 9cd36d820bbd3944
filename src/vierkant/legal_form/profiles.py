"""The comparison table of the five forms: the same whatever the answers are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vierkant.legal_form.inputs import WGR_FORMS, LegalForm
from vierkant.legal_form.results import Profile, ProfileRow
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Number, Unit
from vierkant.sources import Parameter, parameters


def form_name(form: LegalForm) -> Message:
    """The name of a form."""
    return Message(f"legal_form.form.{form.value}.name")


@cache
def profiles() -> tuple[Profile, ...]:
    """One profile per form, all with the same aspects in the same order."""
    aspects = table("profiles")
    return tuple(
        Profile(
            form=form,
            name=form_name(form),
            summary=Message(f"legal_form.form.{form.value}.summary"),
            rows=tuple(_row(form, aspect, data) for aspect, data in aspects.items()),
            active=_active(form),
            share=_share(form),
        )
        for form in WGR_FORMS
    )


def _row(form: LegalForm, aspect: str, data: Mapping[str, object]) -> ProfileRow:
    """What the aspect says of all forms, with what differs for this form on top."""
    own = data.get(form.value, {})
    merged: dict[str, object] = {**data, **(own if isinstance(own, dict) else {})}
    articles, keys = merged.get("articles", []), merged["sources"]
    assert isinstance(articles, list) and isinstance(keys, list)  # noqa: S101, PT018 - narrows our own data
    return ProfileRow(
        aspect=aspect,
        label=Message(f"legal_form.profile.aspect.{aspect}"),
        text=Message(
            f"legal_form.profile.{form.value}.{aspect}", _numbers(form) if aspect == "usage" else {}
        ),
        articles=tuple(articles),
        certainty=Certainty(str(merged["certainty"])),
        unconfirmed=bool(merged.get("unconfirmed", False)),
        sources=cited(keys),
    )


def _count(name: str) -> Parameter | None:
    return parameters("legal_form").get(f"register.{name}")


def _known(name: str) -> Parameter:
    return parameters("legal_form")[f"register.{name}"]


def _numbers(form: LegalForm) -> dict[str, Number]:
    """The numbers in the sentence about how often the form is used."""
    names = {"total": "total"}
    if form is LegalForm.CENTRUMGEMEENTE:
        names |= {"light": LegalForm.REGELING_ZONDER_MEER.value, "mandate": "light_with_mandate"}
    else:
        names |= {"active": form.value, "members": f"median_members.{form.value}"}
    return {key: Number(_known(name).value, Unit.NUMBER) for key, name in names.items()}


def _input(name: str, label: Message) -> Input:
    count = _known(name)
    return Input(label, count.value, Unit.NUMBER, Confidence.MEASURED, source=count.source)


def _active(form: LegalForm) -> Computed | None:
    count = _count(form.value)
    if count is None:
        return None
    return Computed(
        id=f"legal_form.active.{form.value}",
        label=Message("legal_form.profile.active"),
        value=count.value,
        unit=Unit.NUMBER,
        explanation=Explanation(
            Message("legal_form.profile.active_method"), sources=(count.source,), certainty=count.certainty
        ),
    )


def _share(form: LegalForm) -> Computed | None:
    count, total = _count(form.value), _known("total")
    if count is None:
        return None
    return Computed(
        id=f"legal_form.share.{form.value}",
        label=Message("legal_form.profile.share"),
        value=count.value / total.value,
        unit=Unit.SHARE,
        explanation=Explanation(
            Message("legal_form.profile.share_method"),
            inputs=(
                _input(form.value, form_name(form)),
                _input("total", Message("legal_form.profile.total")),
            ),
            sources=(count.source,),
            certainty=count.certainty,
        ),
    )
