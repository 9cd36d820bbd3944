"""Words of the register on the pages about arrangements."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORMS: Mapping[str, str | Promise] = {
    "openbaar_lichaam": _("openbaar lichaam"),
    "bedrijfsvoeringsorganisatie": _("bedrijfsvoeringsorganisatie"),
    "gemeenschappelijk_orgaan": _("gemeenschappelijk orgaan"),
    "centrumgemeente": _("centrumregeling"),
    "regeling_zonder_meer": _("regeling zonder meer"),
}
ACQUISITIONS: Mapping[str, str | Promise] = {
    "attribution": _("powers given by an act"),
    "delegation": _("powers handed over (delegation)"),
    "mandate": _("powers carried out in the name of others (mandate)"),
    "without_mandate": _("no mandate"),
}
ORGANS: Mapping[str, str | Promise] = {
    "council": _("the council"),
    "municipal_executive": _("the municipal executive"),
    "mayor": _("the mayor"),
}


def form_word(form: str | None, code: str) -> str | Promise:
    """The form as people call it; the register's own code when we do not know it."""
    return FORMS.get(form or "", code)
