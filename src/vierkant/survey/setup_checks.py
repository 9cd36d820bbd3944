"""What is not right yet in the setup of a wave: everything at once, each with what to do about it.

Red stops the wave; amber is a choice that must be made knowingly. Thresholds follow docs/methods/privacy.md; which
sources they rest on stands in docs/methods/questionnaires.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from vierkant.quantities import Certainty, Finding, Level, Message, Number, Unit
from vierkant.survey.questionnaires import PARTNER
from vierkant.survey.setup import TOGETHER, ZONE, Condition, LegalBasis, WaveGroup, WaveSetup, WaveTable

FLOOR_RESPONDENTS = 5
"""Below this no choice goes: the lowest floor that is in use (facts of practice, docs/methods/questionnaires.md)."""
FLOOR_OPEN_TEXT = 10
FLOOR_MEANS = 15
SHORTEST_DAYS = 5
"""A wave is open at least this long, so that who works part-time can take part. Our judgement."""
FAIR_DAYS = 10
LONGEST_DAYS = 42
LONGEST_KEPT_DAYS = 365
"""Longer than this after closing, keeping single answers needs a reason of its own. Our judgement."""
_DIMENSIONS = ("organisation", "team", "family")


def check_setup(
    setup: WaveSetup, *, now: datetime | None = None, signed: Collection[Condition] | None = None
) -> tuple[Finding, ...]:
    """Everything that is not right yet, red first.

    Args:
        setup: as far as it is filled in.
        now: to see whether the opening lies ahead; without it that is not judged.
        signed: the conditions that are recorded for this digest; without it the conditions are not judged.
    """
    found = (
        *_subject(setup),
        *_moments(setup, now),
        *_names(setup),
        *_sizes(setup),
        *_merge_map(setup),
        *_tables(setup),
        *_thresholds(setup),
        *_partners(setup),
        *_law(setup),
        *_conditions(signed),
    )
    return tuple(sorted(found, key=lambda finding: finding.level is not Level.RED))


def may_open(findings: Collection[Finding]) -> bool:
    """Nothing red is left."""
    return all(finding.level is not Level.RED for finding in findings)


def propose_merges(
    groups: tuple[WaveGroup, ...], smallest: int, merges: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Which groups to show together so that each has at least ``smallest`` invited; the same groups, the same answer.

    The smallest group of an organisation joins the group that shares its team, else its family of functions, else the
    smallest other one, until all are large enough. An organisation that is too small as a whole gets one group, which
    is then still too small.

    Args:
        merges: what is chosen already; that stays.

    Returns: group → the group it is shown together with. No group points to a group that points further.
    """
    together = {group.key: [group] for group in groups}
    for member, target in (merges or {}).items():
        if member in together and target in together and member != target:
            together[target] += together.pop(member)
    for organisation in dict.fromkeys(group.organisation for group in groups):
        _merge_within({key: found for key, found in together.items() if found[0].organisation == organisation},
                      smallest, together)  # fmt: skip
    return {member.key: key for key, members in together.items() for member in members if member.key != key}


def _merge_within(
    own: dict[str, list[WaveGroup]], smallest: int, together: dict[str, list[WaveGroup]]
) -> None:
    """Merges the sets of one organisation in ``together`` until each is large enough or one is left."""
    while len(own) > 1:
        key = min(own, key=lambda name: (_invited(own[name]), name))
        if _invited(own[key]) >= smallest:
            return
        target = min(
            (name for name in own if name != key), key=lambda name: (*_distance(own[key], own[name]), name)
        )
        own[target] = [*own[target], *own.pop(key)]
        together[target] = own[target]
        together.pop(key)


def _distance(members: list[WaveGroup], others: list[WaveGroup]) -> tuple[int, int]:
    teams, families = ({getattr(member, name) for member in members} - {None} for name in ("team", "family"))
    near = 2
    if any(other.team in teams for other in others):
        near = 0
    elif any(other.family in families for other in others):
        near = 1
    return near, _invited(others)


def _invited(members: list[WaveGroup]) -> int:
    return sum(member.invited for member in members)


def _finding(
    name: str,
    level: Level = Level.RED,
    certainty: Certainty = Certainty.HIGH,
    /,
    **arguments: str | int | float | Message | Number,
) -> Finding:
    """A finding of the setup; its text and action stand in the catalogue under its name."""
    return Finding(
        f"setup.{name}",
        level,
        Message(f"survey.setup.{name}", arguments),
        Message(f"survey.setup.{name}_action", arguments),
        certainty=certainty,
    )


def _subject(setup: WaveSetup) -> Iterator[Finding]:
    if setup.questionnaire is None:
        yield _finding("no_questionnaire")
    if not setup.groups:
        yield _finding("no_groups")
    if not setup.purpose:
        yield _finding("no_purpose")
    if setup.previous and not setup.previous_done:
        yield _finding("previous_not_done")


def _moments(setup: WaveSetup, now: datetime | None) -> Iterator[Finding]:
    opens, closes = setup.opens_at, setup.closes_at
    if opens is None:
        yield _finding("no_opening")
    elif now is not None and opens <= now:
        yield _finding("opening_past")
    if closes is None:
        yield _finding("no_closing")
    if opens is not None and closes is not None:
        open_for = closes - opens
        if open_for <= timedelta():
            yield _finding("closing_before_opening")
        elif open_for < timedelta(days=SHORTEST_DAYS):
            yield _finding("too_short", shortest=SHORTEST_DAYS)
        elif open_for < timedelta(days=FAIR_DAYS):
            yield _finding("short", Level.AMBER, Certainty.LOW, fair=FAIR_DAYS)
        elif open_for > timedelta(days=LONGEST_DAYS):
            yield _finding("long", Level.AMBER, Certainty.LOW, longest=LONGEST_DAYS)
    if setup.delete_answers_on is None:
        yield _finding("no_retention")
    elif closes is not None:
        kept = (setup.delete_answers_on - closes.astimezone(ZoneInfo(ZONE)).date()).days
        if kept < 1:
            yield _finding("retention_before_closing")
        elif kept > LONGEST_KEPT_DAYS:
            yield _finding("kept_long", Level.AMBER, Certainty.LOW, days=kept, longest=LONGEST_KEPT_DAYS)


def _names(setup: WaveSetup) -> Iterator[Finding]:
    for key, times in Counter(group.key for group in setup.groups).items():
        if times > 1:
            yield _finding("group_twice", group=key)
    organisations = {group.organisation for group in setup.groups}
    for key in dict.fromkeys(group.organisation for group in setup.groups):
        if key not in setup.organisations:
            yield _finding("unknown_organisation", organisation=key)
    for key, name in setup.organisations.items():
        if setup.groups and key not in organisations:
            yield _finding("organisation_without_groups", organisation=name)
    teams = {group.team for group in setup.groups}
    for key, name in setup.teams.items():
        if key not in teams:
            yield _finding("team_without_group", team=name)
    where: dict[str, set[str]] = {}
    for group in setup.groups:
        if group.team is not None:
            where.setdefault(group.team, set()).add(group.organisation)
            if group.team not in setup.teams:
                yield _finding("unknown_team", group=group.name, team=group.team)
        if group.family is not None and group.family not in setup.families:
            yield _finding("unknown_family", group=group.name, family=group.family)
    for key in sorted(key for key, found in where.items() if len(found) > 1):
        yield _finding("team_in_two", team=setup.teams.get(key, key))


def _sizes(setup: WaveSetup) -> Iterator[Finding]:
    """Groups that would be under the floor even if everybody answered what is usual; with the merge that mends it."""
    smallest = max(setup.thresholds.invited, setup.thresholds.respondents)
    members: dict[str, list[WaveGroup]] = {}
    named = {group.key: group for group in setup.groups}
    for group in setup.groups:
        target = setup.merges.get(group.key, group.key)
        members.setdefault(target if target in named else group.key, []).append(group)
    proposed = propose_merges(setup.groups, smallest, setup.merges)
    for key, found in members.items():
        invited = _invited(found)
        if invited >= smallest:
            continue
        small: dict[str, str | int | float | Message | Number] = {
            "group": named[key].name,
            "invited": invited,
            "smallest": smallest,
        }
        partners = [
            name for name in members if name != key and proposed.get(name, name) == proposed.get(key, key)
        ]
        if partners:
            yield _finding(
                "group_small",
                Level.RED,
                **small,
                other=", ".join(sorted(named[name].name for name in partners)),
            )
        else:
            organisation = setup.organisations.get(named[key].organisation, named[key].organisation)
            yield _finding("organisation_small", Level.RED, **small, organisation=organisation)


def _merge_map(setup: WaveSetup) -> Iterator[Finding]:
    named = {group.key: group for group in setup.groups}
    for member, target in setup.merges.items():
        if member not in named or target not in named:
            yield _finding("merge_unknown", group=member if member not in named else target)
        elif member == target or target in setup.merges:
            yield _finding("merge_chain", group=named[member].name)
        elif named[member].organisation != named[target].organisation:
            yield _finding("merge_across", group=named[member].name, other=named[target].name)
    for key, times in Counter(change.group for change in setup.turnover).items():
        if times > 1:
            yield _finding("turnover_twice", group=named[key].name if key in named else key)
    for change in setup.turnover:
        if change.group not in named:
            yield _finding("turnover_unknown", group=change.group)
        elif change.joined > named[change.group].invited:
            yield _finding("turnover_too_many", group=named[change.group].name)
    if setup.previous and not setup.turnover:
        yield _finding("no_turnover", Level.AMBER)


def _tables(setup: WaveSetup) -> Iterator[Finding]:
    if not setup.tables:
        yield _finding("no_tables")
    for key, times in Counter(table.key for table in setup.tables).items():
        if times > 1:
            yield _finding("table_twice", table=key)
    for table in setup.tables:
        if unknown := [name for name in table.dimensions if name not in _DIMENSIONS]:
            yield _finding("table_unknown", table=table.key, dimension=unknown[0])
        if {"team", "family"} <= set(table.dimensions):
            yield _finding("table_too_fine", table=table.key)
        if len(set(table.dimensions)) < len(table.dimensions):
            yield _finding("table_dimension_twice", table=table.key)
        if setup.groups and all(None in _places(group, table) for group in setup.groups):
            yield _finding("table_empty", Level.AMBER, table=table.key)
    for one, other in combinations(setup.tables, 2):
        if set(one.dimensions) == set(other.dimensions):
            yield _finding("table_same", table=one.key, other=other.key)


def _places(group: WaveGroup, table: WaveTable) -> list[str | None]:
    """Where a group stands in a table; None for what is not known of it."""
    return [getattr(group, name) for name in table.dimensions if name in _DIMENSIONS]


def _thresholds(setup: WaveSetup) -> Iterator[Finding]:
    chosen = setup.thresholds
    if chosen.respondents < FLOOR_RESPONDENTS:
        yield _finding("floor_respondents", floor=FLOOR_RESPONDENTS, chosen=chosen.respondents)
    elif chosen.respondents < 7:
        yield _finding("low_respondents", Level.AMBER, Certainty.LOW, chosen=chosen.respondents)
    if chosen.open_text < FLOOR_OPEN_TEXT:
        yield _finding("floor_open_text", floor=FLOOR_OPEN_TEXT, chosen=chosen.open_text)
    if chosen.means < FLOOR_MEANS:
        yield _finding("floor_means", floor=FLOOR_MEANS, chosen=chosen.means)
    if chosen.invited < chosen.respondents:
        yield _finding("floor_invited", floor=chosen.respondents, chosen=chosen.invited)
    if chosen.response < 0.4:
        yield _finding("low_response", Level.AMBER, Certainty.LOW, chosen=Number(chosen.response, Unit.SHARE))


def _partners(setup: WaveSetup) -> Iterator[Finding]:
    asked = setup.questionnaire is not None and any(
        question.perspective == PARTNER for question in setup.questionnaire.questions
    )
    if asked and len(setup.organisations) == 1:
        yield _finding("no_partner")
    for organisation, partner in setup.seen.items():
        if partner == organisation or (partner != TOGETHER and partner not in setup.organisations):
            yield _finding(
                "partner_unknown", organisation=setup.organisations.get(organisation, organisation)
            )


def _law(setup: WaveSetup) -> Iterator[Finding]:
    if setup.legal_basis is None:
        yield _finding("no_basis", Level.RED, Certainty.LOW)
    elif setup.legal_basis is LegalBasis.CONSENT:
        yield _finding("consent_weak", Level.AMBER)
    elif setup.legal_basis is LegalBasis.OTHER and not setup.legal_basis_note:
        yield _finding("basis_note", Level.RED, Certainty.LOW)
    elif setup.legal_basis is LegalBasis.LEGITIMATE_INTEREST:
        yield _finding("legitimate_interest", Level.AMBER, Certainty.LOW)
    for name in ("works_council_contact", "privacy_contact"):
        if not getattr(setup, name):
            yield _finding(f"no_{name}")


def _conditions(signed: Collection[Condition] | None) -> Iterator[Finding]:
    if signed is None:
        return
    for condition in Condition:
        if condition not in signed:
            certainty = Certainty.LOW if condition is Condition.PROCESSOR_AGREEMENT else Certainty.HIGH
            yield _finding(f"unsigned_{condition}", Level.RED, certainty)
