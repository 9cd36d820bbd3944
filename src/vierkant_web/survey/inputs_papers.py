"""The papers about a wave: the file for works council and privacy officer, and the sheets with codes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.documents.wave_file import wave_file
from vierkant.documents.wave_letters import code_sheets, code_sheets_text, invitation
from vierkant.survey.codes import new_code
from vierkant_web import backups
from vierkant_web.models import Role, Wave, WaveSignature
from vierkant_web.survey.inputs import setup_of
from vierkant_web.templatetags.words import page_language

__all__ = ["new_code"]


def file_for_signing(
    wave: Wave, signatures: Iterable[WaveSignature], *, form: str, today: date, address: str
) -> bytes:
    """The file as ``pdf`` or ``docx``, made from the setup as it is now."""
    setup = setup_of(wave)
    names = setup.organisations
    facts: dict[str, Any] = {
        "cooperation": wave.cooperation.name,
        "today": today,
        "address": address,
        "fingerprint": wave.digest,
        "backup_days": backups.DAYS,
        "signatures": [
            {
                "condition": row.condition,
                "role": str(Role(row.role).label),
                "on": row.date,
                "agreed": row.agreed,
                "organisation": str(names.get(row.organisation, row.organisation)),
                "note": row.note,
                "current": row.digest == wave.digest,
            }
            for row in signatures
        ],
    }
    return wave_file(setup.to_plain(), facts, page_language(), form)


def can_be_printed(wave: Wave) -> bool:
    """Whether everything that stands on a sheet is known: the questionnaire, opening and closing."""
    setup = setup_of(wave)
    return None not in (setup.questionnaire, setup.opens_at, setup.closes_at)


def packed_sheets(wave: Wave, codes: Mapping[str, Sequence[str]], address: str) -> bytes:
    """A ZIP with for each group its sheet as PDF, and the same as text for who cannot use that. In memory alone."""
    setup, language = setup_of(wave).to_plain(), page_language()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for group, found in codes.items():
            archive.writestr(f"{group}.pdf", code_sheets(setup, group, found, address, language))
            archive.writestr(f"{group}.txt", code_sheets_text(setup, group, found, address, language))
    return whole.getvalue()


def message_of(wave: Wave, address: str) -> dict[str, str]:
    """Subject and text of a mail with a code; empty when opening, closing or questionnaire is not known yet."""
    if not can_be_printed(wave):
        return {"subject": "", "text": ""}
    subject, text = invitation(setup_of(wave).to_plain(), address, page_language())
    return {"subject": subject, "text": text}
