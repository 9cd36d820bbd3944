"""The text of an arrangement held against the act: which clauses it must have, and what it may not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from vierkant.legal_form.arrangement_rules import (
    about_boards,
    about_committee,
    about_days,
    about_route,
    finding,
)
from vierkant.legal_form.clauses import ClauseRule, clause_name, clause_rules
from vierkant.legal_form.inputs import ArrangementText, Body, Clause, ClauseLine, LegalForm
from vierkant.legal_form.results import Severity
from vierkant.legal_form.results_choice import ArrangementCheck, ClauseState
from vierkant.quantities import Finding, Level, Message
from vierkant.reference.problems import day as written_out

_ORDER = (Level.RED, Level.AMBER, Level.UNKNOWN, Level.GREEN)


def check_arrangement(
    form: LegalForm,
    text: ArrangementText | None,
    clauses: Sequence[ClauseLine],
    *,
    on: date,
    largest_vote_share: float | None = None,
    draft_sent_on: date | None = None,
    bodies: frozenset[Body] | None = None,
) -> ArrangementCheck:
    """The checklist of the form and every finding about the text, worst first.

    Args:
        form: the chosen form.
        text: what the text says about days, leaving and boards; None when nobody filled it in.
        clauses: what was looked for and found or not. A clause without a line was not looked for: that is not missing.
        on: the day whose law counts.
        largest_vote_share: the largest share of the votes of one partner, 0..1, where votes are known.
        draft_sent_on: the day on which the draft went to the councils, where that is known.
        bodies: which bodies take part; councils that make the arrangement themselves need no draft and consent.
    """
    lines = _lines(clauses)
    states = tuple(_state(rule, form, on, lines) for rule in clause_rules() if rule.concerns(form, on))
    required = [state for state in states if state.required]
    known = text or ArrangementText()
    findings = [
        *_twice(clauses),
        *(_missing(rule, form, known, on) for rule in clause_rules() if _is_missing(rule, form, on, lines)),
        *about_days(form, known, states, on),
        *about_route(form, known, on, draft_sent_on, bodies or frozenset()),
        *about_boards(form, known, on, largest_vote_share),
        *about_committee(form, known, lines.get(Clause.ADVISORY_COMMITTEE), on),
    ]
    unseen = sum(state.present is None for state in required)
    if unseen:
        findings.append(_unseen(unseen, len(required)))
    if required and not findings:
        findings.append(Finding("arrangement.complete", Level.GREEN, Message("arrangement.finding.complete")))
    return ArrangementCheck(
        form=form,
        clauses=states,
        findings=tuple(sorted(findings, key=lambda item: _ORDER.index(item.level))),
        required=len(required),
        found=sum(state.present is True for state in required),
        missing=sum(state.present is False for state in required),
        unseen=unseen,
    )


def _lines(clauses: Sequence[ClauseLine]) -> Mapping[Clause, ClauseLine]:
    """The line per clause; lines that contradict each other count as not looked yet."""
    found: dict[Clause, ClauseLine] = {}
    for line in clauses:
        other = found.get(line.id)
        if other is None:
            found[line.id] = line
        elif other.present is not line.present:
            found[line.id] = line.model_copy(update={"present": None, "place": None})
    return found


def _twice(clauses: Sequence[ClauseLine]) -> list[Finding]:
    answers: dict[Clause, set[bool | None]] = {}
    for line in clauses:
        answers.setdefault(line.id, set()).add(line.present)
    return [
        Finding(
            f"arrangement.twice.{clause.value}",
            Level.AMBER,
            Message("arrangement.finding.twice", {"clause": clause_name(clause)}),
            Message("arrangement.action.twice"),
        )
        for clause, given in answers.items()
        if len(given) > 1
    ]


def _state(rule: ClauseRule, form: LegalForm, on: date, lines: Mapping[Clause, ClauseLine]) -> ClauseState:
    line = lines.get(rule.clause)
    return ClauseState(
        clause=rule.clause,
        name=rule.name,
        text=rule.text,
        required=rule.requires(form, on),
        present=None if line is None else line.present,
        place=line.place if line is not None and line.present else None,
        articles=rule.cited_for(form),
        severity=rule.severity if rule.requires(form, on) else Severity.INFO,
        certainty=rule.certainty,
        unconfirmed=rule.unconfirmed,
        sources=rule.sources,
    )


def _is_missing(rule: ClauseRule, form: LegalForm, on: date, lines: Mapping[Clause, ClauseLine]) -> bool:
    line = lines.get(rule.clause)
    return rule.requires(form, on) and line is not None and line.present is False


def _missing(rule: ClauseRule, form: LegalForm, text: ArrangementText, on: date) -> Finding:
    """A required clause that is not in the text. An older arrangement had time to adapt."""
    start = text.concluded_on
    has_time = rule.transition is not None and on < rule.transition and start is not None
    is_older = has_time and start is not None and start < rule.valid_from
    words: dict[str, Message | str] = {"clause": rule.name, "articles": ", ".join(rule.cited_for(form))}
    if is_older and rule.transition is not None:
        words["day"] = written_out(rule.transition)
    return finding(
        f"{rule.rule}.{rule.clause.value}" if rule.rule else f"missing.{rule.clause.value}",
        Level.AMBER if is_older else Level.RED,
        Message(f"arrangement.finding.{'missing_later' if is_older else 'missing'}", words),
        Message("arrangement.action.missing", {"what": rule.text}),
        rule,
    )


def _unseen(number: int, all_required: int) -> Finding:
    return Finding(
        "arrangement.unseen",
        Level.UNKNOWN,
        Message("arrangement.finding.unseen", {"number": number, "all": all_required}),
        Message("arrangement.action.unseen"),
    )
