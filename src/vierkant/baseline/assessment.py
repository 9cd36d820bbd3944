"""The baseline of all partners, compact, for the stored assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from vierkant import reference
from vierkant.baseline.municipal import baseline_of
from vierkant.baseline.results import (
    BaselinePartner,
    BaselineResult,
    BaselineTask,
    MunicipalBaseline,
    PartnerBaseline,
)
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    Unit,
)
from vierkant.sources import Parameter, overridden

METHOD_PAGE = "docs/methods/baseline.md"


def cost_per_fte(assumptions: Mapping[str, Figure]) -> Parameter:
    """What an FTE costs: that of the business case, or what the dossier put in its place."""
    return overridden("business_case", assumptions)["price.cost_per_fte"]


def baselines(
    partners: Sequence[BaselinePartner],
    tasks: Sequence[BaselineTask],
    *,
    assumptions: Mapping[str, Figure],
    compared: bool = True,
) -> Mapping[str, MunicipalBaseline]:
    """Partner → its baseline, for the partners that are a municipality of today; ``compared`` as in `baseline_of`."""
    cost = cost_per_fte(assumptions)
    codes = [item.municipality for item in partners if item.municipality]
    return {
        item.id: baseline_of(
            item.municipality, tasks=tasks, others=codes, cost_per_fte=cost, compared=compared
        )
        for item in partners
        if item.municipality and reference.municipality(item.municipality)
    }


def assess_baseline(
    partners: Sequence[BaselinePartner], tasks: Sequence[BaselineTask], *, assumptions: Mapping[str, Figure]
) -> BaselineResult:
    """How much of the baseline open data fill in, and where they mislead.

    ``share_filled`` is the mean of the partners that are a municipality; None when there is none.
    """
    found = baselines(partners, tasks, assumptions=assumptions, compared=False)
    rows = tuple(_row(partner, item) for partner, item in found.items())
    by_code = {item.code: item for item in found.values()}
    return BaselineResult(
        share_filled=_share(rows, found),
        partners=rows,
        unmeasured=tuple(item.id for item in partners if item.id not in found),
        findings=(
            *(finding for item in by_code.values() for finding in item.findings),
            *_shared(partners),
            *(_gone(item) for item in partners if item.municipality and item.id not in found),
        ),
    )


def shared_codes(partners: Sequence[BaselinePartner]) -> frozenset[str]:
    """The municipalities that more than one partner belongs to, like departments of one municipality."""
    counted = Counter(item.municipality for item in partners if item.municipality)
    return frozenset(code for code, number in counted.items() if number > 1)


def _shared(partners: Sequence[BaselinePartner]) -> Iterator[Finding]:
    for code in sorted(shared_codes(partners)):
        found = reference.municipality(code)
        if found is not None:
            names = ", ".join(item.name for item in partners if item.municipality == code)
            yield Finding(
                f"baseline.shared.{code}",
                Level.AMBER,
                Message("baseline.finding.shared", {"names": names, "name": found.name}),
                Message("baseline.action.shared"),
                METHOD_PAGE,
                Certainty.HIGH,
            )


def _row(partner: str, item: MunicipalBaseline) -> PartnerBaseline:
    checked = item.reconciliation
    return PartnerBaseline(
        partner=partner,
        filled=item.filled,
        outsourcing=item.outsourcing.sign,
        statement=item.statement,
        reconciles=all(row.holds for row in checked) if checked else None,
    )


def _share(rows: Sequence[PartnerBaseline], found: Mapping[str, MunicipalBaseline]) -> Computed | None:
    if not rows:
        return None
    inputs = tuple(
        Input(
            Message("baseline.input.filled", {"name": found[row.partner].name}),
            row.filled.share,
            Unit.SHARE,
            Confidence.MEASURED,
        )
        for row in rows
    )
    method = Message("baseline.method.share_filled", {"lines": rows[0].filled.lines})
    return Computed(
        "baseline.share_filled",
        Message("baseline.label.share_filled"),
        fsum(row.filled.share for row in rows) / len(rows),
        Unit.SHARE,
        Explanation(method, inputs, (METHOD_PAGE,), Certainty.HIGH),
    )


def _gone(partner: BaselinePartner) -> Finding:
    """A partner with the code of a municipality that is no more, or never was."""
    code = partner.municipality or ""
    gone = reference.abolished(code)
    names = ", ".join(item.name for item in gone.successors) if gone else ""
    kind = "gone" if names else "unknown_code"
    return Finding(
        f"baseline.{kind}.{partner.id}",
        Level.AMBER,
        Message(f"baseline.finding.{kind}", {"name": partner.name, "code": code, "names": names}),
        Message(f"baseline.action.{kind}"),
        METHOD_PAGE,
        Certainty.HIGH,
    )
