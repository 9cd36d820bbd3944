"""Reads answers of the open data service of CBS: version 3 (TypedDataSet) and version 4 (Observations, codes)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vierkant.reference.import_bytes import Source, read_json
from vierkant.reference.import_problems import ImportProblem, Problems, refused

MOST_ROWS = 10_000
"""Per answer of version 3; the service refuses questions with a larger answer unless they go page by page."""

Value = str | int | float | None
Row = Mapping[str, Value]

_TABLE = re.compile(r"/([0-9]{5}[A-Za-z]{3})/")


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the service.

    ``rows`` have their texts without the spaces that CBS fills keys up with. ``table`` is the id (``70072ned``) and
    ``next_link`` the address of the next page, where the answer says so. ``version`` is 3 or 4.
    """

    name: str
    version: int
    table: str | None
    rows: tuple[Row, ...]
    next_link: str | None
    problems: tuple[ImportProblem, ...]


def read_page(source: Source, *, name: str) -> Page:
    """Read one answer, of either version: the content tells which.

    Rows that are no rows are told in ``problems`` and left out. An answer that is full without a next page is told
    too: part of the table is missing then.

    Raises:
        ImportFileError: no JSON, an error message of the service, or another kind of JSON.
    """
    return page_of(read_json(source, name=name), name=name)


def page_of(content: object, *, name: str) -> Page:
    """The same for JSON that was read already."""
    if not isinstance(content, dict):
        raise refused("not_odata", name)
    _check_error(content, name)
    found = content.get("value")
    if not isinstance(found, list):
        raise refused("not_odata", name)
    version = 4 if "@odata.context" in content else 3
    told = str(content.get("@odata.context") or content.get("odata.metadata") or "")
    table = _TABLE.search(told)
    link = content.get("odata.nextLink") or content.get("@odata.nextLink")
    problems = Problems(name)
    rows = tuple(_rows(found, problems))
    if version == 3 and len(found) >= MOST_ROWS and not link:
        problems.file("full_page", most=MOST_ROWS)
    return Page(
        name=name,
        version=version,
        table=table.group(1) if table else None,
        rows=rows,
        next_link=link if isinstance(link, str) else None,
        problems=problems.all(),
    )


def _rows(found: list[object], problems: Problems) -> Iterator[Row]:
    for number, row in enumerate(found, 1):
        if not isinstance(row, dict):
            problems.row("not_a_row", number)
            continue
        yield {
            key: value.strip() if isinstance(value, str) else value
            for key, value in row.items()
            if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool))
        }


def _check_error(content: Mapping[str, object], name: str) -> None:
    """The service answers a question that is too large with an error as JSON."""
    error = content.get("odata.error") or content.get("error")
    if not isinstance(error, dict):
        return
    message = error.get("message")
    text = str(message.get("value", "") if isinstance(message, dict) else message or "")
    if "10000 records" in text:
        raise refused("too_many_rows", name, most=MOST_ROWS)
    raise refused("service_error", name, found=text[:200] or "–")


def read_codes(source: Source, *, name: str) -> Mapping[str, str]:
    """A list of codes of version 4 (``MeasureCodes``, ``RegioSCodes``): identifier → title.

    Raises:
        ImportFileError: no JSON, or another kind of JSON.
    """
    page = read_page(source, name=name)
    if page.rows and not any("Identifier" in row for row in page.rows):
        raise refused("not_odata", name)
    return {str(row["Identifier"]): str(row.get("Title") or "") for row in page.rows if "Identifier" in row}


def column(rows: tuple[Row, ...], *stems: str) -> str | None:
    """The column whose name is a stem and a number (``TotaleBevolking_1``): the numbers shift from year to year.

    The first stem that is there wins. None when there is none.
    """
    names = list(dict.fromkeys(key for row in rows for key in row))
    for stem in stems:
        pattern = re.compile(rf"{re.escape(stem)}(?:_\d+)?")
        for found in names:
            if pattern.fullmatch(found):
                return found
    return None
