"""Reading the form of an arrangement in the national register (Register van Overheidsorganisaties)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vierkant.legal_form.inputs import LegalForm

CODES: Mapping[str, LegalForm] = {
    "OL": LegalForm.OPENBAAR_LICHAAM,
    "BVO": LegalForm.BEDRIJFSVOERINGSORGANISATIE,
    "GO": LegalForm.GEMEENSCHAPPELIJK_ORGAAN,
    "CC": LegalForm.CENTRUMGEMEENTE,
    "RZM": LegalForm.REGELING_ZONDER_MEER,
}
"""The codes of the register's schema (oo-export 2.6.3)."""


def form_in_register(code: str, acquisition: Collection[str]) -> LegalForm:
    """The form that a record of the register is in law (rule F10).

    The register knows the code CC but does not use it: arrangements with mandate stand there as RZM, while in law
    they are centrumregelingen (art. 8 lid 4 Wgr).

    Args:
        code: the register's form code.
        acquisition: how powers are acquired, for example ``{"Mandaat"}``.

    Raises:
        KeyError: the register does not have this code.
    """
    form = CODES[code]
    if form is LegalForm.REGELING_ZONDER_MEER and "Mandaat" in acquisition:
        return LegalForm.CENTRUMGEMEENTE
    return form
