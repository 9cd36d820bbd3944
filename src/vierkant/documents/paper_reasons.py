"""Options, arguments and risks in the papers for the decision: from the advice on the form and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Block, Cell, Heading, Note, Notes, Paragraph, Table
from vierkant.documents.report_text import WEIGHT, Plain, notes
from vierkant.reference.forms import LegalForm

_LOOSER = frozenset(
    (
        LegalForm.REGELING_ZONDER_MEER,
        LegalForm.ADMINISTRATIVE_AGREEMENT,
        LegalForm.COVENANT,
        LegalForm.SERVICE_AGREEMENT,
        LegalForm.MANDATE,
        LegalForm.NETWORK,
        LegalForm.PROJECT,
    )
)
"""Forms without an organisation of their own."""
_VERDICT = {
    "admissible": "green",
    "admissible_with_conditions": "amber",
    "excluded": "red",
    "undecided": "unknown",
}
_NOT_OF_MEASURES = frozenset(("no_measure", "measure_incomplete"))
"""Findings about how measures are written down: with their text, and no argument against the proposal."""
_SHORT = "risks.short"
_BLOCKS = ("overhead", "grip", "interests")
"""The fourth block is about people; its standing comes from readiness, which names nobody."""


def options(draft: DecisionDraft) -> Iterator[Block]:
    """To do nothing, and every form that was weighed, with why it can or cannot be."""
    yield Paragraph(draft.t("options.text"), "before")
    advice = draft.advice
    rows = [_nothing(draft)]
    if advice is None or not any(item["trace"] for item in advice["forms"]):
        rows.append((Cell(draft.gap("form_advice", "form_answers")), Cell("–"), Cell("–")))
    if advice is not None:
        agreed = draft.form.value if draft.form else None
        rows += [
            _option(draft, item) for item in sorted(advice["forms"], key=lambda item: item["form"] != agreed)
        ]
    yield draft.table("options", draft.columns(("option", 1.4), ("verdict", 1.0), ("why", 2.9)), rows)
    yield from _choice(draft)


def _nothing(draft: DecisionDraft) -> tuple[Cell, ...]:
    case = draft.stored("business_case")
    text = draft.t("options.nothing_text")
    note = (
        draft.t("options.nothing_cost", amount=draft.words.with_span(case["total"]["baseline"]))
        if case
        else None
    )
    return (
        Cell(draft.t("options.nothing"), strong=True),
        Cell(draft.t("options.possible")),
        Cell(text, note=note),
    )


def _option(draft: DecisionDraft, item: Plain) -> tuple[Cell, ...]:
    words = draft.words
    form = LegalForm(item["form"])
    labels = [draft.t("options.proposed")] if form is draft.form else []
    if form in _LOOSER:
        labels.append(draft.t("options.looser"))
    return (
        Cell(words.say(item["name"]), note=words.listed(labels) or None, strong=True),
        Cell(words.own(f"form.verdict.{item['verdict']}"), level=_VERDICT[item["verdict"]]),
        _why(draft, item),
    )


def _why(draft: DecisionDraft, item: Plain) -> Cell:
    """The reason that weighs most, with its article, and what would admit an excluded form."""
    words = draft.words
    weighty = [reason for reason in item["reasons"] if reason["effect"] != "inform"]
    if not weighty:
        return Cell(words.say(item["verdict_text"]))
    reason = weighty[0]
    note = [draft.law(words.listed(reason["articles"]), reason["certainty"])] if reason["articles"] else []
    if item["verdict"] == "excluded" and item["changes"]:
        answers = item["changes"][0]["answers"]
        meanings = " ".join(words.say(answer["meaning"]) for answer in answers)
        note.append(draft.t("options.change", text=meanings))
    return Cell(words.say(reason["text"]), note=" ".join(note) or None)


def _choice(draft: DecisionDraft) -> Iterator[Block]:
    """The comparison of the admissible forms, when it was made."""
    choice = draft.stored("form_choice")
    if not choice or not choice["ranking"]:
        return
    words = draft.words
    rows = [
        (
            Cell(str(row["rank"])),
            Cell(words.say(row["name"]), strong=True),
            Cell(words.number(row["total"], "number", 1)),
            Cell(words.number(row["first_share"], "share")),
        )
        for row in choice["ranking"]
    ]
    columns = draft.columns(("rank", 0.4), ("option", 2.2), ("points", 0.8, "n"), ("first_share", 1.2, "n"))
    yield Heading(draft.t("options.compared"))
    yield Paragraph(words.say(choice["text"]))
    yield draft.table("choice", columns, rows)
    yield Paragraph(words.say(choice["notice"]), "quiet")


def arguments(draft: DecisionDraft) -> Iterator[Block]:
    """What speaks for it: the goal, the four K's, and the form."""
    yield Paragraph(draft.t("arguments.text"), "before")
    rows = [
        (
            Cell(draft.words.say(f"dossier.k_name.{item['id']}"), strong=True),
            Cell(draft.words.level(item["level"]), level=item["level"]),
            Cell(draft.words.say(item["headline"])),
        )
        for item in draft.view.assessment["four_ks"]
    ]
    yield draft.table("four_ks", draft.columns(("four_ks", 1.1), ("standing", 1.1), ("see", 3.0)), rows)
    advice = draft.advice
    form = draft.form
    if advice is not None and form is not None:
        item = next((row for row in advice["forms"] if row["form"] == form.value), None)
        if item is not None:
            name, verdict = draft.words.say(item["name"]), draft.words.say(item["verdict_text"])
            yield Paragraph(draft.t("arguments.form", form=name, verdict=verdict))


def risk_findings(draft: DecisionDraft) -> list[Mapping[str, Any]]:
    """What speaks against it or can go wrong, heaviest first: red and amber, each said once."""
    assessment = draft.view.assessment
    found: list[Mapping[str, Any]] = [*_not_ready(draft)]
    for block in assessment["blocks"]:
        if block["id"] in _BLOCKS:
            found += [item for item in block["findings"] if item["id"] not in _NOT_OF_MEASURES]
    for name in ("arrangement", "grip"):
        found += (draft.stored(name) or {}).get("findings", ())
    unique: dict[str, Mapping[str, Any]] = {}
    for item in found:
        if item["level"] in ("red", "amber") and not names_a_holder(item["text"]):
            unique.setdefault(draft.words.say(item["text"]), item)
    return sorted(map(partial(_with_source, draft), unique.values()), key=lambda item: -WEIGHT[item["level"]])


def names_a_holder(message: Plain) -> bool:
    """Whether a sentence says who has a role: that is one person, and no matter for a paper to councils."""
    return "holder" in message.get("arguments", {})


def _with_source(draft: DecisionDraft, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """A paper of ours as source is named in the words of these papers, which have no chapter on method."""
    ours = (item["source"] or "").startswith("docs/")
    return {**item, "source": draft.t("own_method")} if ours else item


def _not_ready(draft: DecisionDraft) -> Iterator[Mapping[str, Any]]:
    """What is in the way of a decision, the human side first; nothing when there is none to take.

    How many hours are short is said where the totals are: there it is known whether they may be told.
    """
    readiness = draft.view.assessment["readiness"]
    if readiness["asked"]:
        for item in readiness["reasons"]:
            text = {"id": f"papers_decision.{_SHORT}"} if item["id"] == "ledger_red" else item["text"]
            yield {**item, "text": text, "action": None, "source": None}


def risks(draft: DecisionDraft) -> Iterator[Block]:
    """The chapter on counter-arguments and risks."""
    found = risk_findings(draft)
    if not found:
        yield Paragraph(draft.t("risks.none"))
        return
    yield Paragraph(draft.t("risks.text"), "before")
    yield from notes(draft.words, found)


def short_notes(draft: DecisionDraft, most: int) -> Notes | None:
    """The heaviest risks in one line each."""
    items = tuple(
        Note(item["level"], draft.words.level(item["level"]), draft.words.say(item["text"]))
        for item in risk_findings(draft)[:most]
    )
    return Notes(items) if items else None


def basis_table(draft: DecisionDraft) -> Iterator[Table]:
    """Every rule that holds for the agreed form, with its article and how sure we are of it."""
    advice, form = draft.advice, draft.form
    item = next((row for row in (advice or {}).get("forms", ()) if form and row["form"] == form.value), None)
    if item is None or not item["reasons"]:
        return
    words = draft.words
    rows = [
        (
            Cell(words.say(reason["text"])),
            Cell(words.listed(reason["articles"]) or "–"),
            Cell(words.own("form.unconfirmed"), level="amber")
            if reason["unconfirmed"]
            else Cell(words.certainty(reason["certainty"])),
        )
        for reason in item["reasons"]
    ]
    yield draft.table("basis", draft.columns(("rule", 2.9), ("law", 1.1), ("certainty", 1.2)), rows)
