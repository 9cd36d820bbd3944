"""The JSON Schema of a dossier file, for editors and for other programs that write one."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

from vierkant.calendar.inputs import PERIOD_PATTERN, Period
from vierkant.dossier.crosschecks import CAPABILITIES_WITH_PARAMETERS, known_parameters
from vierkant.dossier.defaults import DEFAULT_SOURCE
from vierkant.dossier.problems import field_word, section_word
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS, Dossier
from vierkant.quantities import LARGEST_FIGURE, Figure
from vierkant.terms import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FIGURES = {"figure": -LARGEST_FIGURE, "amount": 0.0, "share": 0.0}
_LARGEST = {"figure": LARGEST_FIGURE, "amount": LARGEST_FIGURE, "share": 1.0}


def json_schema(language: Language = "en") -> dict[str, Any]:
    """The schema (2020-12) of a dossier as it may stand in a file; titles are the words on screen.

    It accepts what `vierkant.dossier.loads` accepts in form: a bare number for a figure, and a default source per
    section. What must fit together (shares that add up, sources that exist) only the reader checks.
    """
    schema = Dossier.model_json_schema()
    definitions = schema.pop("$defs")
    models = {model.__name__: model for model in _models(Dossier)}
    sections = {
        model.__name__: section
        for section in SECTIONS
        for model in _models(Dossier.model_fields[section].annotation)
    }
    described = {
        name: _described(definition, models.get(name), language, sections.get(name, ""))
        for name, definition in definitions.items()
        if name != "Figure"
    }
    top = _described(schema, Dossier, language)
    properties = top["properties"]
    for section in SECTIONS:
        properties[section]["title"] = section_word(section, language)
    properties["assumptions"] = _assumptions(properties["assumptions"])
    properties[DEFAULT_SOURCE] = {
        "title": section_word(DEFAULT_SOURCE, language),
        "description": "Source of every figure of a section that is a table and names no source of its own.",
        "type": "object",
        "properties": {section: {"type": "string", "minLength": 1} for section in SECTIONS},
        "additionalProperties": False,
    }
    described["Period"] = _period(described["Period"])
    top["$defs"] = {**described, **_figure_definitions(definitions["Figure"], language)}
    return {"$schema": DIALECT, "$id": f"urn:vierkant:dossier:{SCHEMA_VERSION}", **_plain(top)}


def _described(
    definition: dict[str, Any], model: type[BaseModel] | None, language: Language, section: str = ""
) -> dict[str, Any]:
    """The definition with the words of the screen as titles and the docstrings as descriptions."""
    if model is None:
        return definition
    texts = _field_docstrings(model)
    for name, field in definition.get("properties", {}).items():
        if field.get("default", 0) is None:
            del field["default"]
        field["title"] = field_word(name, language, section)
        if name in texts:
            field["description"] = texts[name]
    return definition


def _assumptions(field: dict[str, Any]) -> dict[str, Any]:
    """Names of parameters, as one key with a dot or as a table per capability."""
    named = {
        name: {
            "$ref": "#/$defs/Figure",
            "description": f"{parameter.value:g} {parameter.unit.value}. {parameter.note or parameter.source}",
        }
        for name, parameter in known_parameters().items()
    }
    tables = {
        room: {"type": "object", "description": "The same names, as a table."}
        for room in CAPABILITIES_WITH_PARAMETERS
    }
    return {**field, "properties": {**named, **tables}, "additionalProperties": False}


def _period(table: dict[str, Any]) -> dict[str, Any]:
    """A period is written on one line, or as a table with its two days."""
    line = {"type": "string", "pattern": PERIOD_PATTERN, "examples": ["2027-07-10/2027-08-22 zomerreces"]}
    return {"title": table.get("title", ""), "description": inspect.getdoc(Period), "anyOf": [line, table]}


def _figure_definitions(table: dict[str, Any], language: Language) -> dict[str, Any]:
    """A figure is a number, or a table with its range and source; an amount and a share have their bounds."""
    definitions: dict[str, Any] = {}
    for kind, smallest in _FIGURES.items():
        bounds = {"type": "number", "minimum": smallest, "maximum": _LARGEST[kind]}
        properties: dict[str, Any] = {}
        for name, field in table["properties"].items():
            properties[name] = {**field, "title": field_word(name, language)}
            properties[name].pop("default", None)
        properties["value"] = {**bounds, "title": field_word("value", language)}
        for name in ("low", "high"):
            properties[name] = {"anyOf": [bounds, {"type": "null"}], "title": field_word(name, language)}
        definitions[kind.capitalize()] = {
            "description": inspect.getdoc(Figure),
            "anyOf": [
                {**bounds, "description": "A bare number is an assumed figure."},
                {**table, "properties": properties, "description": "A figure with range and source."},
            ],
        }
    return definitions


def _plain(value: Any) -> Any:
    """Figures as references, and tables by key closed to keys that do not match."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "x-figure" in value:
        kind = str(value["x-figure"]).capitalize()
        rest = {key: item for key, item in value.items() if key != "x-figure"}
        return {"$ref": f"#/$defs/{kind}", **rest}
    plain = {key: _plain(item) for key, item in value.items()}
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    return plain


@cache
def _field_docstrings(model: type[BaseModel]) -> Mapping[str, str]:
    """The text under each field of the class."""
    body = ast.parse(dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101  (the source of a class is a class)
    texts: dict[str, str] = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            texts[field.target.id] = inspect.cleandoc(text.value.value)
    return texts


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a dossier is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for item in annotation.model_fields.values():
            yield from _models(item.annotation)
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)
