"""The comparison table of the forms of a kind: the same whatever the answers are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vierkant.legal_form.inputs import FORMS_OF, WGR_FORMS, Kind, LegalForm
from vierkant.legal_form.results import Profile, ProfileRow
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Number, Unit
from vierkant.sources import Parameter, parameters


def form_name(form: LegalForm) -> Message:
    """The name of a form."""
    return Message(f"legal_form.form.{form.value}.name")


@cache
def profiles(kind: Kind = Kind.INTERMUNICIPAL) -> tuple[Profile, ...]:
    """One profile per form of a kind of cooperation, all with the same aspects in the same order."""
    aspects = {key: item for key, item in table("profiles").items() if kind in item.get("kinds", Kind)}
    others = table("profiles_other")
    return tuple(
        Profile(
            form=form,
            name=form_name(form),
            summary=Message(f"legal_form.form.{form.value}.summary"),
            rows=tuple(_row(form, aspect, data, others) for aspect, data in aspects.items()),
            active=_active(form),
            share=_share(form),
        )
        for form in FORMS_OF[kind]
    )


def _row(
    form: LegalForm, aspect: str, data: Mapping[str, object], others: Mapping[str, Mapping[str, object]]
) -> ProfileRow:
    """What the aspect says of all forms of the Wgr, or what holds for another form, with what differs on top."""
    is_wgr = form in WGR_FORMS
    general, own = (
        (data, data.get(form.value)) if is_wgr else (others[form.value], others[form.value].get(aspect))
    )
    merged: dict[str, object] = {**general, **(own if isinstance(own, dict) else {})}
    articles, keys = merged.get("articles", []), merged["sources"]
    assert isinstance(articles, list) and isinstance(keys, list)  # noqa: S101, PT018 - narrows our own data
    return ProfileRow(
        aspect=aspect,
        label=Message(f"form_profiles.aspect.{aspect}"),
        text=Message(
            f"form_profiles.{form.value}.{aspect}", _numbers(form) if is_wgr and aspect == "usage" else {}
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
        label=Message("form_profiles.table.active"),
        value=count.value,
        unit=Unit.NUMBER,
        explanation=Explanation(
            Message("form_profiles.table.active_method"), sources=(count.source,), certainty=count.certainty
        ),
    )


def _share(form: LegalForm) -> Computed | None:
    count, total = _count(form.value), _known("total")
    if count is None:
        return None
    return Computed(
        id=f"legal_form.share.{form.value}",
        label=Message("form_profiles.table.share"),
        value=count.value / total.value,
        unit=Unit.SHARE,
        explanation=Explanation(
            Message("form_profiles.table.share_method"),
            inputs=(
                _input(form.value, form_name(form)),
                _input("total", Message("form_profiles.table.total")),
            ),
            sources=(count.source,),
            certainty=count.certainty,
        ),
    )
