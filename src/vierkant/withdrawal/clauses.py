"""What the act asks of the text about leaving (rules P03 and P06), who decides, and what the staff is owed.

Only for the forms of the Wgr; articles and certainty as in `docs/methods/withdrawal.md`.
"""

from __future__ import annotations

from vierkant.quantities import Certainty
from vierkant.reference.forms import BODY_FORMS, WGR_FORMS, LegalForm
from vierkant.withdrawal.inputs import WithdrawalInput
from vierkant.withdrawal.results import ClauseCheck, LegalLine
from vierkant.withdrawal.words import RULING, message

ARTICLE = "art. 9 lid 1 Wgr"
COUNCIL = "council"


def clause_checks(data: WithdrawalInput) -> tuple[ClauseCheck, ...]:
    """Conditions and consequences must be in the text (P03); leaving may not need consent (P06).

    What was looked up in the text clause by clause goes before the one answer about the whole.
    """
    if data.form not in WGR_FORMS:
        return ()
    rule, seen = data.rule, data.clauses
    place = rule.article or seen.place
    consent = _worst(rule.needs_consent, seen.needs_consent)
    return (
        _check("P03", "conditions", rule.stated if seen.conditions is None else seen.conditions, place),
        _check("P03", "consequences", rule.stated if seen.consequences is None else seen.consequences, place),
        _check("P06", "no_consent", None if consent is None else not consent, place),
    )


def _worst(first: bool | None, second: bool | None) -> bool | None:
    """Whether leaving needs consent; when two answers differ, the one that is not allowed."""
    known = [answer for answer in (first, second) if answer is not None]
    return any(known) if known else None


def _check(rule: str, name: str, met: bool | None, place: str | None) -> ClauseCheck:
    return ClauseCheck(
        rule,
        name,
        message(f"clause.{name}"),
        met,
        ARTICLE if rule == "P03" else RULING,
        Certainty.HIGH,
        place if met else None,
    )


def _line(name: str, article: str, certainty: Certainty = Certainty.HIGH) -> LegalLine:
    return LegalLine(message(f"decide.{name}"), article, certainty)


def deciding(form: LegalForm | None, bodies: frozenset[str] | None) -> tuple[LegalLine, ...]:
    """Who decides about leaving an arrangement under the Wgr, in order; empty for another form."""
    if form not in WGR_FORMS:
        return ()
    lines = [_line(_deciders(bodies), "art. 1 lid 1 Wgr")]
    if bodies is None or COUNCIL not in bodies:
        lines.append(_line("draft", "art. 1 lid 2-3 Wgr"))
        lines.append(_line("consent", "art. 1 lid 4-5 Wgr"))
    lines.append(_line("unilateral", RULING))
    if form in BODY_FORMS:
        lines.append(_line("sum", "", Certainty.MEDIUM))
    lines.append(_line("publish", "art. 26 Wgr"))
    return tuple(lines)


def _deciders(bodies: frozenset[str] | None) -> str:
    if bodies is None:
        return "unknown"
    if bodies == {COUNCIL}:
        return "council"
    return "mixed" if COUNCIL in bodies else "executive"


def people_lines(form: LegalForm | None) -> tuple[LegalLine, ...]:
    """What belongs in the plan for the staff."""
    lines = [
        LegalLine(message("people.works_council"), "art. 25 lid 1 WOR", Certainty.HIGH),
        LegalLine(message("people.transfer"), "art. 7:662-666 BW", Certainty.MEDIUM),
        LegalLine(message("people.dismissal"), "art. 7:670 lid 8 BW", Certainty.MEDIUM),
        LegalLine(message("people.social_plan"), "", Certainty.MEDIUM),
    ]
    if form in (LegalForm.OPENBAAR_LICHAAM, LegalForm.BEDRIJFSVOERINGSORGANISATIE):
        lines.append(LegalLine(message("people.terms"), "Cao SGO, Cao Gemeenten", Certainty.HIGH))
    return tuple(lines)
