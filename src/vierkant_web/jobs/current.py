"""The assessment that belongs to what a visitor may see now: read when it is there, asked for when it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, QuerySet, TextField, Value

from vierkant import __version__
from vierkant.dossier.groups import without_small_groups
from vierkant.dossier.parts import merge
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.reading import from_plain
from vierkant.sources import parameters
from vierkant_web.actions import Invalid, request_run
from vierkant_web.models import Run, RunState
from vierkant_web.permissions import PUBLIC, Visit, may_use_audience, visible_revisions

Needed = Sequence[str] | Callable[[dict[str, Any]], Sequence[str]]
"""Names of parts of an assessment, or what gives them for the visible dossier."""

SMALLEST_GROUP = parameters("change")["smallest_group"].value
"""Who is no member sees no group of fewer people, also when a dossier chose a lower floor for its own members."""


@dataclass(frozen=True, slots=True)
class Current:
    """Where the assessment stands.

    ``state`` is a `RunState`, or ``empty`` (nothing to assess), ``invalid`` or ``busy`` (too many under way).
    ``plain`` is the dossier as the audience may see it. ``problems`` say why it cannot be assessed (``invalid``).
    ``parts`` are the parts of the result that were asked for, when not all of it was.
    """

    state: str
    audience: str
    plain: dict[str, Any]
    run: Run | None = None
    problems: tuple[Problem, ...] = ()
    parts: dict[str, Any] | None = None

    @property
    def result(self) -> dict[str, Any] | None:
        """The assessment in plain JSON, or the parts of it that were asked for, when it is ready."""
        if self.run is None or self.state != RunState.DONE:
            return None
        return self.run.result if self.parts is None else self.parts

    @property
    def is_open(self) -> bool:
        """True while somebody is working on it."""
        return self.state in (RunState.WAITING, RunState.RUNNING)


def visible_plain(place: Visit, audience: str | None = None) -> dict[str, Any]:
    """The dossier in plain tables, with only what the audience (default: the visitor's own) may see. One query.

    Who is no member gets a dossier without the groups under the floor: they count in no total either.

    Raises:
        PermissionDenied: the audience is not one of the visitor's.
    """
    wanted = audience or place.audience
    if not may_use_audience(place.access, wanted):
        raise PermissionDenied
    rows = visible_revisions(place.variant, wanted).values_list("section", "partner", "content")
    plain = merge({(section, partner): content for section, partner, content in rows if content is not None})
    return without_small_groups(plain, SMALLEST_GROUP) if wanted == PUBLIC else plain


def content_digest(plain: dict[str, Any]) -> str:
    """A name for the content of a dossier in plain tables."""
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def current_assessment(
    place: Visit, audience: str | None = None, *, again: bool = False, parts: Needed = ()
) -> Current:
    """The assessment for the audience (default: the visitor's own); asks for it when there is none.

    ``again`` asks anew for one that failed or was called off; a page never does that by itself. ``parts`` names what
    a page needs (``people.impact``, ``people.groups.3``), or says so from the visible dossier: the database takes it
    out, and of a large assessment only that is read. What is not in it is None.

    Raises:
        PermissionDenied: the audience is not one of the visitor's.
    """
    wanted = audience or place.audience
    plain = visible_plain(place, wanted)
    if len(plain) == 1:  # the schema version alone
        return Current("empty", wanted, plain)
    taken = tuple(parts(plain) if callable(parts) else parts)
    digest = content_digest(plain)
    same = Run.objects.filter(
        variant=place.variant, digest=digest, audience=wanted, engine_version=__version__
    )
    run = _chosen(same.filter(seed=0, draws=settings.ASSESSMENT_DRAWS), taken).first()
    if run is not None and not (again and run.state in (RunState.FAILED, RunState.CANCELLED)):
        return Current(run.state, wanted, plain, run, parts=_taken(run, taken) if taken else None)
    try:
        from_plain(plain)
    except DossierError as error:
        return Current("invalid", wanted, plain, problems=error.problems)
    try:
        run = request_run(
            variant=place.variant,
            audience=wanted,
            dossier=plain,
            digest=digest,
            draws=settings.ASSESSMENT_DRAWS,
            engine_version=__version__,
            by=place.user,
        )
    except Invalid:
        return Current("busy", wanted, plain)
    return Current(run.state, wanted, plain, run)


def _chosen(runs: QuerySet[Run], parts: Sequence[str]) -> QuerySet[Run]:
    """The runs with the whole result, or with these parts of it in one array as text (``taken``)."""
    if not parts:
        return runs.defer("dossier")
    # With two paths or more SQLite gives one array and looks through the large text once.
    wanted = [Value(_path(part)) for part in (*parts, "nothing")]
    found = Func(F("result"), *wanted, function="JSON_EXTRACT", output_field=TextField())
    return runs.defer("dossier", "result").annotate(taken=found)


def _path(part: str) -> str:
    """The path of a part in SQLite: ``$."people"."groups"[3]``."""
    return "$" + "".join(f"[{name}]" if name.isdigit() else f'."{name}"' for name in part.split("."))


def _taken(run: Run, parts: Sequence[str]) -> dict[str, Any]:
    """The parts as a result that holds only them."""
    found: dict[str, Any] = {}
    values = json.loads(vars(run)["taken"] or "[]") or [None] * len(parts)
    for part, value in zip(parts, values, strict=False):
        *before, last = part.split(".")
        table = found
        for name in before:
            table = table.setdefault(name, {})
        table[last] = value
    return found
