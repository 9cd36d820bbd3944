"""From cases and the stored comparison to what the pages show: words, links to sources, filters, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from vierkant import lessons, terms
from vierkant.lessons import CaseFileError, DocumentedCase, OwnCase
from vierkant.lessons.case_file import MAXIMUM_BYTES
from vierkant.lessons.catalogue import CaseFact, FactKind
from vierkant.lessons.distance import known
from vierkant.lessons.features import FEATURES, Features
from vierkant.quantities import Unit, to_plain
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language

__all__ = ["MAXIMUM_BYTES", "CaseFileError"]

Plain = Mapping[str, Any]
Row = dict[str, Any]
SECTION = "cases"
FILTERS = {"waarover": "scope", "vorm": "form", "afloop": "outcome"}
"""Word in the address → feature of a case."""
ADDRESSES = frozenset({"bekijken", "opslaan"})
"""Words of addresses beside the page of an own case, which therefore cannot be its id."""
SHORT = 3
"""Facts of each kind on a card."""


def say(identifier: str) -> str:
    """A word of the engine in the language of the page."""
    return terms.render(identifier, page_language())


# The nearest ------------------------------------------------------------------------------------------------------


def cards(result: Plain, own: Sequence[OwnCase]) -> list[Row]:
    """The near cases: why they are near, what differs, what went well and wrong, the lesson."""
    return [{**row, **_told(row, own), **_likeness(row)} for row in result["nearest"]]


def _likeness(row: Plain) -> Row:
    texts = [match["text"] for match in row["matches"]]
    return {
        "alike_text": terms.number(row["alike"], Unit.SHARE, 0, page_language()),
        "same": [text for text in texts if not text["id"].endswith(".different")],
        "different": [text for text in texts if text["id"].endswith(".different")],
        "features": [
            {
                "title": say(f"lessons.feature.{match['feature']}"),
                "alike": terms.number(match["alike"], Unit.SHARE, 0, page_language()),
                "weight": terms.number(match["weight"], Unit.SHARE, 0, page_language()),
            }
            for match in row["matches"]
        ],
        "outcome_text": say(f"lessons.outcome.{row['outcome'] or 'unknown'}"),
    }


def _told(row: Plain, own: Sequence[OwnCase]) -> Row:
    if row["own"]:
        found = next((item for item in own if item.id == row["id"]), None)
        return {
            "summary": "",
            "well": [found.went_well] if found and found.went_well else [],
            "wrong": [found.went_wrong] if found and found.went_wrong else [],
            "lesson": found.lesson if found else "",
        }
    documented = lessons.case(row["id"])
    if documented is None:  # a stored comparison from before the case was taken out
        return {"summary": "", "well": [], "wrong": [], "lesson": ""}
    return {
        "summary": say(f"lesson_cases.{documented.id}.summary"),
        "well": _short(documented, FactKind.WELL),
        "wrong": _short(documented, FactKind.WRONG),
        "lesson": say(f"lesson_cases.{documented.id}.lesson"),
    }


def _short(documented: DocumentedCase, kind: FactKind) -> list[str]:
    facts = [fact for fact in documented.facts if fact.kind is kind]
    return [say(f"lesson_cases.{documented.id}.fact.{fact.id}") for fact in facts[:SHORT]]


def checks(result: Plain, page_url: Callable[[str], str], section_url: Callable[[str], str]) -> list[Row]:
    """The checks with the page where each is seen, where it is filled in, and the names of the cases."""
    names = {row["id"]: row["name"] for row in result["nearest"]}
    known_checks = lessons.checks()
    return [
        {
            **row,
            "page_url": page_url(known_checks[row["id"]].page),
            "section_url": section_url(row["section"]),
            "names": [names[identifier] for identifier in row["cases"] if identifier in names],
        }
        for row in result["checks"]
        if row["id"] in known_checks
    ]


# All cases --------------------------------------------------------------------------------------------------------


def own_cases(plain: Plain) -> list[OwnCase]:
    """The user's own cases in the visible dossier; one that is not right is left out (its form says what)."""
    found = []
    for row in plain.get(SECTION, ()):
        value, _problems = written_section(SECTION, [row])
        if value:
            found.append(OwnCase.model_validate(value[0]))
    return found


def table(own: Sequence[OwnCase], given: Mapping[str, str]) -> list[Row]:
    """All cases that pass the filters, own ones first."""
    rows = [_table_row(item.id, item.name, item, lessons.features_of(item), own=True) for item in own]
    rows += [_table_row(item.id, item.name, item, item.features(), own=False) for item in lessons.cases()]
    chosen = {feature: given[word] for word, feature in FILTERS.items() if given.get(word)}
    return [row for row in rows if all(row["values"][feature] == value for feature, value in chosen.items())]


def _table_row(
    identifier: str, name: str, item: OwnCase | DocumentedCase, features: Features, *, own: bool
) -> Row:
    language = page_language()
    outcome = item.outcome.value if item.outcome else "unknown"
    years = (item.started, item.ended)
    return {
        "id": identifier,
        "name": name,
        "own": own,
        "values": {
            "scope": item.scope.value,
            "form": item.form.value if item.form else "",
            "outcome": outcome,
        },
        "scope": say(f"lessons.scope.{item.scope.value}"),
        "form": say(f"lessons.form.{item.form.value}") if item.form else "–",
        "outcome": say(f"lessons.outcome.{outcome}"),
        "partners": terms.number(features.partners, Unit.NUMBER, 0, language),
        "residents": _rounded(features.residents),
        "years": " – ".join(str(year) if year else "…" for year in years) if any(years) else "–",
    }


def _rounded(residents: float | None) -> str:
    return terms.number(None if residents is None else round(residents, -2), Unit.NUMBER, 0, page_language())


def filters(own: Sequence[OwnCase], given: Mapping[str, str]) -> list[Row]:
    """The choices of each filter, only those that occur."""
    rows = table(own, {})
    found = []
    for word, feature in FILTERS.items():
        values = {row["values"][feature]: row[feature] for row in rows if row["values"][feature]}
        options = [
            {"value": value, "title": title, "chosen": given.get(word) == value}
            for value, title in sorted(values.items(), key=lambda pair: pair[1])
        ]
        found.append({"name": word, "feature": feature, "options": options})
    return found


def count() -> int:
    """How many cases are documented."""
    return len(lessons.cases())


# One case ---------------------------------------------------------------------------------------------------------


def documented(identifier: str) -> Row | None:
    """A documented case with its features, its facts by kind and their sources; None without it."""
    found = lessons.case(identifier)
    if found is None:
        return None
    facts = [_fact(found, fact) for fact in found.facts]
    return {
        "id": found.id,
        "name": found.name,
        "summary": say(f"lesson_cases.{found.id}.summary"),
        "lesson": say(f"lesson_cases.{found.id}.lesson"),
        "outcome": say(f"lessons.outcome.{found.outcome.value if found.outcome else 'unknown'}"),
        "years": (found.started, found.ended),
        "features": _features(found.features(), found.judged),
        "groups": {kind.value: [fact for fact in facts if fact["kind"] == kind.value] for kind in FactKind},
        "population_year": found.population_year if found.members else None,
        "checks": [
            {
                "text": to_plain(check.text),
                "why": to_plain(check.why),
                "page": check.page,
                "section": check.section,
            }
            for check in (lessons.checks()[name] for name in found.checks)
        ],
    }


def _fact(item: DocumentedCase, fact: CaseFact) -> Row:
    sources = [item.sources[name] for name in fact.sources]
    other = fact.contradicts
    return {
        "kind": fact.kind.value,
        "text": say(f"lesson_cases.{item.id}.fact.{fact.id}"),
        "certainty": fact.certainty.value,
        "derived": fact.derived,
        "contradicts": say(f"lesson_cases.{item.id}.fact.{other}") if other else "",
        "sources": [to_plain(source) for source in sources],
    }


def _features(features: Features, judged: Iterable[str]) -> list[Row]:
    """The features in words, those that we coded ourselves marked."""
    coded = set(judged)
    return [
        {"title": say(f"lessons.feature.{name}"), "text": _feature(name, value), "judged": name in coded}
        for name in FEATURES
        if (value := known(features, name)) is not None
    ]


def _feature(name: str, value: Any) -> str:
    if name == "residents":
        return _rounded(value)
    if name == "partners":
        return terms.number(value, Unit.NUMBER, 0, page_language())
    if name == "largest_share":
        return terms.number(value, Unit.SHARE, 0, page_language())
    if name == "motives":
        words = [
            say(f"lessons.motive.{motive.value}") for motive in sorted(value, key=lambda item: item.value)
        ]
        return terms.enumeration(words, page_language())
    return say(f"lessons.{name}.{value.value}")


def own_shown(item: OwnCase) -> Row:
    """A case of a user as the pages show it."""
    figures = {"saving_planned": item.saving_planned, "saving_realised": item.saving_realised}
    return {
        **to_plain(item),
        "outcome_text": say(f"lessons.outcome.{item.outcome.value}"),
        "features": _features(lessons.features_of(item), ()),
        "savings": {
            name: terms.number(figure.value, Unit.SHARE, 1, page_language())
            for name, figure in figures.items()
            if figure is not None
        },
    }


# Files ------------------------------------------------------------------------------------------------------------


def file_of(item: OwnCase, kind: Literal["toml", "json"]) -> str:
    """The case as a file to share."""
    return lessons.write_case(item, kind)


def read_file(content: bytes | str) -> OwnCase:
    """The case in a file.

    Raises:
        CaseFileError: with all that is wrong.
    """
    return lessons.read_case(content)


def problems(error: CaseFileError) -> list[str]:
    """What is wrong with a file, in sentences."""
    return [terms.render(message, page_language()) for message in error.problems]


def with_case(rows: Iterable[Row], item: OwnCase) -> tuple[Any, list[str], str]:
    """The rows with this case at the end, what is wrong with them, and the id it got: one that is free."""
    old = list(rows)
    taken = {row.get("id") for row in old} | {each.id for each in lessons.cases()} | ADDRESSES
    wanted, found, number = item.id[:55], item.id, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    new = {**to_plain(item), "id": found}
    content, wrong = written_section(SECTION, [*old, new])
    return content, wrong, found
