"""Save, restore, open, close and redact parts of a dossier. Nothing is overwritten and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Collision, Conflict, Invalid
from vierkant_web.models import (
    FILLED_IN_ALONE,
    NEVER_PUBLIC,
    SHARED_PART,
    CardRelease,
    Run,
    Section,
    SectionRevision,
    User,
    Variant,
    Visibility,
)
from vierkant_web.opened_together import is_opened
from vierkant_web.permissions import Access, Permission, access_to, latest_revisions

CONTENT_LIMIT = 2_000_000
"""Characters of JSON that one part may hold."""

Key = tuple[str, str]
"""Section and partner."""


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody wants to save. ``visibility`` None keeps what it was (a new part starts closed)."""

    section: Section | str
    partner: str
    content: Any
    visibility: Visibility | str | None = None

    @property
    def key(self) -> Key:
        """Section and partner."""
        return (str(self.section), self.partner)


def save_section(
    *,
    variant: Variant,
    section: Section | str,
    content: Any,
    based_on: int,
    by: User,
    partner: str = SHARED_PART,
    visibility: Visibility | str | None = None,
    comment: str = "",
) -> SectionRevision:
    """Save one part as its next revision.

    ``based_on`` is the number of the revision that the writer saw, 0 when there was none. Saving what stands
    there already makes no new revision and gives back the one that stands.

    Raises:
        Conflict: somebody saved in the meantime; it carries their revision and this content.
        Invalid: ``archived``, ``not_json``, ``too_large``, ``section_unknown``, ``shared_part_private``,
            ``private_for_other`` (only a member of the partner may close its part), ``never_public``,
            ``filled_in_alone`` (it is opened together, or not) or ``opened_already`` (until a new round).
        PermissionDenied: this part is not for ``by`` to write.
    """
    part = Part(section, partner, content, visibility)
    with audited("section.save", _about(variant, part.key), by) as entry:
        rows = _save(variant, [part], {part.key: based_on}, by=by, comment=comment)
        entry.silent = not rows.written
        return rows.revisions[0]


def save_many(
    *,
    variant: Variant,
    parts: Sequence[Part],
    by: User,
    based_on: Mapping[Key, int] | None = None,
    comment: str = "",
) -> list[SectionRevision]:
    """Save many parts in one transaction, all or nothing: an import.

    ``based_on`` gives the number seen per (section, partner); without it the parts go on top of what stands.

    Raises:
        Conflict: one collision for every part that was saved in the meantime.
        Invalid, PermissionDenied: as `save_section`, for the first part that is not right.
    """
    with audited("section.import", f"variant {variant.pk}", by) as entry:
        rows = _save(variant, parts, based_on, by=by, comment=comment)
        entry.silent = not rows.written
        return rows.revisions


def restore_revision(*, revision: SectionRevision, based_on: int, by: User) -> SectionRevision:
    """Put an earlier revision back, as the next one. What stood in between stays in the history.

    It never becomes more open by this: it keeps the visibility that the part has now.

    Raises:
        Conflict, Invalid, PermissionDenied: as `save_section`; Invalid ``redacted`` when its content is gone.
    """
    key = (revision.section, revision.partner)
    with audited("section.restore", _about(revision.variant, key), by) as entry:
        if not access_to(by, revision.variant.cooperation).may_read(revision):
            raise PermissionDenied
        if revision.is_redacted:
            raise Invalid("redacted")
        part = Part(revision.section, revision.partner, revision.content)
        rows = _save(revision.variant, [part], {key: based_on}, by=by, restored_from=revision)
        entry.silent = not rows.written
        return rows.revisions[0]


def set_visibility(
    *, variant: Variant, section: Section | str, visibility: Visibility | str, based_on: int, by: User,
    partner: str = SHARED_PART,
) -> SectionRevision:  # fmt: skip
    """Open or close a part: a new revision with the same content.

    Raises:
        Conflict, Invalid, PermissionDenied: as `save_section`; Invalid ``nothing_saved`` or ``redacted``.
    """
    key = (str(section), partner)
    with audited("section.set_visibility", _about(variant, key), by) as entry:
        latest = latest_revisions().filter(variant=variant, section=section, partner=partner).first()
        access = access_to(by, variant.cooperation)
        may_write = access.may_write(partner, str(section))
        if not may_write or (latest is not None and not access.may_read(latest)):
            raise PermissionDenied
        if latest is None:
            raise Invalid("nothing_saved")
        if latest.is_redacted:
            raise Invalid("redacted")
        part = Part(section, partner, latest.content, visibility)
        rows = _save(variant, [part], {key: based_on}, by=by)
        entry.silent = not rows.written
        return rows.revisions[0]


def redact_revision(*, revision: SectionRevision, reason: str, by: User) -> list[SectionRevision]:
    """Take personal data out that slipped into a dossier: the content goes, a tombstone stays.

    Equal copies of the part in the same cooperation (an unchanged copy of the variant, a restored revision) go
    as well, and so do the assessments that were made from it, since they hold the dossier.

    Raises:
        Invalid: ``reason_missing`` or ``redacted``.
        PermissionDenied: ``by`` may not write or not read this part.
    """
    key = (revision.section, revision.partner)
    with audited("section.redact", f"{_about(revision.variant, key)} {revision.number}", by):
        access = access_to(by, revision.variant.cooperation)
        allowed = access.may_write(revision.partner, revision.section) or access.may(Permission.MANAGE)
        if not allowed or not access.may_read(revision):
            raise PermissionDenied
        if not reason.strip():
            raise Invalid("reason_missing")
        if revision.is_redacted:
            raise Invalid("redacted")
        same_part = SectionRevision.objects.filter(
            variant__cooperation=revision.variant.cooperation_id,
            section=revision.section,
            partner=revision.partner,
            redacted_at__isnull=True,
        )
        copies = [row for row in same_part if _text(row.content) == _text(revision.content)]
        for row in copies:
            row.write_tombstone(by_id=by.pk, reason=reason.strip()[:500])
        made_from = {
            "variant__in": {row.variant_id for row in copies},
            "created__gte": min(row.created for row in copies),
        }
        Run.objects.filter(**made_from).delete()
        # What staff could read was made from it; it must be released anew without what was taken out.
        CardRelease.empty(CardRelease.objects.filter(**made_from))
        revision.refresh_from_db()
    return copies


@dataclass(frozen=True, slots=True)
class _Saved:
    revisions: list[SectionRevision]
    written: int


def _save(
    variant: Variant,
    parts: Sequence[Part],
    based_on: Mapping[Key, int] | None,
    *,
    by: User,
    comment: str = "",
    restored_from: SectionRevision | None = None,
) -> _Saved:
    # The lock makes writers of one variant wait for each other where the database has row locks.
    locked = Variant.objects.select_for_update().select_related("cooperation").get(pk=variant.pk)
    access = access_to(by, locked.cooperation)
    rows = latest_revisions().filter(variant=locked)
    if len(parts) == 1:
        rows = rows.filter(section=parts[0].section, partner=parts[0].partner)
    latest = {(row.section, row.partner): row for row in rows}
    for part in parts:
        _check_right(access, part, latest.get(part.key))
    if locked.archived:
        raise Invalid("archived")
    # Who has seen the answers of the others does not change its own: the moment of opening is the same for all.
    for section in sorted({str(part.section) for part in parts} & FILLED_IN_ALONE):
        if is_opened(locked, section):
            raise Invalid("opened_already", section=section)
    seen = {key: row.number for key, row in latest.items()} if based_on is None else based_on
    _check_seen(parts, seen, latest)
    plain = [_plain(part, latest.get(part.key), access) for part in parts]
    revisions, written = [], 0
    try:
        with transaction.atomic():
            for part in plain:
                now = latest.get(part.key)
                if now is None or not _is_same(now, part):
                    now = latest[part.key] = SectionRevision.objects.create(
                        variant=locked, section=part.section, partner=part.partner, content=part.content,
                        number=now.number + 1 if now else 1, visibility=Visibility(str(part.visibility)), author=by,
                        comment=comment.strip()[:500], restored_from=restored_from,
                    )  # fmt: skip
                    written += 1
                revisions.append(now)
    except IntegrityError as error:
        _raise_conflict(locked, parts, seen, error)
    return _Saved(revisions, written)


def _check_right(access: Access, part: Part, latest: SectionRevision | None) -> None:
    if not access.may_write(part.partner, str(part.section)):
        raise PermissionDenied
    # What one may not read, one does not overwrite: a partner's private part waits for that partner's editor.
    if latest is not None and not access.may_read(latest):
        raise PermissionDenied
    if part.section not in Section.values:
        raise Invalid("section_unknown", section=str(part.section))
    if part.visibility == Visibility.PRIVATE:
        if part.partner == SHARED_PART:
            raise Invalid("shared_part_private", section=str(part.section))
        if part.partner != access.partner:
            raise Invalid("private_for_other", partner=part.partner)
    if part.visibility == Visibility.PUBLIC and part.section in NEVER_PUBLIC:
        raise Invalid("never_public", section=str(part.section))
    if part.visibility == Visibility.SHARED and part.section in FILLED_IN_ALONE:
        raise Invalid("filled_in_alone", section=str(part.section))


def _check_seen(
    parts: Sequence[Part], seen: Mapping[Key, int], latest: Mapping[Key, SectionRevision]
) -> None:
    collisions = []
    for part in parts:
        current = latest.get(part.key)
        if seen.get(part.key, 0) != (current.number if current else 0):
            collisions.append(Collision(str(part.section), part.partner, current, part.content))
    if collisions:
        raise Conflict(tuple(collisions))


def _raise_conflict(
    variant: Variant, parts: Sequence[Part], seen: Mapping[Key, int], error: IntegrityError
) -> None:
    """The constraint on numbers is the last guard; tell it as the conflict that it is."""
    latest = {(row.section, row.partner): row for row in latest_revisions().filter(variant=variant)}
    _check_seen(parts, seen, latest)
    raise error


def _plain(part: Part, latest: SectionRevision | None, access: Access) -> Part:
    """The part as it will stand in the database, its visibility filled in."""
    try:
        text = _text(part.content)
    except (TypeError, ValueError) as error:
        raise Invalid("not_json", section=str(part.section)) from error
    if part.content is None or not isinstance(part.content, (Mapping, list, tuple)):
        raise Invalid("not_json", section=str(part.section))
    if len(text) > CONTENT_LIMIT:
        raise Invalid("too_large", section=str(part.section), limit=CONTENT_LIMIT)
    # A new part of a partner starts private; what the coordinator writes for a partner cannot be, or the
    # coordinator could not read it back.
    own = part.partner != SHARED_PART and part.partner == access.partner
    if part.section in FILLED_IN_ALONE:
        visibility: str = Visibility.PRIVATE
    else:
        visibility = latest.visibility if latest else Visibility.PRIVATE if own else Visibility.SHARED
    return Part(str(part.section), part.partner, json.loads(text), Visibility(part.visibility or visibility))


def _is_same(revision: SectionRevision, part: Part) -> bool:
    # As text: to Python true equals 1, to a reader of the dossier it does not.
    return revision.visibility == part.visibility and _text(revision.content) == _text(part.content)


def _text(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _about(variant: Variant, key: Key) -> str:
    return f"variant {variant.pk}/{key[0]}/{key[1] or '-'}"
