"""The rules about days, leaving, boards, votes and the joint advisory committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from vierkant.legal_form.clauses import ClauseRule, TextRule, text_rules
from vierkant.legal_form.inputs import WGR_FORMS, ArrangementText, Body, Clause, ClauseLine, LegalForm
from vierkant.legal_form.results_choice import ClauseState
from vierkant.quantities import Finding, Level, Message, MessageArgument
from vierkant.reference.problems import day as written_out

CHANGE_OF_2022 = date(2022, 7, 1)
"""The day on which the act was changed (Stb. 2022, 18)."""
ADAPTED_BY = date(2024, 7, 1)
"""From this day older arrangements must comply (Stb. 2022, 18, art. V)."""
VIEW_DAYS = 56
"""Councils have eight weeks for their view on a draft (art. 1 lid 3 Wgr)."""
SMALLEST_EXECUTIVE = 3
"""The chair and at least two others (art. 14 lid 1 Wgr)."""
SMALLEST_GENERAL = 2 * SMALLEST_EXECUTIVE
"""Derived: an executive board of three from the general board may not be its majority."""
NEW_IN_2022 = (
    Clause.ZIENSWIJZE_DECISIONS,
    Clause.PARTICIPATION,
    Clause.EVALUATION,
    Clause.EXIT_CONDITIONS,
    Clause.EXIT_CONSEQUENCES,
)


def finding(
    identifier: str, level: Level, text: Message, action: Message | None, rule: ClauseRule | TextRule
) -> Finding:
    """A finding with the articles and the sources of its rule."""
    source = "; ".join((*rule.articles, *(item.title for item in rule.sources)))
    return Finding(f"arrangement.{identifier}", level, text, action, source, rule.certainty)


def _found(
    name: str, level: Level, words: Mapping[str, MessageArgument] | None = None, kind: str | None = None
) -> Finding:
    """The finding of one of the rules about the text; ``kind`` when its sentence has another name than the rule."""
    key = kind or name
    return finding(
        name,
        level,
        Message(f"arrangement.finding.{key}", dict(words or {})),
        Message(f"arrangement.action.{key}"),
        text_rules()[name],
    )


def _contradiction(name: str, **words: MessageArgument) -> Finding:
    return Finding(
        f"arrangement.contradiction.{name}",
        Level.AMBER,
        Message(f"arrangement.contradiction.{name}", words),
        Message("arrangement.action.contradiction"),
    )


def about_days(
    form: LegalForm, text: ArrangementText, states: Sequence[ClauseState], on: date
) -> list[Finding]:
    """P01 (the way to a decision), P06 (leaving may not need consent) and P07 (older than the change of 2022)."""
    concluded, amended = text.concluded_on, text.amended_on
    found = []
    if concluded is not None and amended is not None and amended < concluded:
        found.append(
            _contradiction("amended", amended=written_out(amended), concluded=written_out(concluded))
        )
    if text_rules()["P06"].counts(form, on):
        found += _exit(text, states)
    if text_rules()["P07"].counts(form, on):
        found += _older(concluded, amended, states, on)
    return found


def about_route(
    form: LegalForm, text: ArrangementText, on: date, sent_on: date | None, bodies: frozenset[Body]
) -> list[Finding]:
    """P01: a decision that still has to be taken while the councils did not have their eight weeks yet."""
    if not text_rules()["P01"].counts(form, on) or Body.COUNCIL in bodies:
        return []
    days = (text.concluded_on, text.amended_on)
    return [_route(day, on) for day in days if day is not None and day > on and not _in_time(sent_on, day)]


def _in_time(sent_on: date | None, day: date) -> bool:
    return sent_on is not None and sent_on <= day - timedelta(days=VIEW_DAYS)


def _route(day: date, on: date) -> Finding:
    """The councils first have eight weeks."""
    latest = day - timedelta(days=VIEW_DAYS)
    words: dict[str, MessageArgument] = {"day": written_out(day), "latest": written_out(latest)}
    if latest < on:
        return _found("P01", Level.RED, words, "P01_late")
    return _found("P01", Level.AMBER, words)


def _exit(text: ArrangementText, states: Sequence[ClauseState]) -> list[Finding]:
    if text.exit_needs_consent:
        return [_found("P06", Level.RED)]
    has_exit = any(state.clause is Clause.EXIT_CONDITIONS and state.present for state in states)
    if text.exit_needs_consent is None and has_exit:
        return [_found("P06", Level.UNKNOWN, None, "P06_unknown")]
    return []


def _older(
    concluded: date | None, amended: date | None, states: Sequence[ClauseState], on: date
) -> list[Finding]:
    """An arrangement of before 1 July 2022 that was not changed since does not comply from 1 July 2024."""
    new = [state for state in states if state.clause in NEW_IN_2022 and state.required]
    if (
        any(day is not None and day >= CHANGE_OF_2022 for day in (concluded, amended))
        or all(state.present for state in new)  # somebody found in the text what the change asks for
    ):
        return []
    if concluded is None:
        return [_found("P07", Level.UNKNOWN, None, "P07_when")]
    words: dict[str, MessageArgument] = {"concluded": written_out(concluded)}
    if amended is None:
        return [_found("P07", Level.UNKNOWN, words, "P07_amended")]
    if on < ADAPTED_BY:
        return [_found("P07", Level.AMBER, words, "P07_soon")]
    return [_found("P07", Level.RED, words)]


def about_boards(
    form: LegalForm, text: ArrangementText, on: date, largest_vote_share: float | None
) -> list[Finding]:
    """V01-V05: the sizes of the boards, who appoints, and the votes."""
    found = []
    if form is LegalForm.OPENBAAR_LICHAAM:
        found += [*_executive(text), *_from_general(text)]
    elif form in WGR_FORMS and text.executive_board:
        found.append(_contradiction("no_executive"))
    rules = text_rules()
    appointing = text.appointing_municipalities
    if rules["V05"].counts(form, on) and appointing is not None and appointing < 2:
        found.append(_found("V05", Level.RED, {"number": appointing}))
    if rules["V04"].counts(form, on) and largest_vote_share is not None and largest_vote_share > 0.5:
        found.append(_found("V04", Level.AMBER))
    return found


def _executive(text: ArrangementText) -> list[Finding]:
    """The executive board by itself: at least three, from more than one municipality, no majority of outsiders."""
    size, municipalities, inside = (
        text.executive_board,
        text.executive_municipalities,
        text.executive_from_general,
    )
    found = []
    if size is not None and size < SMALLEST_EXECUTIVE:
        found.append(_found("V02", Level.RED, {"number": size}))
    if municipalities is not None and municipalities < 2 and size != 0:
        found.append(_found("V03", Level.RED))
    if size is not None and inside is not None and inside <= size and 2 * (size - inside) > size:
        found.append(_found("outsiders", Level.RED, {"outsiders": size - inside, "size": size}))
    if size is not None and inside is not None and inside > size:
        found.append(_contradiction("inside_executive", inside=inside, size=size))
    if size is not None and municipalities is not None and municipalities > size:
        found.append(_contradiction("municipalities", municipalities=municipalities, size=size))
    return found


def _from_general(text: ArrangementText) -> list[Finding]:
    """The executive board against the general board: it may not be the majority of it."""
    general, inside = text.general_board, text.executive_from_general
    if general is None:
        return []
    if inside is None:
        if general < SMALLEST_GENERAL:
            return [_found("V01", Level.AMBER, {"general": general}, "V01_small")]
        return []
    if inside > general:
        return [_contradiction("inside_general", inside=inside, general=general)]
    if 2 * inside > general:
        return [_found("V01", Level.RED, {"inside": inside, "general": general})]
    return []


def about_committee(
    form: LegalForm, text: ArrangementText, line: ClauseLine | None, on: date
) -> list[Finding]:
    """F13 and F14: a joint advisory committee is for an openbaar lichaam, and only when all councils ask for it."""
    if line is None or not line.present:
        return []
    rules = text_rules()
    if rules["F13"].counts(form, on):
        return [_found("F13", Level.RED)]
    if rules["F14"].counts(form, on) and text.all_councils_want_committee is not True:
        is_known = text.all_councils_want_committee is False
        return [_found("F14", Level.RED) if is_known else _found("F14", Level.UNKNOWN, None, "F14_unknown")]
    return []
