"""What HR must start early, what research says about mergers, and rules of thumb with what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.change.inputs import Group
from vierkant.change.results import Benchmark, PeopleStep
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument

IDENTIFICATION = "van Knippenberg et al. 2002, British Journal of Social Psychology, https://doi.org/10.1348/014466602760060228"
STATUS_PATHS = "https://research.rug.nl/nl/publications/the-different-paths-to-post-merger-identification-for-employees-f"
YEARS = (
    "Berenschot and three universities 2018, "
    "https://www.rd.nl/vandaag/binnenland/ambtelijke-fusie-gemeenten-is-veel-gedoe-1.1464100"
)

_STEPS: tuple[tuple[str, str | None, Certainty, bool], ...] = (
    ("works_council_advice", "WOR 25", Certainty.HIGH, False),
    ("works_council_adviser", "WOR 25 lid 1 n", Certainty.HIGH, False),
    ("social_plan", None, Certainty.HIGH, False),
    ("transfer", "BW 7:662", Certainty.MEDIUM, True),
    ("employment_terms", "Cao SGO", Certainty.HIGH, True),
    ("works_council_consent", "WOR 27 lid 1 k, l", Certainty.HIGH, False),
)
"""Id, law, certainty, and whether the step counts only when employees get another employer."""

_BENCHMARKS: tuple[tuple[str, str, Certainty], ...] = (
    ("share_of_cost", "https://www.prosci.com/blog/how-to-budget-for-change-management", Certainty.LOW),
    (
        "more_is_better",
        "http://practicalchangemanagement.blogspot.com/2011/05/right-investment-right-impact-creating.html",
        Certainty.LOW,
    ),
    (
        "excellent_or_poor",
        "https://www.prosci.com/blog/the-ultimate-case-maker-connecting-change-management-and-project-results",
        Certainty.LOW,
    ),
)


def steps(
    *, works_council_asked: bool | None, social_plan: bool | None, staff_move: bool | None
) -> tuple[PeopleStep, ...]:
    """The steps for HR, in the order in which they must start. With the form open, a move of staff is assumed."""
    return tuple(
        PeopleStep(
            id=name,
            text=Message(f"change.step.{name}.text"),
            why=Message(f"change.step.{name}.why"),
            when=Message(f"change.step.{name}.when"),
            law=law,
            certainty=certainty,
            done={"works_council_advice": works_council_asked, "social_plan": social_plan}.get(name),
        )
        for name, law, certainty, only_with_move in _STEPS
        if not (only_with_move and staff_move is False)
    )


def benchmarks() -> tuple[Benchmark, ...]:
    """Published rules of thumb, all of them practitioners' reports on themselves."""
    return tuple(
        Benchmark(name, Message(f"change.benchmark.{name}"), source, certainty)
        for name, source, certainty in _BENCHMARKS
    )


def evidence(
    groups: Sequence[Group],
    partners: Mapping[str, str],
    horizon_years: float | None,
    least_years: float,
) -> Iterator[Finding]:
    """Findings from research on mergers: time, fairness for the smaller partner, continuity for the larger."""
    if not groups:
        return
    if horizon_years is None:
        yield _finding("years_needed", Level.AMBER, YEARS)
    elif horizon_years < least_years:
        yield _finding("horizon_short", Level.AMBER, YEARS)
    people: dict[str, int] = {}
    for group in groups:
        if group.partner is not None:
            people[group.partner] = people.get(group.partner, 0) + group.size
    if len(people) < 2:
        return
    most = max(people.values())
    largest = [partner for partner, size in people.items() if size == most]
    others = [partners.get(partner, partner) for partner in people if people[partner] < most]
    if len(largest) == 1:
        name = partners.get(largest[0], largest[0])
        yield _finding("fairness", Level.AMBER, IDENTIFICATION, partners=", ".join(others))
        yield _finding("continuity", Level.AMBER, STATUS_PATHS, partner=name)
    else:
        yield _finding("fairness_all", Level.AMBER, IDENTIFICATION)


def _finding(name: str, level: Level, source: str, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name.removesuffix("_all"),
        level=level,
        text=Message(f"change.finding.{name}", arguments),
        action=Message(f"change.action.{name}", arguments),
        source=source,
        certainty=Certainty.MEDIUM,
    )
