"""Small random cases for hypothesis, and cases written out in full."""

from __future__ import annotations

from hypothesis import strategies as st

from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.quantities import Figure

IDS = ("a", "b", "c", "d")


@st.composite
def figures(draw, smallest=1.0, largest=1e5):
    value = draw(st.floats(smallest, largest))
    if draw(st.booleans()):
        return Figure(value=value)
    low = value * draw(st.sampled_from([0.0, 0.5, 0.9, 1.0]))
    return Figure(value=value, low=low, high=value * draw(st.sampled_from([1.0, 1.2, 2.0])))


@st.composite
def shares(draw):
    value = draw(st.floats(0.0, 0.3))
    if draw(st.booleans()):
        return Figure(value=value)
    return Figure(value=value, low=value / 2, high=value * 2)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


@st.composite
def parts(draw):
    return TaskPart(
        volume=draw(maybe(figures(100, 9e4))),
        own_fte=draw(maybe(figures(0.5, 60))),
        cost_per_fte=draw(maybe(figures(5e4, 1.2e5))),
        other_cost=draw(maybe(figures(1, 5e5))),
    )


@st.composite
def cases(draw):
    count = draw(st.integers(1, 4))
    partners = tuple(CasePartner(name, name.upper(), draw(maybe(figures(1000, 3e5)))) for name in IDS[:count])
    tasks = tuple(
        Task(
            id=f"t{number}",
            name=f"Taak {number}",
            taakveld=draw(st.sampled_from([None, "0.1", "0.61", "0.4", "7.3", "6.71a", "3.1"])),
            unit=draw(st.sampled_from([None, "objecten"])),
            cost_per_fte=draw(maybe(figures(5e4, 1.2e5))),
            planned_saving=draw(maybe(shares())),
            planned_from=draw(st.sampled_from([None, 2027, 2030])),
            whole_organisation=draw(st.sampled_from([False, False, False, True])),
            parts={name: draw(parts()) for name in draw(st.sets(st.sampled_from(IDS[:count])))},
        )
        for number in range(draw(st.integers(1, 3)))
    )
    agreed = [draw(st.floats(0.1, 1.0)) for _ in range(count)]
    key = {name: share / sum(agreed) for name, share in zip(IDS, agreed, strict=False)}
    own = {"business_case.curve.waste.elasticity": Figure(value=0.9, low=0.85, high=0.95)}
    return CaseInput(
        partners=partners,
        tasks=tasks,
        start_year=draw(st.sampled_from([None, 2027])),
        form=draw(st.sampled_from([None, "centrumgemeente", "openbaar_lichaam"])),
        cost_key=draw(st.sampled_from([None, key])),
        transition_budget=draw(maybe(figures(1, 1e6))),
        change_cost=draw(maybe(figures(1, 1e5))),
        assumptions=draw(st.sampled_from([{}, own])),
    )


def tax_case(residents, *, fte=5.0, form=None, ranges=False, **more):
    """Municipalities that bring their tax departments together."""

    def figure(value):
        return Figure(value=value, low=value * 0.9, high=value * 1.2) if ranges else Figure(value=value)

    partners = tuple(CasePartner(f"p{i}", f"P{i}", Figure(value=n)) for i, n in enumerate(residents))
    task = Task(
        id="belastingen",
        name="Belastingen",
        taakveld="0.61",
        cost_per_fte=figure(80_000),
        parts={partner.id: TaskPart(own_fte=figure(fte)) for partner in partners},
    )
    return CaseInput(partners=partners, tasks=(task,), start_year=2027, form=form, **more)
