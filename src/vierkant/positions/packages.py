"""Packages: sets of agreements in which every partner gains most of what matters to it, or what stands in the way.

Exchange works because partners do not want everything equally: each gives where it matters little and gets where it
matters much (Raiffa, 1982). A package is fair here when the partner that gets the least gets as much as can be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from vierkant.positions.inputs import Issue, PartnerPositions
from vierkant.positions.milp import Bargain
from vierkant.positions.outcomes import package
from vierkant.positions.results import Package, PackagesResult, TalkFirst
from vierkant.positions.solver import SECONDS, Answers, OutOfTimeError, best
from vierkant.positions.stakes import Table, table
from vierkant.positions.words import computed, of
from vierkant.quantities import Certainty, Level, Message, Number, Unit

HALF = Fraction(1, 2)
MOST_TALKED = 5
"""Issues for which is worked out what solving them would bring; those with the most weight on both sides."""

MOST_PACKAGES = 3


def packages(
    issues: Sequence[Issue],
    positions: Sequence[PartnerPositions],
    partners: Mapping[str, str],
    *,
    must: Collection[str] = (),
    must_not: Collection[str] = (),
    most: int = MOST_PACKAGES,
) -> tuple[Package, ...]:
    """The best packages, best first; empty when there is nothing to choose from. See `find_packages`."""
    return find_packages(issues, positions, partners, must=must, must_not=must_not, most=most).packages


def find_packages(
    issues: Sequence[Issue],
    positions: Sequence[PartnerPositions],
    partners: Mapping[str, str],
    *,
    must: Collection[str] = (),
    must_not: Collection[str] = (),
    most: int = MOST_PACKAGES,
    seconds: float = SECONDS,
) -> PackagesResult:
    """The best packages with their trades, and what to talk about first when none serves everybody.

    Args:
        issues: what can be agreed on, or not.
        positions: rows of those that are seen.
        partners: id → name, in the order of the dossier.
        must, must_not: issues of which the answer is given beforehand; one in both is open.
        most: packages to give.
        seconds: the most that one question to the solver may take; what takes longer is given as not proven.
    """
    return packages_of(
        table(issues, positions, partners), must=must, must_not=must_not, most=most, seconds=seconds
    )


def packages_of(
    given: Table,
    *,
    must: Collection[str] = (),
    must_not: Collection[str] = (),
    most: int = MOST_PACKAGES,
    seconds: float = SECONDS,
) -> PackagesResult:
    """The same for scores that were put together before."""
    voiced = [partner for partner in given.partners if given.seen(partner)]
    silent = tuple(partner for partner in given.partners if partner not in voiced)
    bargain = _bargain(given, voiced, set(must) - set(must_not), set(must_not) - set(must))
    refusal = _why_not(bargain, voiced)
    if refusal is not None:
        return _nothing(refusal, silent)
    found, for_all = _found(bargain, most, seconds)
    if not found:
        # Any one agreement is a set, so without a set either all is excluded, or time ran out.
        reason = "all_excluded" if set(bargain.fixed) == {False} else "no_time"
        return _nothing(Message(f"positions.why_not.{reason}"), silent)
    shown = tuple(package(given, voiced, bargain, item, place) for place, item in enumerate(found, 1))
    talk = () if for_all else _talk_first(given, bargain, seconds)
    return PackagesResult(
        level=Level.GREEN if for_all and not silent else Level.AMBER if for_all else Level.RED,
        text=_text(given, shown, silent, for_all=for_all),
        packages=shown,
        everybody_gains=for_all,
        talk_first=talk,
        not_counted=silent,
        combinations=2 ** sum(answer is None for answer in bargain.fixed),
        proof=_proof(bargain, found),
        why_not=None,
    )


def _bargain(
    given: Table, voiced: Sequence[str], must: Collection[str], must_not: Collection[str]
) -> Bargain:
    rows = tuple(
        tuple(round(2 * (given.stake(issue.id, partner) or 0.0)) for issue in given.issues)
        for partner in voiced
    )
    fixed: list[bool | None] = []
    for place, issue in enumerate(given.issues):
        matters = any(row[place] for row in rows)
        # Nobody gains or loses by an issue without weight: it stays out unless somebody asks for it.
        fixed.append(True if issue.id in must else False if issue.id in must_not or not matters else None)
    return Bargain(rows, tuple(fixed))


def _why_not(bargain: Bargain, voiced: Sequence[str]) -> Message | None:
    if len(voiced) < 2:
        return Message("positions.why_not.too_few")
    if not any(bargain.totals):
        return Message("positions.why_not.no_preference")
    if not any(stake > 0 for row in bargain.rows for stake in row):
        return Message("positions.why_not.nobody_wants")
    return None


def _nothing(reason: Message, silent: tuple[str, ...]) -> PackagesResult:
    return PackagesResult(
        Level.UNKNOWN, reason, (), everybody_gains=False, talk_first=(), not_counted=silent, combinations=0,
        proof=None, why_not=reason,
    )  # fmt: skip


def _found(bargain: Bargain, most: int, seconds: float) -> tuple[list[Answers], bool]:
    """The best sets, and whether they serve everybody. Others that do worse than serve everybody are left out.

    After one that could not be proven in time no others are looked for: it would only take longer.
    """
    first, nobody_worse = _first(bargain, seconds)
    if first is None:
        return [], False
    for_all = nobody_worse and first.smallest >= HALF
    found = [first]
    while len(found) < most and found[-1].proven:
        barred = [item.answers for item in found]
        try:
            following = best(bargain, nobody_worse=nobody_worse, without=barred, seconds=seconds)
        except OutOfTimeError:
            break
        if following is None or (for_all and following.smallest < HALF):
            break
        found.append(following)
    return found, for_all


def _first(bargain: Bargain, seconds: float) -> tuple[Answers | None, bool]:
    """The best set in which nobody is worse off, or else the best of all; and which of the two it is."""
    ruled_out = True
    try:
        fair = best(bargain, nobody_worse=True, seconds=seconds)
        if fair is not None:
            return fair, True
    except OutOfTimeError:
        ruled_out = False
    try:
        found = best(bargain, nobody_worse=False, seconds=seconds)
    except OutOfTimeError:
        return None, False
    return (replace(found, proven=found.proven and ruled_out) if found is not None else None), False


def _talk_first(given: Table, bargain: Bargain, seconds: float) -> tuple[TalkFirst, ...]:
    """For each issue with weight on both sides: what the least partner gets once this one is solved for everybody."""
    found: list[tuple[int, Fraction]] = []
    for place in sorted(_contested(bargain), key=lambda place: -_clash(bargain, place))[:MOST_TALKED]:
        answer = _solved(bargain, place, seconds)
        if answer is None or not answer.proven:
            break
        found.append((place, answer.smallest))
    found.sort(key=lambda item: -item[1])
    return tuple(_talk(given.issues[place], reach) for place, reach in found)


def _contested(bargain: Bargain) -> list[int]:
    return [place for place in range(bargain.size) if _clash(bargain, place) > 0]


def _clash(bargain: Bargain, place: int) -> int:
    column = [row[place] for row in bargain.rows]
    return min(sum(stake for stake in column if stake > 0), -sum(stake for stake in column if stake < 0))


def _solved(bargain: Bargain, place: int, seconds: float) -> Answers | None:
    """The best set when everybody has what it wants of one issue: its weight counts as got, for all."""
    # With every stake on it in favour, agreeing on it gives everybody its weight.
    rows = tuple(
        tuple(abs(stake) if number == place else stake for number, stake in enumerate(row))
        for row in bargain.rows
    )
    fixed = tuple(True if number == place else answer for number, answer in enumerate(bargain.fixed))
    changed = Bargain(rows, fixed)
    try:
        fair = best(changed, nobody_worse=True, any_total=True, seconds=seconds)
        return fair or best(changed, nobody_worse=False, any_total=True, seconds=seconds)
    except OutOfTimeError:
        return None


def _talk(issue: Issue, reach: Fraction) -> TalkFirst:
    number = computed("reach", float(reach), Unit.SHARE, certainty=Certainty.LOW, issue=issue.name)
    enough = reach >= HALF
    text = Message(
        f"positions.talk.{'enough' if enough else 'helps'}",
        {"issue": issue.name, "share": Number(float(reach), Unit.SHARE)},
    )
    return TalkFirst(issue.id, issue.name, number, enough, text)


def _text(given: Table, shown: Sequence[Package], silent: Sequence[str], *, for_all: bool) -> Message:
    least = Number(shown[0].smallest.value, Unit.SHARE)
    worse = [outcome.partner for outcome in shown[0].outcomes if outcome.worse_off]
    if for_all:
        text = Message("positions.packages.for_all", {"share": least, "count": len(shown)})
    elif worse:
        text = Message("positions.packages.somebody_loses", {"names": of(worse, given.partners)})
    else:
        text = Message("positions.packages.below_half", {"share": least})
    if not silent:
        return text
    return Message("positions.packages.not_counted", {"text": text, "names": of(silent, given.partners)})


def _proof(bargain: Bargain, found: Sequence[Answers]) -> Message:
    count = 2 ** sum(answer is None for answer in bargain.fixed)
    name = "proven" if all(item.proven for item in found) else "not_proven"
    return Message(f"positions.proof.{name}", {"count": float(count) if count > 10**15 else count})
