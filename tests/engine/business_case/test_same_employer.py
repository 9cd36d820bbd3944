"""Inside one municipality no overhead stays behind."""

from __future__ import annotations

from vierkant.business_case import evaluate
from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.business_case.results import CaseResult, StreamId
from vierkant.quantities import Figure


def case(*, same_employer: bool) -> CaseResult:
    part = TaskPart(own_fte=Figure(value=4), cost_per_fte=Figure(value=80_000))
    task = Task(id="intake", name="Intake", parts={"a": part, "b": part})
    partners = (CasePartner("a", "A", None), CasePartner("b", "B", None))
    found = evaluate(CaseInput(partners, (task,), 2027, same_employer=same_employer), draws=500)
    assert found is not None
    return found


def stranded(found: CaseResult) -> float:
    return sum(next(item.mean for item in found.total.streams if item.id is StreamId.STRANDED))


def test_no_overhead_stays_behind_with_the_same_employer() -> None:
    assert stranded(case(same_employer=True)) == 0
    # Between employers the same people leave overhead behind: economics A.1 and B1 (30,200 euro per FTE).
    assert stranded(case(same_employer=False)) < -10_000
