"""The counts of the register: forms, how powers are acquired, which bodies take part, how many per municipality.

The ids are stable: ``active.<form>``, ``acquisition.<form>.<kind>``, ``organs.<form>.<kind>`` … Expected values of the
export of 16 May 2026 stand in the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean, median

from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Input,
    Message,
    MessageArgument,
    Unit,
)
from vierkant.reference import (
    Acquisition,
    Arrangement,
    Organ,
    ParticipantKind,
    by_municipality,
    municipalities,
)
from vierkant.reference.forms import WGR_FORMS, LegalForm

SOURCE = "register"
"""The source in ``legal_form/sources.toml``."""

_ACQUISITIONS: dict[str, Callable[[frozenset[Acquisition]], bool]] = {
    "attribution": lambda found: Acquisition.ATTRIBUTION in found,
    "delegation_and_mandate": lambda found: found == {Acquisition.DELEGATION, Acquisition.MANDATE},
    "delegation_only": lambda found: found == {Acquisition.DELEGATION},
    "mandate_only": lambda found: found == {Acquisition.MANDATE},
}
"""Kinds that exclude each other; with attribution, whatever stands beside it."""

_ORGANS: dict[str, Callable[[frozenset[Organ]], bool]] = {
    "executive_only": lambda found: found == {Organ.MUNICIPAL_EXECUTIVE},
    "executive_and_council": lambda found: found == {Organ.MUNICIPAL_EXECUTIVE, Organ.COUNCIL},
    "executive_and_mayor": lambda found: found == {Organ.MUNICIPAL_EXECUTIVE, Organ.MAYOR},
    "all_three": lambda found: found == {Organ.MUNICIPAL_EXECUTIVE, Organ.COUNCIL, Organ.MAYOR},
    "council_only": lambda found: found == {Organ.COUNCIL},
    "with_council": lambda found: Organ.COUNCIL in found,
    "none": lambda found: not found,
}
"""Which bodies of municipalities take part; "with_council" counts what the others count too."""


def summary(active: Sequence[Arrangement], *, records: int, ended: int) -> tuple[Computed, ...]:
    """All counts over the arrangements in force.

    Args:
        active: the arrangements in force.
        records: the number of records they were taken from, ended ones too.
        ended: of those, the number whose end date has passed.
    """
    rows = [
        _count("records", records, of=records),
        _count("active", len(active), of=records),
        _count("ended", ended, of=records),
        *_per_form(active),
        *_participants(active),
        *_municipalities(active),
    ]
    return tuple(rows)


def _per_form(active: Sequence[Arrangement]) -> list[Computed]:
    rows: list[Computed] = []
    for form in WGR_FORMS:
        found = [item for item in active if item.form is form]
        name: dict[str, MessageArgument] = {"form": Message(f"legal_form.form.{form.value}.name")}
        rows.append(_count(f"active.{form.value}", len(found), of=len(active), label="active_form", **name))
        if not found:
            continue
        acquired = [frozenset(item.acquisition) for item in found]
        for key, test in _ACQUISITIONS.items():
            rows.append(_kind("acquisition", form, key, sum(map(test, acquired)), len(found)))
        organs = [_municipal_organs(item) for item in found]
        for kind, holds in _ORGANS.items():
            rows.append(_kind("organs", form, kind, sum(map(holds, organs)), len(found)))
        sizes = [len(item.participants) for item in found]
        rows.append(
            _computed(
                f"participants.{form.value}.median", "median", float(median(sizes)), len(found), 1, name
            )
        )
        two = sum(size == 2 for size in sizes)
        rows.append(_count(f"participants.{form.value}.two", two, of=len(found), label="two", **name))
    plain = [item for item in active if item.form is LegalForm.REGELING_ZONDER_MEER]
    mandate = [item for item in plain if Acquisition.MANDATE in item.acquisition]
    centre = sum(item.mentions_centre for item in plain)
    rows.append(_count("plain_with_mandate", len(mandate), of=len(plain)))
    rows.append(_count("plain_with_centre", centre, of=len(plain)))
    return rows


def _municipal_organs(item: Arrangement) -> frozenset[Organ]:
    return frozenset(
        organ
        for each in item.participants
        if each.kind is ParticipantKind.MUNICIPALITY
        for organ in each.organs
    )


def _participants(active: Sequence[Arrangement]) -> list[Computed]:
    everyone = [each for item in active for each in item.participants]
    keys = sum(each.cost_key is not None for each in everyone)
    return [
        _count("participants", len(everyone), of=len(active)),
        _count("cost_keys", keys, of=len(everyone)),
    ]


def _municipalities(active: Sequence[Arrangement]) -> list[Computed]:
    """Arrangements per municipality of today; those that are gone count for their successors."""
    found = by_municipality(active)
    counts = [len(found.get(item.code, ())) for item in municipalities()]
    total = len(counts)
    rows = [
        _computed("per_municipality.mean", "per_municipality.mean", fmean(counts), total, 1, {}),
        _computed("per_municipality.median", "per_municipality.median", float(median(counts)), total, 0, {}),
        _computed("per_municipality.least", "per_municipality.least", float(min(counts)), total, 0, {}),
        _computed("per_municipality.most", "per_municipality.most", float(max(counts)), total, 0, {}),
    ]
    by_form = Counter(item.form for each in found.values() for item in each)
    for form in WGR_FORMS:
        if by_form[form]:
            name = {"form": Message(f"legal_form.form.{form.value}.name")}
            mean = by_form[form] / total
            rows.append(
                _computed(f"per_municipality.{form.value}", "per_municipality.form", mean, total, 2, name)
            )
    return rows


def _kind(group: str, form: LegalForm, kind: str, value: int, of: int) -> Computed:
    label = Message(f"register.count.{group}.{kind}")
    name = Message(f"legal_form.form.{form.value}.name")
    return _count(f"{group}.{form.value}.{kind}", value, of=of, label="kind", kind=label, form=name)


def _count(
    key: str, value: int, *, of: int, label: str | None = None, **arguments: MessageArgument
) -> Computed:
    return _computed(key, label or key, float(value), of, 0, arguments)


def _computed(
    key: str,
    label: str,
    value: float,
    of: int,
    decimals: int,
    arguments: dict[str, MessageArgument] | dict[str, Message],
) -> Computed:
    return Computed(
        id=key,
        label=Message(f"register.count.{label}", dict(arguments)),
        value=value,
        unit=Unit.NUMBER,
        decimals=decimals,
        explanation=Explanation(
            method=Message("register.count.method"),
            inputs=(
                Input(Message("register.count.over"), float(of), Unit.NUMBER, Confidence.PUBLISHED, SOURCE),
            ),
            sources=(SOURCE,),
            certainty=Certainty.MEDIUM,
        ),
    )
