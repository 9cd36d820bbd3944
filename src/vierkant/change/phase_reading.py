"""Reading a phase model: every fault at once, and no model that forces people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from vierkant.change.guidance_file import (
    COLOURS,
    EVIDENCE,
    FileError,
    Reader,
    Table,
    place,
    whole_file,
)
from vierkant.change.phase_parts import Answer, CheckItem, Phase, PhaseModel
from vierkant.change.settings import PHASES
from vierkant.quantities import Message

_MODEL_KEYS = (
    "id", "licence", "order", "skip", "back", "name", "intro", "answers", "phases", "items", "disagree", "mappings",
)  # fmt: skip
_PHASE_TEXTS = ("name", "text", "signals", "next", "slower", "manager")
_PHASE_KEYS = ("id", "matches", "reached_from", "colours", "evidence", *_PHASE_TEXTS)
_MOST_PHASES, _MOST_ITEMS, _MOST_ANSWERS = 12, 60, 7
"""More than this no one fills in within minutes."""


class PhaseModelError(FileError):
    """The phase model is not right."""


def read_phase_model(text: str) -> PhaseModel:
    """The phase model in a TOML text.

    Raises:
        PhaseModelError: with every fault of the file.
    """
    reader = Reader()
    table = reader.document(text)
    if reader.problems:
        raise PhaseModelError(reader.problems)
    model = _model(reader, table)
    if reader.problems:
        raise PhaseModelError(reader.problems)
    return model


def no_phase_model() -> PhaseModelError:
    """The fault of a plan that says it has a phase model of its own, and has none."""
    reader = Reader()
    reader.fault("no_model", whole_file())
    return PhaseModelError(reader.problems)


def _model(reader: Reader, table: Table) -> PhaseModel:
    where = whole_file()
    reader.keys(table, _MODEL_KEYS, where)
    identifier = reader.identifier(table, where)
    licence = table.get("licence")
    if not isinstance(licence, str) or not licence.strip():
        reader.fault("no_licence", where)
    if table.get("order") != "soft":
        reader.fault("forced_order", where)
    for key in ("skip", "back"):
        if not reader.truth(table, key, where, otherwise=True) and isinstance(table.get(key), bool):
            reader.fault("forced_step", where, key=key)
    name, intro = (reader.texts(table, key, where) for key in ("name", "intro"))
    answers = _answers(reader, reader.tables(table, "answers", where))
    rows = reader.tables(table, "phases", where)
    phases = _phases(reader, rows)
    items = _items(reader, reader.tables(table, "items", where), phases)
    _fit(reader, phases, items, answers)
    return PhaseModel(
        id=identifier,
        licence=str(licence).strip(),
        name=name,
        intro=intro,
        answers=answers,
        phases=phases,
        items=items,
        disagree=reader.texts(table, "disagree", where),
        mappings=_mappings(reader, table, [phase.id for phase in phases]),
    )


def _answers(reader: Reader, rows: Sequence[Table]) -> tuple[Answer, ...]:
    found: dict[str, Answer] = {}
    for number, row in enumerate(rows, 1):
        where = place("answer", row, number)
        reader.keys(row, ("id", "points", "nl", "en"), where)
        identifier = reader.identifier(row, where, found)
        points = reader.number(row, "points", where, whole=True)
        found[identifier or str(number)] = Answer(identifier, int(points or 0), reader.texts(row, "", where))
    different = {answer.points for answer in found.values()}
    if len(found) < 2 or len(different) < 2:
        reader.fault("too_few_answers", whole_file())
    if len(rows) > _MOST_ANSWERS:
        reader.fault("too_many", whole_file(), key="answers", most=_MOST_ANSWERS)
    return tuple(found.values())


def _phases(reader: Reader, rows: Sequence[Table]) -> tuple[Phase, ...]:
    found: dict[str, Phase] = {}
    for number, row in enumerate(rows, 1):
        where = place("phase", row, number)
        reader.keys(row, _PHASE_KEYS, where)
        identifier = reader.identifier(row, where, found)
        matches = reader.words(row, "matches", where, PHASES, name="unknown_match")
        if not row.get("matches"):
            reader.fault("no_match", where, known=", ".join(PHASES))
        reached = reader.number(row, "reached_from", where, least=1, whole=True)
        texts = {key: reader.texts(row, key, where) for key in _PHASE_TEXTS}
        found[identifier or str(number)] = Phase(
            id=identifier,
            matches=matches,
            reached_from=int(reached or 0),
            colours=reader.words(row, "colours", where, COLOURS),
            evidence=reader.choice(row, "evidence", where, EVIDENCE),
            **texts,
        )
    if not rows:
        reader.fault("no_phases", whole_file())
    if len(rows) > _MOST_PHASES:
        reader.fault("too_many", whole_file(), key="phases", most=_MOST_PHASES)
    return tuple(found.values())


def _items(reader: Reader, rows: Sequence[Table], phases: Sequence[Phase]) -> tuple[CheckItem, ...]:
    known = [phase.id for phase in phases]
    found: dict[str, CheckItem] = {}
    for number, row in enumerate(rows, 1):
        where = place("item", row, number)
        reader.keys(row, ("id", "phase", "nl", "en"), where)
        identifier = reader.identifier(row, where, found)
        phase = row.get("phase")
        if phase is None or phase == "":
            reader.fault("item_without_phase", where, known=", ".join(known) or "–")
        elif phase not in known:
            reader.fault("item_of_unknown_phase", where, found=str(phase)[:60], known=", ".join(known) or "–")
        found[identifier or str(number)] = CheckItem(identifier, str(phase), reader.texts(row, "", where))
    if len(rows) > _MOST_ITEMS:
        reader.fault("too_many", whole_file(), key="items", most=_MOST_ITEMS)
    return tuple(found.values())


def _fit(
    reader: Reader, phases: Sequence[Phase], items: Sequence[CheckItem], answers: Sequence[Answer]
) -> None:
    """Every phase has items, and its points can be got."""
    most = max((answer.points for answer in answers), default=0)
    counts = Counter(item.phase for item in items)
    for number, phase in enumerate(phases, 1):
        where = place("phase", {"id": phase.id}, number)
        if not counts[phase.id]:
            reader.fault("phase_without_item", where)
        elif most and phase.reached_from > most * counts[phase.id]:
            reader.fault("out_of_reach", where, found=phase.reached_from, most=most * counts[phase.id])


def _mappings(reader: Reader, table: Table, phases: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    found = table.get("mappings", {})
    if not isinstance(found, dict):
        reader.fault("bad_mapping", whole_file(), known=", ".join(phases))
        return {}
    made: dict[str, Mapping[str, str]] = {}
    for other, names in found.items():
        where = Message("guidance.where.mapping", {"name": str(other)[:60]})
        right = isinstance(names, dict) and all(
            phase in phases and isinstance(name, str) and len(name) <= 60 for phase, name in names.items()
        )
        if right:
            made[other] = dict(names)
        else:
            reader.fault("bad_mapping", where, known=", ".join(phases))
    return made
