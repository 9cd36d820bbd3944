"""The alternatives with their words: what each costs and yields, and the evidence about it."""

from __future__ import annotations

from vierkant.business_case import words
from vierkant.business_case.alternatives import allowed, chosen
from vierkant.business_case.indexation import present_cost, present_cost_last
from vierkant.business_case.results_beside import Alternative, AlternativeId, Alternatives, Indexation
from vierkant.business_case.rows import Rows
from vierkant.quantities import Certainty

SOURCES = {
    AlternativeId.DO_NOTHING: "Allers & de Greef 2018",
    AlternativeId.AGREEMENTS: None,
    AlternativeId.HUB: "Blåka 2017, Public Administration 95(4)",
    AlternativeId.JOINT: "Blåka 2017, Public Administration 95(4)",
    AlternativeId.WHOLE_ORGANISATION: "Berenschot 2018; BUCH, HLT, BAR, SED, WODV, Ommen-Hardenberg, UW, SCD",
}
"""The evidence behind the text of each alternative."""

CERTAINTIES = {
    AlternativeId.DO_NOTHING: Certainty.MEDIUM,
    AlternativeId.AGREEMENTS: Certainty.LOW,
    AlternativeId.HUB: Certainty.MEDIUM,
    AlternativeId.JOINT: Certainty.MEDIUM,
    AlternativeId.WHOLE_ORGANISATION: Certainty.LOW,
}


def alternatives(rows: Rows, index: Indexation) -> Alternatives:
    """The case beside the other things that the partners could do."""
    found = tuple(_alternative(rows, name) for name in AlternativeId if _exists(rows, name))
    counted = [row for row in found if row.npv_10 is not None]
    best = max(counted, key=lambda row: row.npv_10.mean if row.npv_10 else 0.0)
    return Alternatives(
        rows=found,
        present_cost=present_cost(rows, index),
        present_cost_last=present_cost_last(rows, index),
        best=best.id,
    )


def _exists(rows: Rows, name: AlternativeId) -> bool:
    """Departments of one municipality, and partners that are no municipality, have no whole organisation to join."""
    if name is not AlternativeId.WHOLE_ORGANISATION or name is chosen(rows.model):
        return True
    return not rows.model.internal and rows.model.case.kind == "intermunicipal"


def _alternative(rows: Rows, name: AlternativeId) -> Alternative:
    counts = allowed(rows.model, name)
    prefix = f"alternative.{name.value}."
    kind = "internal." if rows.model.internal else ""
    text = f"alternative.text.{kind}{name.value}" if counts else f"alternative.uncounted.{name.value}"
    return Alternative(
        id=name,
        label=words.message(f"alternative.{kind}{name.value}"),
        text=words.message(text),
        chosen=name is chosen(rows.model),
        structural=rows.band(prefix + "structural") if counts else None,
        npv_10=rows.band(prefix + "npv_10") if counts else None,
        loss=rows.below_zero(prefix + "npv_10") if counts else None,
        saving=rows.band(prefix + "saving").mean if counts else 0.0,
        coordination=rows.band(prefix + "coordination").mean if counts else 0.0,
        once=rows.band(prefix + "once").mean if counts else 0.0,
        source=SOURCES[name],
        certainty=CERTAINTIES[name],
    )
