"""From what was released of a wave to the page of one cell and the files of all; made from Disclosables alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from typing import Any

from django.core.cache import cache

from vierkant.organisation_scan.cell_answers import (
    CLASSES,
    QuestionAnswers,
    about,
    answers_of,
    class_words,
    text_of,
)
from vierkant.organisation_scan.cell_charts import cell_chart
from vierkant.privacy import Disclosable
from vierkant.quantities import Message, Number, Unit, to_plain
from vierkant.survey.questionnaires import OWN, Questionnaire
from vierkant.terms import Language, render
from vierkant_web.jobs.waves_ledger import last_release, released_of
from vierkant_web.models import Wave
from vierkant_web.survey.inputs import setup_of
from vierkant_web.survey.inputs_results import name_of_cell
from vierkant_web.survey.words import TABLES
from vierkant_web.templatetags.words import page_language

Plain = dict[str, Any]
KEPT_SECONDS = 24 * 3600
EVERYBODY = "everybody"
CORE = "core"


def cells(wave: Wave) -> Mapping[str, Plain]:
    """Every released cell of the wave by its key, in the language of the page.

    Empty when the register was changed after it was written. What was read stands in the cache under the digest of the
    last entry, so that a long register is verified once and not on every visit.
    """
    language = page_language()
    key = f"cells-own-{wave.pk}-{last_release(wave.cooperation)}-{wave.digest}-{language}"
    kept: Mapping[str, Plain] | None = cache.get(key)
    if kept is None:
        kept = _read(wave, language)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _read(wave: Wave, language: Language) -> Mapping[str, Plain]:
    setup = setup_of(wave)
    if setup.questionnaire is None:
        return {}
    tables = {table.key for table in setup.tables}
    start = f"{wave.key}/"
    found = {
        figure.key: figure
        for name, figure in released_of(wave.cooperation).items()
        if name.startswith(start) and figure.key.partition(":")[0] in tables
    }
    whole = found.get(EVERYBODY)
    return {
        key: {
            "key": key,
            "name": name_of_cell(setup, key),
            **_cell(figure, setup.questionnaire, None if figure is whole else whole, language),
        }
        for key, figure in found.items()
    }


def _cell(
    figure: Disclosable[Any], questionnaire: Questionnaire, whole: Disclosable[Any] | None, language: Language
) -> Plain:
    rows = [_question(row, questionnaire, language) for row in answers_of(figure, questionnaire, whole)]
    made = cell_chart(figure, questionnaire, language, own=OWN)
    by_dimension: list[Plain] = [
        {"key": dimension.key, "name": dimension.name.text(language), "questions": questions}
        for dimension in questionnaire.dimensions
        if (questions := [row for row in rows if row["dimension"] == dimension.key])
    ]
    return {
        "respondents": dict(figure.value["respondents"]),
        "dimensions": by_dimension,
        "needs": _needs(by_dimension, language) if questionnaire.key == CORE else [],
        "is_core": questionnaire.key == CORE,
        "has_whole": whole is not None,
        "chart": {
            "spec": to_plain(made.spec),
            "alt": made.spec["title"]["text"],
            "caption": " ".join(render(message, language) for message in made.summary),
            "source": render(made.source, language),
            "columns": [render(title, language) for title in made.header],
            "rows": [list(row) for row in made.rows],
        },
    }


def _question(row: QuestionAnswers, questionnaire: Questionnaire, language: Language) -> Plain:
    question = row.question
    low = questionnaire.dimension(question.dimension).low
    mean: Mapping[str, Any] = {
        "value": Number(row.mean or 0.0, Unit.NUMBER, 1),
        "points": Number(question.points, Unit.NUMBER),
    }
    reverse = Message("cells.reverse", {"pole": low.text(language)}) if question.reverse and low else None
    return {
        "key": question.key,
        "dimension": question.dimension,
        "is_own": question.perspective == OWN,
        "perspective": questionnaire.perspective(question.perspective).name.text(language),
        "text": text_of(question, questionnaire, language),
        "out_of": row.out_of,
        "counts": dict(row.counts),
        "answers": [
            {"said": render(about(number, row.out_of), language),
             "words": render(class_words(question, name), language)}
            for name, number in row.counts.items()
        ],
        "mean_value": row.mean,
        "mean": render(Message("cells.mean", mean), language) if row.mean is not None else "",
        "reverse": render(reverse, language) if reverse else "",
        "compared": render(f"cells.compared.{row.compared}", language) if row.compared else "",
        "concern": row.concern,
    }  # fmt: skip


def _needs(dimensions: Iterable[Plain], language: Language) -> list[Plain]:
    """The themes on which half or more of the people need something, with where to look."""
    found = []
    for dimension in dimensions:
        concerns = [row for row in dimension["questions"] if row["concern"]]
        if concerns:
            advice = render(f"cells.need.{dimension['key']}", language)
            found.append({"name": dimension["name"], "questions": concerns, "advice": advice})
    return found


def compact(found: Mapping[str, Plain], hidden: Mapping[str, str]) -> Plain:
    """Cells × dimensions: per question on the own work about how many agree; reverse ones marked."""
    titles = {row["key"]: row["name"] for cell in found.values() for row in cell["dimensions"]}
    rows: list[list[Any]] = []
    for cell in found.values():
        by_key = {row["key"]: row for row in cell["dimensions"]}
        rows.append([cell["name"], *(_short(by_key.get(key)) for key in titles), ""])
    rows += [[name, *("–" for _ in titles), reason] for name, reason in hidden.items()]
    return {"titles": list(titles.values()), "rows": rows}


def _short(dimension: Plain | None) -> str:
    if dimension is None:
        return "–"
    return ", ".join(
        f"{row['counts']['favourable']}/{row['out_of']}{'*' if row['reverse'] else ''}"
        for row in dimension["questions"]
        if row["is_own"]
    )


HEADER = ("table", "cell", "respondents_at_least", "respondents_at_most", "dimension", "perspective", "key", "question",
          "put_the_other_way_round", "out_of", *CLASSES, "mean")  # fmt: skip
"""Columns of the files: names that a program reads, the same in both languages."""


def lines(found: Mapping[str, Plain]) -> list[list[Any]]:
    """A line per cell and question, below the header."""
    made: list[list[Any]] = []
    for key, cell in found.items():
        table = key.partition(":")[0]
        title = str(TABLES[table][0]) if table in TABLES else table
        people = cell["respondents"]
        for dimension in cell["dimensions"]:
            made += [
                [title, cell["name"], people["at_least"], people["at_most"], dimension["name"], row["perspective"],
                 row["key"], row["text"], "1" if row["reverse"] else "0", row["out_of"],
                 *(row["counts"].get(name) for name in CLASSES), row["mean_value"]]
                for row in dimension["questions"]
            ]  # fmt: skip
    return [[_harmless(value) for value in line] for line in made]


def _harmless(value: Any) -> Any:
    """A name that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def as_csv(found: Mapping[str, Plain]) -> bytes:
    """For any program; with a mark in front, so that spreadsheets read the letters well."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows([HEADER, *lines(found)])
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(found: Mapping[str, Plain]) -> bytes:
    """One sheet with a head that stays in sight."""
    import openpyxl  # here because the site must start fast

    book = openpyxl.Workbook()
    page = book.active
    page.append(HEADER)
    for line in lines(found):
        page.append(line)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    for letter, width in (("A", 24), ("B", 40), ("E", 28), ("F", 22), ("G", 22), ("H", 70)):
        page.column_dimensions[letter].width = width
    book.properties.creator = "Vierkant"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
