"""What the page puts together from several parts of the assessment: findings, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Result = Mapping[str, Any]
WEIGHT = {"red": 0, "amber": 1, "unknown": 2, "green": 3}
OWN_PAPERS = "docs/"
"""A finding that rests on our own method names its page; on screen that is no source."""


def findings(result: Result) -> list[dict[str, Any]]:
    """The red flags first: everything about money, the findings about the partners' results too."""
    case = result["business_case"]
    found = [*(case["findings"] if case else ()), *_block(result, "overhead")["findings"]]
    return _shown(found)


def named(value: Any, sources: Mapping[str, Any]) -> Any:
    """The same results, in which a source of the dossier has its title instead of its key.

    Goes into tables, not into lists: series per year and rows hold no explanations, or are named one by one.
    """
    if not isinstance(value, dict):
        return value
    if "explanation" in value:
        return {**value, "explanation": _explanation(value["explanation"], sources)}
    return {name: named(item, sources) for name, item in value.items()}


def _explanation(explanation: Mapping[str, Any], sources: Mapping[str, Any]) -> dict[str, Any]:
    inputs = [{**row, "source": _title(row["source"], sources)} for row in explanation["inputs"]]
    shown = [_title(key, sources) for key in explanation["sources"] if not key.startswith(OWN_PAPERS)]
    return {**explanation, "inputs": inputs, "sources": shown}


def _title(key: str | None, sources: Mapping[str, Any]) -> str | None:
    found = sources.get(key or "")
    if found is None:
        return key
    year = f" ({found['year']})" if found.get("year") else ""
    return ", ".join(filter(None, (found["title"], found.get("publisher")))) + year


def missing(result: Result) -> list[dict[str, Any]]:
    """What is not filled in about money and the key. One gap that two rooms see is shown once."""
    rows = [*result["business_case_missing"], *_block(result, "interests")["missing"]]
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        gap = row["what"]["id"].rpartition(".")[2]
        about = [row["section"], gap, row["partner"], row["what"]["arguments"]]
        seen.setdefault(json.dumps(about, sort_keys=True), row)
    return list(seen.values())


def _block(result: Result, identifier: str) -> dict[str, Any]:
    block: dict[str, Any] = next(row for row in result["blocks"] if row["id"] == identifier)
    return block


def _shown(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Heaviest first, each once."""
    seen: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: WEIGHT[row["level"]]):
        source = row["source"]
        own = source is not None and source.startswith(OWN_PAPERS)
        seen.setdefault(json.dumps(row["text"], sort_keys=True), {**row, "source": None if own else source})
    return list(seen.values())
