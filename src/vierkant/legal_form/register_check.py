"""Holds the records of the national register against the rules that its export allows: every finding is *possible*.

See ``docs/methods/register.md``. The counts come out beside it, and what cannot be checked is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vierkant.legal_form.register_rules import NOTHING_ENDED, RegisterRule, Seen, register_rules, unseen
from vierkant.legal_form.register_summary import summary
from vierkant.legal_form.results import Severity
from vierkant.legal_form.results_register import NotCheckable, RegisterFinding, RegisterReport, RuleCount
from vierkant.quantities import Message
from vierkant.reference import Arrangement, day

_ORDER = {severity: number for number, severity in enumerate(Severity)}


def check_register(
    arrangements: Iterable[Arrangement], *, on: date, ended: Mapping[str, date] = NOTHING_ENDED
) -> RegisterReport:
    """Check every arrangement in force on the day.

    Args:
        arrangements: all records of an export, also ended ones, or the table that comes along.
        on: the day on which arrangements and rules must be in force.
        ended: organisations that the same export says have ended (`Register.ended`): code → first day without them.

    Returns:
        Findings in order of severity, rule and title; counts; and what the register cannot show.
    """
    records = tuple(arrangements)
    active = tuple(item for item in records if item.in_force(on))
    rules = [rule for rule in register_rules() if rule.counts_on(on)]
    findings = [finding for item in active for finding in _findings(Seen.of(item, on, ended), rules)]
    findings.sort(key=lambda found: (_ORDER[found.severity], found.rule, found.title.casefold()))
    counts = Counter(found.rule for found in findings)
    return RegisterReport(
        on=on,
        records=len(records),
        active=len(active),
        findings=tuple(findings),
        rules=tuple(
            RuleCount(rule.id, rule.severity, rule.title, counts[rule.id])
            for rule in sorted(rules, key=lambda rule: (_ORDER[rule.severity], rule.id))
        ),
        summary=summary(active, records=len(records), ended=_ended(records, on)),
        not_checkable=not_checkable(),
        notices=_notices(rules, on),
    )


def _ended(records: Iterable[Arrangement], on: date) -> int:
    return sum(item.ends_on is not None and item.ends_on <= on for item in records)


def check_arrangement_record(arrangement: Arrangement, *, on: date) -> tuple[RegisterFinding, ...]:
    """The possible findings on one record, the heaviest first; also when it is not in force on the day."""
    rules = [rule for rule in register_rules() if rule.counts_on(on)]
    found = _findings(Seen.of(arrangement, on), rules)
    return tuple(sorted(found, key=lambda finding: (_ORDER[finding.severity], finding.rule)))


def not_checkable() -> tuple[NotCheckable, ...]:
    """What the act asks and the register does not hold, with the reason."""
    return tuple(
        NotCheckable(
            key, Message(f"register.unseen.{key}.what"), Message(f"register.unseen.{key}.reason"), articles
        )
        for key, articles in unseen()
    )


def _findings(seen: Seen, rules: Sequence[RegisterRule]) -> list[RegisterFinding]:
    found = []
    for rule in rules:
        arguments = rule.applies(seen)
        if arguments is not None:
            found.append(
                RegisterFinding(
                    rule=rule.id,
                    arrangement=seen.item.id,
                    title=seen.item.name,
                    form=seen.item.form,
                    severity=rule.severity,
                    text=rule.text(arguments),
                    action=rule.action,
                    articles=rule.articles,
                    certainty=rule.certainty,
                    unconfirmed=rule.unconfirmed,
                    sources=rule.sources,
                )
            )
    return found


def _notices(rules: Sequence[RegisterRule], on: date) -> tuple[Message, ...]:
    notices = [Message("register.notice.possible")]
    later = [rule for rule in register_rules() if rule not in rules]
    if later:
        notices.append(Message("register.notice.rules", {"number": len(later), "date": day(on)}))
    return tuple(notices)
