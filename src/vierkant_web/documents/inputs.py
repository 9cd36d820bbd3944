"""From the stored assessment to the PDF: the only module of these pages that knows the engine."""

from __future__ import annotations

from datetime import date
from threading import Lock

from django.core.cache import cache

from vierkant.documents.report import render
from vierkant.dossier.dates import dated
from vierkant.dossier.reading import from_plain
from vierkant.quantities import to_plain
from vierkant.terms import Language
from vierkant_web.jobs.current import Current

KEPT_SECONDS = 3600
_one_at_a_time = Lock()
"""A report takes half a second and tens of megabytes: one process never makes two at once."""


def pdf(current: Current, language: Language, today: date) -> bytes | None:
    """The report of a stored assessment, made once an hour at most; None while there is no assessment.

    The key holds the run (one variant, one audience, one content) and everything else that the bytes depend on.
    """
    run, result = current.run, current.result
    if run is None or result is None:
        return None
    key = f"report-{run.pk}-{run.digest}-{run.engine_version}-{language}-{today.isoformat()}"
    found: bytes | None = cache.get(key)
    if found is not None:
        return found
    with _one_at_a_time:
        found = cache.get(key)  # another request may have made it while this one waited
        if found is None:
            deadlines = to_plain(dated(from_plain(current.plain), today))
            found = render(result, language=language, today=today, audience=current.audience, dated=deadlines)
            cache.set(key, found, KEPT_SECONDS)
    return found
