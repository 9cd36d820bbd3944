"""The words in a spreadsheet, out and in: titles, headers, choices. Reading knows both languages and the code term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from vierkant.business_case.inputs import BudgetCause, TransitionKind
from vierkant.change.inputs import Aspect, CardStatus, ItemKind, LedgerKind, Outcome, Placement
from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.documents.spreadsheet_layout import (
    PRESENT,
    Column,
    Instrument,
    Kind,
    Shape,
    Sheet,
    sheets,
)
from vierkant.documents.spreadsheet_models import HUMAN_SIDE
from vierkant.dossier.problems import field_word, section_word
from vierkant.dossier.sections import KeyBasis, Stage, StumblingBlock
from vierkant.dossier.sections import Kind as CooperationKind
from vierkant.four_ks.inputs import Commitment
from vierkant.four_ks.inputs_service import ChannelKind
from vierkant.grip.inputs import Part, PointOutcome, Stance
from vierkant.legal_form.inputs import Body, Clause, LegalForm, TaxKind
from vierkant.lessons.inputs import Outcome as CaseOutcome
from vierkant.lessons.inputs import Scope
from vierkant.organisation_scan.inputs import (
    Answer,
    ApplicationStatus,
    Decider,
    EmploymentSubject,
    Rhythm,
    TrustHandling,
)
from vierkant.positions.inputs import Body as PositionBody
from vierkant.positions.inputs import Handling
from vierkant.quantities import Certainty, Confidence, Distribution, FourK, Message
from vierkant.terms import Language, exists, render
from vierkant.withdrawal.inputs import WithdrawalMethod

LANGUAGES: tuple[Language, ...] = ("nl", "en")
LONGEST_LIST = 255
"""Characters of a choice list that stands in the file itself; a limit of the file format."""

FIELD = "field"
HINT = "hint"
"""Columns of a record sheet that hold no content: the label of the row, and what to fill in."""

_ROOMS: Mapping[type[StrEnum], str] = {
    CooperationKind: "dossier.kind",
    Stage: "dossier.stage",
    KeyBasis: "dossier.key_basis",
    Confidence: "quantities.confidence",
    Certainty: "spreadsheet.word.certainty",
    StumblingBlock: "spreadsheet.word.block",
    LegalForm: "spreadsheet.word.form",
    Body: "spreadsheet.word.body",
    TaxKind: "spreadsheet.word.tax",
    Aspect: "dossier.aspect",
    CardStatus: "dossier.card_status",
    Outcome: "dossier.outcome",
    Placement: "dossier.placement",
    ItemKind: "dossier.item_kind",
    LedgerKind: "dossier.ledger_kind",
    Clause: "dossier.clause",
    Part: "dossier.role",
    PointOutcome: "dossier.point_outcome",
    Stance: "dossier.stance",
    Distribution: "spreadsheet.word.distribution",
    Commitment: "dossier.commitment",
    FourK: "dossier.k_name",
    ChannelKind: "dossier.channel_kind",
    TransitionKind: "dossier.transition_kind",
    BudgetCause: "dossier.budget_cause",
    CaseOutcome: "dossier.case_outcome",
    Scope: "dossier.case_scope",
    Rhythm: "dossier.rhythm",
    Decider: "dossier.decider",
    EmploymentSubject: "dossier.employment_subject",
    ApplicationStatus: "dossier.application_status",
    TrustHandling: "dossier.trust_handling",
    Answer: "dossier.difference_answer",
    Ingredient: "dossier.key_ingredient",
    KeyKind: "dossier.key_kind",
    PositionBody: "dossier.position_body",
    Handling: "dossier.position_handling",
    WithdrawalMethod: "dossier.withdrawal_method",
}
_PARTS = ("value", "low", "high", "source", "year", "confidence", "distribution")
"""The parts of a figure, in the order in which they are written."""

_BOOLEANS = {"waar": True, "onwaar": False, "true": True, "false": False}


def normal(text: str) -> str:
    """How words are compared: without capitals, double spaces or curly apostrophes."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip().casefold()


def sheet_title(key: str, language: Language) -> str:
    """The name on the tab."""
    identifier = f"spreadsheet.sheet.{key}"
    return render(identifier, language) if exists(identifier) else _capital(section_word(key, language))


def label(field: str, language: Language, section: str = "") -> str:
    """The word for a field, as a header or as the label of a row."""
    identifier = f"spreadsheet.label.{field}"
    own = section and (exists(f"dossier.field_of.{section}.{field}") or section in HUMAN_SIDE)
    if own or not exists(identifier):
        return _capital(field_word(field, language, section))
    return _capital(render(identifier, language))


def header(column: Column, language: Language) -> str:
    """The header above a column of a sheet with one row per item; the value of a figure bears the field's name."""
    if column.part is None:
        return label(column.field, language, column.section)
    part = field_word(column.part, language)
    if not column.field:
        return _capital(part)
    if column.part == "value":
        return label(column.field, language, column.section)
    name = label(column.field, language, column.section)
    return render(Message("spreadsheet.column.part", {"field": name, "part": part}), language)


def record_header(part: str, language: Language) -> str:
    """The header of a record sheet: ``field``, ``hint``, or a part of a figure (``value`` holds every answer)."""
    if part == "value":
        return render("spreadsheet.column.answer", language)
    if part in (FIELD, HINT):
        return render(f"spreadsheet.column.{part}", language)
    return _capital(field_word(part, language))


def group_header(column: Column, language: Language) -> str:
    """What stands above the seven columns of a figure: the field, and its unit when the field does not say it."""
    name = label(column.field, language, column.section) if column.field else ""
    identifier = f"spreadsheet.unit.{column.unit.value}" if column.unit else ""
    if not name or column.field == "euros" or not exists(identifier):
        return name
    return render(Message("spreadsheet.column.group", {"field": name, "unit": Message(identifier)}), language)


def intro(key: str, language: Language) -> str:
    """The sentence at the top of a sheet."""
    return render(f"spreadsheet.intro.{key}", language)


@cache
def known_sheets() -> Mapping[str, Sheet]:
    """Title in any language → sheet."""
    return {normal(sheet_title(sheet.key, each)): sheet for sheet in sheets() for each in LANGUAGES}


@cache
def known_columns(sheet: Sheet) -> Mapping[str, Column]:
    """Header in any language, or the path in code terms → column."""
    found = {normal(".".join(column.path)): column for column in sheet.columns}
    for each in LANGUAGES:
        found.update({normal(header(column, each)): column for column in sheet.columns})
    return found


@cache
def known_record_headers() -> Mapping[str, str]:
    """Header of a record sheet in any language → ``field``, ``hint`` or the part of a figure."""
    parts = (FIELD, *_PARTS, HINT)
    return {normal(record_header(part, each)): part for part in parts for each in LANGUAGES}


@cache
def known_labels(sheet: Sheet) -> Mapping[str, str]:
    """Label of a row of a record sheet in any language, or the code term → field."""
    fields = record_fields(sheet)
    found = {normal(field): field for field in fields}
    for each in LANGUAGES:
        found.update({normal(row_label(sheet, field, each)): field for field in fields})
    return found


def row_label(sheet: Sheet, field: str, language: Language) -> str:
    """The label of a row of a record sheet."""
    section = next((column.section for column in sheet.columns if column.field == field), "")
    return label(field, language, section)


def record_fields(sheet: Sheet) -> tuple[str, ...]:
    """The fields of a record sheet, in order."""
    return tuple(dict.fromkeys(column.field for column in sheet.columns))


def record_parts(sheet: Sheet) -> tuple[str, ...]:
    """The headers with content that a record sheet needs: the answer, and the parts of a figure where it has one."""
    found = dict.fromkeys(column.part or "value" for column in sheet.columns)
    return tuple(sorted(found, key=_PARTS.index))


def word(value: StrEnum, language: Language) -> str:
    """The word of choice for a code term."""
    if isinstance(value, Instrument):
        return render(f"grip.instrument.{value.value}.name", language)
    return render(f"{_ROOMS[type(value)]}.{value.value}", language)


def words(choices: type[StrEnum], language: Language) -> tuple[str, ...]:
    """All words of a choice, in the order of the code."""
    return tuple(word(value, language) for value in choices)


@cache
def long_choices(language: Language) -> Mapping[type[StrEnum], str]:
    """Choices that are too long for a list in the cell itself → their column on the sheet with lists."""
    found: dict[type[StrEnum], None] = {}
    for column in (column for sheet in sheets() for column in sheet.columns):
        if column.kind is Kind.CHOICE and column.choices is not None:
            texts = words(column.choices, language)
            if len(",".join(texts)) > LONGEST_LIST or any("," in text for text in texts):
                found[column.choices] = None
    return {choices: chr(ord("G") + number) for number, choices in enumerate(found)}


@cache
def known_words(choices: type[StrEnum]) -> Mapping[str, str]:
    """Word in any language, or the code term → code term."""
    found = {normal(value.value): value.value for value in choices}
    for each in LANGUAGES:
        found.update({normal(word(value, each)): value.value for value in choices})
    return found


@cache
def known_booleans() -> Mapping[str, bool]:
    """Words for yes and no in any language."""
    return _BOOLEANS | {normal(text): value for text, value in _yes_no()}


def _yes_no() -> Iterator[tuple[str, bool]]:
    for each in LANGUAGES:
        yield yes_no(True, each), True
        yield yes_no(False, each), False


def yes_no(value: bool, language: Language) -> str:
    """``ja`` or ``nee``."""
    return render("spreadsheet.word.yes" if value else "spreadsheet.word.no", language)


@cache
def known_none() -> frozenset[str]:
    """Words for: none of these."""
    return frozenset(normal(render("spreadsheet.word.none", each)) for each in LANGUAGES)


def hint(column: Column, language: Language) -> str:
    """What to fill in, in a few words."""
    if column == PRESENT:
        return render("spreadsheet.hint.present", language)
    own = f"spreadsheet.hint.{column.field}"
    signed = "signed_" if column.may_be_negative and column.part in (None, "value", "low", "high") else ""
    if column.field != PRESENT.field and not signed and exists(own):
        return render(own, language)
    arguments: dict[str, str] = {}
    if column.kind in (Kind.CHOICE, Kind.CHOICES) and column.choices is not None:
        arguments["words"] = ", ".join(words(column.choices, language))
        arguments["none"] = render("spreadsheet.word.none", language)
    return render(Message(f"spreadsheet.hint.{signed}{column.kind.value}", arguments), language)


def headers(sheet: Sheet, language: Language) -> tuple[str, ...]:
    """All headers of a sheet, in the order in which they are written."""
    if sheet.shape is Shape.RECORD:
        return tuple(record_header(part, language) for part in (FIELD, *record_parts(sheet), HINT))
    return tuple(header(column, language) for column in sheet.columns)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
