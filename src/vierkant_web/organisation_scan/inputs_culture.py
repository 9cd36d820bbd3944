"""From the register of what was released to what the page of culture shows; nothing else of a survey is read here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from vierkant import terms
from vierkant.organisation_scan.culture import culture_of
from vierkant.organisation_scan.culture_charts import charts_of, words
from vierkant.organisation_scan.culture_rows import culture_differences
from vierkant.privacy import Ledger, LedgerError, disclosed, withheld
from vierkant.quantities import Chart, Message, to_plain
from vierkant_web.jobs.waves_ledger import ledger_plain
from vierkant_web.models import Cooperation, LedgerEntry, Wave
from vierkant_web.templatetags.words import page_language

Plain = dict[str, Any]
KEPT_SECONDS = 24 * 3600
ORGANISATION = "organisation:"
PROFILE = "culture.profile."
"""How the cells of whole organisations, and their profiles, are called in the register."""


def released(wave: Wave) -> Plain | None:
    """What was released about culture in this wave: ``result`` and ``withheld`` (organisation, reason).

    None when the register was changed after it was written: then nothing is shown. What was read stands in the cache
    under the digest of the last entry, so that a long register is verified once and not on every visit.
    """
    last = LedgerEntry.objects.filter(cooperation=wave.cooperation_id).order_by("-number")
    digest = last.values_list("digest", flat=True).first()
    key = f"culture-{wave.pk}-{digest}"
    kept: Plain | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        ledger = Ledger.from_plain(ledger_plain(_cooperation(wave)))
    except LedgerError:
        return None
    found = {
        "result": to_plain(culture_of(disclosed(ledger, wave.key))),
        "withheld": _withheld({key: reason.value for key, reason in withheld(ledger, wave.key).items()}),
    }
    cache.set(key, found, KEPT_SECONDS)
    return found


def _withheld(reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """The organisations without a profile, each with its reason: that of its own numbers comes first."""
    found: dict[str, str] = {}
    for start in (ORGANISATION, PROFILE):
        for key, reason in reasons.items():
            if key.startswith(start):
                found.setdefault(key.removeprefix(start), reason)
    return [{"organisation": key, "reason": reason} for key, reason in found.items()]


def _cooperation(wave: Wave) -> Cooperation:
    return wave.cooperation


def difference_rows(wave: Wave) -> tuple[Plain, ...]:
    """Rows for the section of differences, in the language of the page; none when the register was changed."""
    try:
        ledger = Ledger.from_plain(ledger_plain(_cooperation(wave)))
    except LedgerError:
        return ()
    return culture_differences(culture_of(disclosed(ledger, wave.key)), page_language())


def charts(result: Mapping[str, Any]) -> Mapping[str, Chart]:
    """All charts, by the name in their address, in the language of the page."""
    return charts_of(result, page_language())


def in_words(value: Any) -> str:
    """Words of ours or of a questionnaire of the partners."""
    return words(value, page_language())


def reason_in_words(reason: str) -> str:
    """Why something is withheld."""
    return terms.render(Message(f"privacy.reason.{reason}"), page_language())


def doubt_in_words(doubt: str) -> str:
    """Why something is too uncertain to call."""
    return terms.render(Message(f"culture.doubt.{doubt}"), page_language())
