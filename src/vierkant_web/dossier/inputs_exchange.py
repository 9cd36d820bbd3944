"""Files in and out: a dossier as spreadsheet, TOML or JSON, what is wrong with a file, and what it would change."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from vierkant import terms
from vierkant.documents import spreadsheet
from vierkant.dossier import dumps, from_plain, loads, merge, split, to_plain_dossier
from vierkant.dossier.groups import without_small_groups
from vierkant.dossier.problems import DossierError, Problem, Where, explain, place
from vierkant.dossier.reading import MAXIMUM_BYTES as LARGEST_DOSSIER
from vierkant.quantities import Message
from vierkant.sources import parameters
from vierkant_web.dossier.inputs_privacy import personal_titles, points_to_persons
from vierkant_web.templatetags.words import page_language

Key = tuple[str, str]
Parts = dict[Key, Any]

MAXIMUM_BYTES = LARGEST_DOSSIER
"""A larger file is not read at all."""

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "toml": "application/toml",
    "json": "application/json",
}
MACRO_KINDS = ("xlsm", "xltm", "xlam")
SMALLEST_GROUP = int(parameters("change")["smallest_group"].value)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a file, for the table on the page."""

    spot: str
    text: str
    action: str


@dataclass(frozen=True, slots=True)
class Untouched:
    """What a file says nothing about, because its sheet or its row is not there. That stays as it is."""

    sections: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    """Sections of which the sheet with what each partner brings is not there."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def covers(self, key: Key) -> bool:
        """Whether the file says nothing about this part."""
        section, partner = key
        return section in self.sections or (bool(partner) and section in self.partners)

    def kept(self, section: str, now: Any, content: Any) -> Any:
        """The content with the answers of today to what the file does not ask."""
        names = self.fields.get(section, ())
        if not names or not isinstance(now, Mapping) or not isinstance(content, Mapping):
            return content
        return {**{name: now[name] for name in names if name in now}, **content}

    def as_json(self) -> dict[str, Any]:
        """As it can be put aside."""
        return {"sections": self.sections, "partners": self.partners, "fields": dict(self.fields)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Untouched:
        """As it was before it was put aside."""
        fields = {section: tuple(names) for section, names in value.get("fields", {}).items()}
        return cls(tuple(value.get("sections", ())), tuple(value.get("partners", ())), fields)


@dataclass(frozen=True, slots=True)
class FromFile:
    """The parts of the dossier in a file, and what the file says nothing about."""

    parts: Parts
    untouched: Untouched = Untouched()


class UnusableFileError(Exception):
    """A file that cannot be read as a dossier; ``wrong`` holds everything that is wrong with it."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        super().__init__()
        self.wrong = tuple(wrong)


def kind_of(name: str) -> str:
    """What the name says it is: ``xlsx``, ``toml``, ``json`` or anything else."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def read_file(content: bytes, name: str) -> FromFile:
    """The parts of the dossier in a file. Nothing is half-read.

    Raises:
        UnusableFileError: with all that is wrong.
    """
    kind = kind_of(name)
    if kind not in KINDS:
        raise UnusableFileError([_wrong_kind(kind)])
    untouched = Untouched()
    try:
        if kind == "xlsx":
            reading = spreadsheet.read_into(content, name=name)
            found = reading.dossier
            untouched = Untouched(reading.untouched, reading.partners_untouched, reading.untouched_fields)
        else:
            found = loads(content, name=name)
    except DossierError as error:
        persons = personal_titles(error.problems)
        if persons:  # nothing else is told: another message may hold the text of a cell
            raise UnusableFileError([_personal(problem) for problem in persons]) from None
        raise UnusableFileError(map(_wrong, error.problems)) from None
    if points_to_persons(found):
        raise UnusableFileError([_personal()])
    return FromFile(split(to_plain_dossier(found)), untouched)


def _personal(problem: Problem | None = None) -> Wrong:
    text = _("This file seems to hold data of persons where groups and counts belong. We kept nothing of it.")
    action = _(
        "Take out the names, numbers and addresses. Count the people per group; then choose the file again."
    )
    return replace(_wrong(problem), text=text, action=action) if problem else Wrong("", text, action)


def too_large(size: int) -> UnusableFileError:
    """What to say about a file that is too large to be read at all."""
    arguments = {"megabytes": f"{size / 1e6:.0f}", "maximum": f"{MAXIMUM_BYTES / 1e6:.0f}"}
    message = Message("dossier.problem.too_large", arguments)
    return UnusableFileError([_wrong(Problem(message, Where(), Message("dossier.problem.too_large_action")))])


def _wrong_kind(kind: str) -> Wrong:
    if kind in MACRO_KINDS:
        text = _("This is a spreadsheet with macros. We never open those, to be safe.")
        action = _("Open it and save it as an Excel workbook without macros (.xlsx). Then choose that file.")
    else:
        text = _("We cannot read this kind of file.")
        action = _("Choose the spreadsheet (.xlsx) that you downloaded here, or a file in .toml or .json.")
    return Wrong("", text, action)


def _wrong(problem: Problem) -> Wrong:
    language = page_language()
    action = terms.render(problem.action, language) if problem.action is not None else ""
    spot = place(replace(problem.where, file=None), language)
    return Wrong(spot[:1].upper() + spot[1:], terms.render(problem.message, language), action)


def write_file(plain: Mapping[str, Any], kind: str) -> bytes:
    """A dossier in plain tables as a file.

    Raises:
        UnusableFileError: the dossier does not fit together, so no file can hold it.
    """
    try:
        dossier = from_plain(plain)
    except DossierError as error:
        raise UnusableFileError(map(_wrong, error.problems)) from None
    if kind == "xlsx":
        return spreadsheet.write(dossier, page_language())
    return dumps(dossier, "json" if kind == "json" else "toml").encode()


def written(content: Any) -> bytes:
    """Plain values as JSON that people can read as well."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


# What could point to a person never leaves the circle of members ---------------------------------------------------


def without_persons(plain: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The dossier for everybody: without small groups, and without functions and expertise of one person.

    And how many went.
    """
    kept = without_small_groups(plain, SMALLEST_GROUP)
    for section in ("functions", "expertise"):
        if section in plain:
            kept[section] = [row for row in plain[section] if 1 not in _counts(row)]
    gone = sum(
        len(plain.get(name, ())) - len(kept.get(name, ())) for name in ("people", "functions", "expertise")
    )
    return kept, gone


def _counts(row: Mapping[str, Any]) -> list[Any]:
    """How many people each partner has for a function or a field of expertise."""
    return [
        *row.get("qualified", {}).values(),
        *(part.get("people") for part in row.get("parts", {}).values()),
    ]


def result_without_persons(result: Mapping[str, Any]) -> dict[str, Any]:
    """An assessment for everybody: rows that could point to a person are left out, counts stay."""
    people = result["people"]
    small = {row["id"] for row in people["groups"] if row["small"]}
    rooms = {name: result[name] for name in ("vulnerability", "quality") if result.get(name)}
    single = {
        row["id"]
        for room in rooms.values()
        for rows in room.values()
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping) and row.get("points_to_person")
    }
    names = {
        row["name"]
        for room in rooms.values()
        for rows in room.values()
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping) and row.get("points_to_person")
    }
    hidden = {"people": small, "functions": single, "expertise": single}
    result = _without_gaps(result, names)
    people = result["people"]
    rooms = {name: result[name] for name in rooms}
    return {
        **result,
        "people": _without(people, small),
        **{name: _without_single(room) for name, room in rooms.items()},
        "assumed": [row for row in result["assumed"] if row["row"] not in hidden.get(row["section"], ())],
    }


def _without_gaps(value: Any, names: Collection[str]) -> Any:
    """The value without what is said to be missing about a function or field that one person has."""
    if isinstance(value, Mapping):
        return {name: _without_gaps(item, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_gaps(item, names) for item in value if not _is_gap_about(item, names)]
    return value


def _is_gap_about(item: Any, names: Collection[str]) -> bool:
    if not isinstance(item, Mapping) or not isinstance(item.get("what"), Mapping):
        return False
    said = [
        str(text)
        for part in ("what", "cost")
        for text in (item.get(part) or {}).get("arguments", {}).values()
    ]
    return any(text in names for text in said)


def _without_single(room: Mapping[str, Any]) -> dict[str, Any]:
    """What a room found, without the rows that could point to a person."""
    return {
        name: [row for row in rows if not (isinstance(row, Mapping) and row.get("points_to_person"))]
        if isinstance(rows, list)
        else rows
        for name, rows in room.items()
    }


def _without(value: Any, gone: Collection[str]) -> Any:
    """The value without the rows of these groups, and without their keys in lists."""
    if isinstance(value, Mapping):
        return {name: _without(item, gone) for name, item in value.items()}
    if isinstance(value, list):
        return [_without(item, gone) for item in value if not _is_about(item, gone)]
    return value


def _is_about(item: Any, gone: Collection[str]) -> bool:
    if isinstance(item, Mapping):
        return item.get("group") in gone or item.get("id") in gone
    return isinstance(item, str) and item in gone


# What a file would change ----------------------------------------------------------------------------------------


def normal(parts: Mapping[Key, Any]) -> Parts:
    """The parts as a file would hold them, so that the same content is written the same."""
    try:
        return {**dict(parts), **split(to_plain_dossier(from_plain(merge(dict(parts)))))}
    except DossierError:
        return dict(parts)


def new_problems(before: Mapping[Key, Any], after: Mapping[Key, Any]) -> list[str]:
    """What would no longer fit together after a change, and did before it."""
    known = set(_problems(before))
    return [line for line in _problems(after) if line not in known]


def _problems(parts: Mapping[Key, Any]) -> list[str]:
    try:
        from_plain(merge(dict(parts)))
    except DossierError as error:
        return [explain(problem, page_language()) for problem in error.problems]
    return []


def known_rows(section: str, own: Mapping[str, Any], shared: Any) -> tuple[dict[str, Any], list[str]]:
    """A partner's side of tasks or functions, for the rows that are in the dossier; and the keys of other rows."""
    known = {row["id"] for row in shared or []}
    return {key: row for key, row in own.items() if key in known}, [key for key in own if key not in known]
