"""Reading the form of an arrangement in the national register (Register van Overheidsorganisaties)."""

from __future__ import annotations

from collections.abc import Collection

from vierkant.reference.forms import LegalForm
from vierkant.reference.register_records import FORM_CODES as CODES


def form_in_register(code: str, acquisition: Collection[str]) -> LegalForm:
    """The form that a record of the register is in law (rule F10).

    The register knows the code CC but does not use it: arrangements with mandate stand there as RZM, while in law
    they are centrumregelingen (art. 8 lid 4 Wgr).

    Args:
        code: the register's form code.
        acquisition: how powers are acquired: the register's words (``{"Mandaat"}``) or `Acquisition`.

    Raises:
        KeyError: the register does not have this code.
    """
    form = CODES[code]
    if form is LegalForm.REGELING_ZONDER_MEER and {"Mandaat", "mandate"} & set(acquisition):
        return LegalForm.CENTRUMGEMEENTE
    return form
