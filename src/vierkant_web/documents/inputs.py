"""From the stored assessment to the files: the only module of these pages that knows the engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from django.core.cache import cache

from vierkant.change.employee_page import employee_page
from vierkant.documents import papers
from vierkant.documents.report import render
from vierkant.dossier.dates import dated
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.quantities import to_plain
from vierkant.terms import Language
from vierkant_web.jobs.current import Current
from vierkant_web.jobs.waves_ledger import last_release, released_of
from vierkant_web.models import Cooperation, Run
from vierkant_web.permissions import PUBLIC

KEPT_SECONDS = 3600
FORMS = papers.FORMS
PARTICIPATION = papers.PARTICIPATION
OF_ONE_PARTNER = papers.OF_ONE_PARTNER
DECISION = papers.DECISION
KIND_OF = {word: kind for kind, word in papers.WORDS.items()}
"""Word in the address → the paper."""
_one_at_a_time = Lock()
"""A report takes half a second and tens of megabytes: one process never makes two at once."""


def _key(what: str, run: Run, language: Language, today: date) -> str:
    """Holds the run (one variant, one audience, one content) and everything else that the bytes depend on."""
    return f"{what}-{run.pk}-{run.digest}-{run.engine_version}-{language}-{today.isoformat()}"


def pdf(current: Current, language: Language, today: date, cooperation: Cooperation) -> bytes | None:
    """The report of a stored assessment, made once an hour at most; None while there is no assessment."""
    run, result = current.run, current.result
    if run is None or result is None:
        return None
    # What was released about culture is for members; the report follows the register of releases.
    register = None if current.audience == PUBLIC else last_release(cooperation)
    key = _key(f"report-{register}", run, language, today)
    found: bytes | None = cache.get(key)
    if found is not None:
        return found
    with _one_at_a_time:
        found = cache.get(key)  # another request may have made it while this one waited
        if found is None:
            deadlines = to_plain(dated(from_plain(current.plain), today))
            found = render(
                result,
                language=language,
                today=today,
                audience=current.audience,
                dated=deadlines,
                released=released_of(cooperation) if register else None,
            )
            cache.set(key, found, KEPT_SECONDS)
    return found


def _paper(
    kind: str,
    dossier: Dossier,
    current: Current,
    language: Language,
    today: date,
    released: Mapping[str, Any],
    *,
    grids: bool = False,
    partner: str | None = None,
    views: dict[bool, Any] | None = None,
) -> papers.Paper:
    """A paper of a stored assessment; ``released`` holds the views on which HR and the works council agreed."""
    return papers.make(
        kind,
        dossier,
        current.result or {},
        today=today,
        language=language,
        audience=current.audience,
        released={group: employee_page(view, language) for group, view in released.items()},
        grids=grids,
        partner=partner,
        views=views,
    )


def councils(current: Current) -> list[tuple[str, str]]:
    """Key and name of the partners that have a council or an executive: not of departments, nor of companies."""
    plain, result = current.plain, current.result
    if result is None or result["kind"] == "internal":
        return []
    public = {row["id"] for row in plain.get("partners", ()) if row.get("public", True)}
    return [(row["id"], row["name"]) for row in result["partners"] if row["id"] in public]


def paper_list(current: Current, language: Language, today: date) -> list[dict[str, Any]]:
    """Every paper with what it is for and what is still missing; nothing while there is no assessment."""
    if current.run is None or current.result is None:
        return []
    key = _key("papers", current.run, language, today)
    found: list[dict[str, Any]] | None = cache.get(key)
    if found is None:
        first = next((key for key, _name in councils(current)), None)
        own = current.audience.partition("partner:")[2] or first
        dossier = from_plain(current.plain)
        views: dict[bool, Any] = {}
        made = [
            _paper(kind, dossier, current, language, today, {}, partner=own, views=views)
            for kind in papers.KINDS
        ]
        found = [
            {
                "kind": paper.kind,
                "word": papers.WORDS[paper.kind],
                "title": paper.title,
                "lead": paper.lead,
                "gaps": [asdict(gap) for gap in paper.gaps],
                "missing": len(paper.missing),
            }
            for paper in made
        ]
        cache.set(key, found, KEPT_SECONDS)
    return found


def paper_file(
    kind: str,
    form: str,
    current: Current,
    language: Language,
    today: date,
    released: Mapping[str, Any],
    *,
    partner: str | None = None,
) -> bytes | None:
    """The file of a paper, made once an hour at most; None while there is no assessment."""
    if current.run is None or current.result is None:
        return None
    seen = sha256(json.dumps(released, sort_keys=True).encode()).hexdigest()[:16]
    key = _key(f"paper-{kind}-{form}-{partner or ''}-{seen}", current.run, language, today)
    found: bytes | None = cache.get(key)
    if found is None:
        with _one_at_a_time:
            grids = form == "xlsx"
            dossier = from_plain(current.plain)
            paper = _paper(kind, dossier, current, language, today, released, grids=grids, partner=partner)
            found = papers.render(paper, form)
        cache.set(key, found, KEPT_SECONDS)
    return found
