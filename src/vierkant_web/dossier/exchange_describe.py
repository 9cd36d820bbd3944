"""Keeps the list of cooperations equal to the main variant, after something other than a form changed the dossier."""

from __future__ import annotations

from vierkant_web import actions
from vierkant_web.dossier import inputs
from vierkant_web.models import SHARED_PART, Section, Variant
from vierkant_web.permissions import Permission, Visit, visible_revisions


def describe(place: Visit) -> None:
    """Take name, kind and municipalities over from the main variant. Only the coordinator's changes touch them."""
    main = Variant.objects.filter(cooperation=place.cooperation, is_main=True).first()
    if main is None or not place.access.may(Permission.MANAGE):
        return
    rows = visible_revisions(main, place.audience).filter(
        section__in=(Section.COOPERATION, Section.PARTNERS), partner=SHARED_PART
    )
    found = {row.section: row.content for row in rows if row.content}
    about = found.get(Section.COOPERATION.value, {})
    partners = found.get(Section.PARTNERS.value)
    name, kind = about.get("name", place.cooperation.name), about.get("kind", "intermunicipal")
    actions.describe_cooperation(
        cooperation=place.cooperation,
        name=name,
        kind=kind if about else place.cooperation.kind,
        municipalities=None if partners is None else inputs.towns(partners),
        by=place.user,
    )
