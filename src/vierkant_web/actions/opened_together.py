"""Open what each partner filled in alone, at one moment for all; begin a new round; tell what all may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import (
    FILLED_IN_ALONE,
    GuideText,
    OpenedTogether,
    RoundEvent,
    Section,
    SectionRevision,
    User,
    Variant,
    Visibility,
)
from vierkant_web.opened_together import HANDLING, LEAST_SHARED, MEDIATOR, PRIVATE, READY, SHARED, is_opened
from vierkant_web.permissions import Permission, access_to, latest_revisions

LONGEST_TEXT = 4000


def open_together(*, variant: Variant, section: Section | str, by: User) -> OpenedTogether:
    """Open the parts of all partners in one transaction: shared ones for all partners, mediated ones for the guide.

    A part that would be the only one to be shared stays closed: all would look at it, and have nothing beside it.

    Raises:
        Invalid: ``archived``, ``section_unknown`` (not one that is opened together), ``opened_already``,
            ``too_few_partners`` or ``not_all_ready`` (with ``partners``).
        PermissionDenied: not the coordinator.
    """
    with audited("together.open", _about(variant, section), by):
        locked = _managed(variant, section, by)
        if is_opened(locked, str(section)):
            raise Invalid("opened_already", section=str(section))
        rows = _rows(locked, str(section), _taking_part(locked))
        shared = [partner for partner, row in rows.items() if _handling(row) == SHARED]
        opened = shared if len(shared) >= LEAST_SHARED else []
        parts = []
        for partner, row in rows.items():
            if partner in opened:
                row = _next(row, row.content, Visibility.SHARED, _("Opened together"), by)
            readable = partner in opened or _handling(row) == MEDIATOR
            parts.append(
                {"partner": partner, "handling": _handling(row), "revision": row.pk if readable else None}
            )
        return OpenedTogether.objects.create(
            variant=locked, section=str(section), event=RoundEvent.OPENED, parts=parts, by=by
        )


def begin_round(*, variant: Variant, section: Section | str, by: User) -> OpenedTogether:
    """Let every partner fill in again, alone. What was opened before stays to be read; nobody is ready any more.

    Raises:
        Invalid: ``archived``, ``section_unknown`` or ``not_opened``.
        PermissionDenied: not the coordinator.
    """
    with audited("together.begin", _about(variant, section), by):
        locked = _managed(variant, section, by)
        if not is_opened(locked, str(section)):
            raise Invalid("not_opened", section=str(section))
        rows = latest_revisions().filter(variant=locked, section=str(section), content__isnull=False)
        for row in rows.exclude(partner=""):
            content = [{key: value for key, value in item.items() if key != READY} for item in row.content]
            _next(row, content, Visibility.PRIVATE, _("A new round begun"), by)
        return OpenedTogether.objects.create(
            variant=locked, section=str(section), event=RoundEvent.BEGUN, by=by
        )


def tell_all(*, opening: OpenedTogether, text: str, by: User) -> GuideText:
    """Write down for everybody what all may know of the parts that only the guide read.

    Raises:
        Invalid: ``text_missing``, ``too_large`` or ``nothing_to_mediate``.
        PermissionDenied: not a guide who is of no partner.
    """
    with audited("together.tell", f"opening {opening.pk}", by):
        _mediates(opening, by)
        if not text.strip():
            raise Invalid("text_missing")
        if len(text.strip()) > LONGEST_TEXT:
            raise Invalid("too_large", section=opening.section, limit=LONGEST_TEXT)
        if not any(part["handling"] == MEDIATOR for part in opening.parts):
            raise Invalid("nothing_to_mediate")
        return GuideText.objects.create(opening=opening, text=text.strip(), by=by)


def take_back(*, opening: OpenedTogether, by: User) -> int:
    """Empty every text about this opening: something stood in it that not all may know. How many were emptied.

    Raises:
        PermissionDenied: not a guide who is of no partner.
    """
    with audited("together.take_back", f"opening {opening.pk}", by) as entry:
        _mediates(opening, by)
        emptied = GuideText.objects.filter(opening=opening).exclude(text="").update(text="")
        entry.silent = not emptied
        return emptied


def _managed(variant: Variant, section: Section | str, by: User) -> Variant:
    # The lock makes who saves and who opens wait for each other where the database has row locks.
    locked = Variant.objects.select_for_update().select_related("cooperation").get(pk=variant.pk)
    if not access_to(by, locked.cooperation).may(Permission.MANAGE):
        raise PermissionDenied
    if section not in FILLED_IN_ALONE:
        raise Invalid("section_unknown", section=str(section))
    if locked.archived:
        raise Invalid("archived")
    return locked


def _mediates(opening: OpenedTogether, by: User) -> None:
    if not access_to(by, opening.variant.cooperation).may(Permission.MEDIATE):
        raise PermissionDenied


def _taking_part(variant: Variant) -> list[str]:
    row = latest_revisions().filter(variant=variant, section=Section.PARTNERS, partner="").first()
    return [partner["id"] for partner in (row.content if row else None) or ()]


def _rows(variant: Variant, section: str, partners: list[str]) -> dict[str, SectionRevision]:
    """The part of every partner, in the order of the dossier; all are ready."""
    if len(partners) < LEAST_SHARED:
        raise Invalid("too_few_partners")
    found = {row.partner: row for row in latest_revisions().filter(variant=variant, section=section)}
    waiting = [partner for partner in partners if partner not in found or not _is_ready(found[partner])]
    if waiting:
        raise Invalid("not_all_ready", partners=waiting)
    return {partner: found[partner] for partner in partners}


def _first(row: SectionRevision) -> Mapping[str, Any]:
    content: Any = row.content
    return content[0] if isinstance(content, list) and content else {}


def _is_ready(row: SectionRevision) -> bool:
    return _first(row).get(READY) is True


def _handling(row: SectionRevision) -> str:
    # What was never chosen stays closed.
    return str(_first(row).get(HANDLING) or PRIVATE)


def _next(
    row: SectionRevision, content: Any, visibility: Visibility, comment: str, by: User
) -> SectionRevision:
    made: SectionRevision = SectionRevision.objects.create(
        variant_id=row.variant_id, section=row.section, partner=row.partner, number=row.number + 1,
        visibility=visibility, content=content, author=by, comment=comment,
    )  # fmt: skip
    return made


def _about(variant: Variant, section: Section | str) -> str:
    return f"variant {variant.pk}/{section}"
