"""Start and describe a cooperation."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Cooperation, CooperationMunicipality, Kind, Membership, Role, User, Variant
from vierkant_web.models.cooperation import new_slug
from vierkant_web.permissions import Permission, access_to

MAIN_VARIANT = "basis"


def create_cooperation(
    *,
    name: str,
    kind: Kind | str,
    by: User,
    municipalities: Iterable[tuple[str, str]] = (),
    main_variant: str = "Basis",
) -> Cooperation:
    """A new cooperation with its main variant; ``by`` becomes its coordinator.

    ``municipalities`` are pairs of code and name for the list of cooperations.

    Raises:
        Invalid: ``name_missing``.
        PermissionDenied: the account is closed.
    """
    with audited("cooperation.create", "cooperation", by) as entry:
        if not by.is_active:
            raise PermissionDenied
        cooperation = Cooperation.objects.create(
            name=_name(name), kind=Kind(kind), created_by=by, slug=new_slug(name)
        )
        entry.object = f"cooperation {cooperation.pk}"
        Membership.objects.create(user=by, cooperation=cooperation, role=Role.COORDINATOR)
        Variant.objects.create(
            cooperation=cooperation, slug=MAIN_VARIANT, name=main_variant, is_main=True, created_by=by
        )
        _set_municipalities(cooperation, municipalities)
    return cooperation


def describe_cooperation(
    *,
    cooperation: Cooperation,
    by: User,
    name: str,
    kind: Kind | str,
    municipalities: Iterable[tuple[str, str]] | None = None,
) -> Cooperation:
    """Change name, kind and (when given) the municipalities of the list.

    Raises:
        Invalid: ``name_missing``.
        PermissionDenied: not the coordinator.
    """
    with audited("cooperation.describe", f"cooperation {cooperation.pk}", by):
        if not access_to(by, cooperation).may(Permission.MANAGE):
            raise PermissionDenied
        cooperation.name, cooperation.kind = _name(name), Kind(kind)
        cooperation.save(update_fields=["name", "kind"])
        if municipalities is not None:
            cooperation.municipalities.all().delete()
            _set_municipalities(cooperation, municipalities)
    return cooperation


def _name(name: str) -> str:
    name = name.strip()[:200]
    if not name:
        raise Invalid("name_missing")
    return name


def _set_municipalities(cooperation: Cooperation, municipalities: Iterable[tuple[str, str]]) -> None:
    CooperationMunicipality.objects.bulk_create(
        CooperationMunicipality(cooperation=cooperation, code=code, name=name)
        for code, name in sorted(dict(municipalities).items())
    )
