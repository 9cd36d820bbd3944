"""Who may see and do what. Every page and every action asks here, and nowhere else.

Nobody is above these rules: there is no superuser. The answer "not found" is also given for what exists but is
not for this user, so that nobody can find out what others are preparing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest

from vierkant_web.models import (
    CHANGE_SECTIONS,
    FILLED_IN_ALONE,
    Cooperation,
    Membership,
    Role,
    Run,
    SectionRevision,
    User,
    Variant,
    Visibility,
)

_rules: Any = rules  # the package carries no types
SHARED = "shared"
PUBLIC = "public"
_PARTNER = "partner:"


class Permission(StrEnum):
    """What can be asked of a cooperation as a whole."""

    READ = "read"
    RUN = "run"
    WRITE = "write"
    """May change at least one part; `Access.may_write` answers for one part."""
    MANAGE = "manage"
    """May change members, variants and the shared part's visibility."""
    RELEASE = "release"
    """May say that staff can see the card of a group; both roles must say so."""
    READ_HELP = "read_help"
    """May read what employees ask for help: the guide outside the line, and nobody else."""
    SURVEY = "survey"
    """May prepare and run a wave; never sign its conditions."""
    SIGN = "sign"
    """May sign conditions of a wave: the works council and the privacy officer, each their own."""
    READ_OPEN = "read_open"
    """May read the open answers of a closed wave, shuffled: the guide outside the line, and nobody else."""
    MEDIATE = "mediate"
    """May read what partners left to a mediator, after it was opened: a guide who is of no partner."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one user may do in one cooperation; made by `access_to` in one query (two for an outsider)."""

    cooperation: Cooperation
    role: Role | None
    partner: str
    is_public: bool
    edited_partners: frozenset[str]
    """The partners that have an editor of their own."""

    @property
    def audience(self) -> str:
        """``partner:<id>``, ``shared`` or ``public``: what the user may read."""
        if self.role is None:
            return PUBLIC
        return _PARTNER + self.partner if self.partner else SHARED

    def may(self, permission: Permission | str) -> bool:
        """Whether the rule of this permission holds.

        Raises:
            ValueError: not a permission.
        """
        return bool(_rules.test_rule(f"cooperation.{Permission(permission).value}", self))

    def may_write(self, partner: str, section: str | None = None) -> bool:
        """Whether the user may write this partner's part, or the shared part (an empty string), of this section.

        Without a section: of every section.
        """
        return bool(_rules.test_rule("part.write", self, (partner, section)))

    def may_read(self, revision: SectionRevision) -> bool:
        """Whether the user may read this revision, given that it is the latest of its part."""
        return (
            revision.visibility == Visibility.PUBLIC
            or (self.role is not None and revision.visibility == Visibility.SHARED)
            or (self.role is not None and self.partner != "" and revision.partner == self.partner)
        )


def is_member(access: Access) -> bool:
    """Somebody who was let in."""
    return access.role is not None


def is_public(access: Access) -> bool:
    """The cooperation shows at least one section to everybody who signs in."""
    return access.is_public


def is_coordinator(access: Access) -> bool:
    """Keeps the dossier together."""
    return access.role == Role.COORDINATOR


def is_partner_editor(access: Access) -> bool:
    """Writes for one partner."""
    return access.role == Role.PARTNER_EDITOR


def leads_the_change(access: Access) -> bool:
    """Writes the human side of the dossier."""
    return access.role == Role.HR_CHANGE


def speaks_for_staff(access: Access) -> bool:
    """Member of the works council: reads, and releases what staff will see."""
    return access.role == Role.WORKS_COUNCIL


def guides_outside_the_line(access: Access) -> bool:
    """Answers what employees ask for help, sums up open answers. Nobody else reads those, also not the coordinator."""
    return access.role == Role.GUIDE


def guards_privacy(access: Access) -> bool:
    """Signs for the privacy assessment and the processor agreement of a wave."""
    return access.role == Role.PRIVACY_OFFICER


PartOfSection = tuple[str, str | None]
"""Partner, and section or None for every section."""


def is_own_part(access: Access, part: PartOfSection) -> bool:
    """The part of the partner for whom the user is a member."""
    return part[0] != "" and part[0] == access.partner


def has_no_editor(access: Access, part: PartOfSection) -> bool:
    """The shared part, or the part of a partner for whom nobody else can write; never what another fills in alone."""
    if part[1] in FILLED_IN_ALONE and not is_own_part(access, part):
        return False
    return part[0] == "" or part[0] not in access.edited_partners


def is_human_side(access: Access, part: PartOfSection) -> bool:
    """A section about people."""
    return part[1] in CHANGE_SECTIONS


_member, _public, _coordinator, _partner_editor, _change_leader, _staff_speaker, _guide, _privacy_officer = map(
    _rules.predicate,
    (is_member, is_public, is_coordinator, is_partner_editor, leads_the_change, speaks_for_staff,
     guides_outside_the_line, guards_privacy),
)  # fmt: skip
_own_part, _no_editor, _human_side = map(_rules.predicate, (is_own_part, has_no_editor, is_human_side))
_rules.add_rule("cooperation.read", _member | _public)
_rules.add_rule("cooperation.run", _member | _public)
_rules.add_rule("cooperation.write", _coordinator | _partner_editor | _change_leader)
_rules.add_rule("cooperation.manage", _coordinator)
_rules.add_rule("cooperation.release", _change_leader | _staff_speaker)
_rules.add_rule("cooperation.read_help", _guide)
_rules.add_rule("cooperation.survey", _coordinator | _change_leader)
_rules.add_rule("cooperation.sign", _staff_speaker | _privacy_officer)
_rules.add_rule("cooperation.read_open", _guide)
_rules.add_rule("cooperation.mediate", _guide & _rules.predicate(lambda access: access.partner == ""))
_rules.add_rule(
    "part.write",
    (_partner_editor & _own_part) | (_coordinator & _no_editor) | (_change_leader & _human_side & _no_editor),
)


def access_to(user: User | AnonymousUser, cooperation: Cooperation) -> Access:
    """What the user may do. Always read anew, so that an action never decides on an old answer."""
    if not isinstance(user, User) or not user.is_active:
        return Access(cooperation, None, "", False, frozenset())
    rows = (
        Membership.objects.filter(cooperation=cooperation)
        .filter(Q(user=user) | Q(role=Role.PARTNER_EDITOR, user__is_active=True))
        .values_list("user_id", "role", "partner")
    )
    own: tuple[Role, str] | None = None
    edited: set[str] = set()
    for user_id, role, partner in rows:
        if user_id == user.pk:
            own = (Role(role), partner)
        if role == Role.PARTNER_EDITOR:
            edited.add(partner)
    if own is not None:
        return Access(cooperation, *own, is_public=False, edited_partners=frozenset(edited))
    public = _public_revisions().filter(variant__cooperation=cooperation).exists()
    return Access(cooperation, None, "", public, frozenset(edited))


def audience_for(user: User | AnonymousUser, cooperation: Cooperation) -> str:
    """``partner:<id>`` | ``shared`` | ``public``.

    Raises:
        Http404: the user may not see this cooperation at all.
    """
    access = access_to(user, cooperation)
    if not access.may(Permission.READ):
        raise Http404
    return access.audience


def may_use_audience(access: Access, audience: str) -> bool:
    """Whether what is made for this audience may be shown to the user: the own audience or a wider one."""
    if audience == PUBLIC:
        return access.may(Permission.READ)
    return access.role is not None and audience in (SHARED, access.audience)


def _audience_filter(audience: str) -> Q:
    if audience == PUBLIC:
        return Q(visibility=Visibility.PUBLIC)
    shared = Q(visibility__in=(Visibility.SHARED, Visibility.PUBLIC))
    if audience == SHARED:
        return shared
    partner = audience.removeprefix(_PARTNER)
    if not audience.startswith(_PARTNER) or not partner:
        raise ValueError(f"not an audience: {audience!r}")
    return shared | Q(partner=partner)


def latest_revisions() -> QuerySet[SectionRevision]:
    """The last revision of every part, before anything is said about who may see it.

    The order matters: first the last one, then the filter. The other way round an older, more open revision
    would show what a partner has closed since.
    """
    later = SectionRevision.objects.filter(
        variant=OuterRef("variant"),
        section=OuterRef("section"),
        partner=OuterRef("partner"),
        number__gt=OuterRef("number"),
    )
    latest: QuerySet[SectionRevision] = SectionRevision.objects.filter(~Exists(later))
    return latest


def _public_revisions() -> QuerySet[SectionRevision]:
    return latest_revisions().filter(visibility=Visibility.PUBLIC, variant__archived__isnull=True)


def visible_revisions(variant: Variant, audience: str) -> QuerySet[SectionRevision]:
    """The latest revision of every part that the audience may read: one query, ordered by section, partner.

    Raises:
        ValueError: not an audience.
    """
    return (
        latest_revisions().filter(_audience_filter(audience), variant=variant).order_by("section", "partner")
    )


def visible_history(variant: Variant, section: str, partner: str, audience: str) -> QuerySet[SectionRevision]:
    """The revisions of one part, newest first; empty when the audience may not read the newest.

    Each revision also keeps the visibility it was saved with: what was private once stays so.
    """
    newest = visible_revisions(variant, audience).filter(section=section, partner=partner)
    history: QuerySet[SectionRevision] = SectionRevision.objects.filter(
        Exists(newest), _audience_filter(audience), variant=variant, section=section, partner=partner
    )
    return history.select_related("author").order_by("-number")


def visible_runs(variant: Variant, audience: str) -> QuerySet[Run]:
    """The runs made for this audience, newest first, without their large columns."""
    return Run.objects.filter(variant=variant, audience=audience).defer("dossier", "result")


def cooperations_for(user: User | AnonymousUser) -> QuerySet[Cooperation]:
    """The cooperations a user may see, by name, each with ``my_role`` and ``my_partner`` (None for an outsider).

    Two queries whatever the number: one for the rows, one for their ``municipalities``.
    """
    if not isinstance(user, User) or not user.is_active:
        return Cooperation.objects.none()
    own = Membership.objects.filter(user=user, cooperation=OuterRef("pk"))
    public = _public_revisions().filter(variant__cooperation=OuterRef("pk"))
    return (
        Cooperation.objects.filter(Exists(own) | Exists(public))
        .annotate(my_role=Subquery(own.values("role")[:1]), my_partner=Subquery(own.values("partner")[:1]))
        .prefetch_related("municipalities")
        .order_by("name", "id")
    )


def visible_everywhere(
    cooperations: Iterable[Any], sections: Iterable[str], variant: Variant | None = None
) -> QuerySet[SectionRevision]:
    """Sections of many cooperations at once, each part only when this user may read it there: one query.

    ``cooperations`` are rows of `cooperations_for` (with ``my_role`` and ``my_partner``). Of each the main variant is
    taken; ``variant`` stands in for the main one of its own cooperation. ``variant`` of a row costs no other query.
    """
    members: list[int] = []
    partners: dict[str, list[int]] = {}
    outsiders: list[int] = []
    for row in cooperations:
        (outsiders if row.my_role is None else members).append(row.pk)
        if row.my_role is not None and row.my_partner:
            partners.setdefault(row.my_partner, []).append(row.pk)
    may_read = Q(variant__cooperation__in=[*members, *outsiders], visibility=Visibility.PUBLIC)
    may_read |= Q(variant__cooperation__in=members, visibility=Visibility.SHARED)
    for partner, where in partners.items():
        may_read |= Q(variant__cooperation__in=where, partner=partner)
    chosen = Q(variant__is_main=True, variant__archived__isnull=True)
    if variant is not None:
        chosen = chosen & ~Q(variant__cooperation=variant.cooperation_id) | Q(variant=variant)
    rows: QuerySet[SectionRevision] = latest_revisions().filter(
        may_read, chosen, section__in=list(sections), content__isnull=False
    )
    return rows.select_related("variant").order_by("variant", "section", "partner")


def get_cooperation_or_404(
    user: User | AnonymousUser, slug: str, permission: Permission | str = Permission.READ
) -> Cooperation:
    """The cooperation, when the user may do this with it.

    Raises:
        Http404: it does not exist, or the user may not even read it.
        PermissionDenied: the user may read it, but not do this.
    """
    return _access_or_404(user, slug, Permission(permission)).cooperation


def _access_or_404(user: User | AnonymousUser, slug: str, permission: Permission) -> Access:
    cooperation = Cooperation.objects.filter(slug=slug).first()
    if cooperation is None:
        raise Http404
    access = access_to(user, cooperation)
    if not access.may(Permission.READ):
        raise Http404
    if not access.may(permission):
        raise PermissionDenied
    return access


@dataclass(frozen=True, slots=True)
class Visit:
    """One user on one variant of one cooperation: what nearly every page starts with."""

    user: User
    cooperation: Cooperation
    variant: Variant
    access: Access

    @property
    def audience(self) -> str:
        """What this visitor may read."""
        return self.access.audience

    def revisions(self) -> QuerySet[SectionRevision]:
        """The latest revision of every part that this visitor may read."""
        return visible_revisions(self.variant, self.audience)

    @property
    def query(self) -> str:
        """``?variant=…`` to put behind links, empty on the main variant."""
        return "" if self.variant.is_main else f"?variant={self.variant.slug}"


def visit(request: HttpRequest, slug: str, permission: Permission | str = Permission.READ) -> Visit:
    """Find the cooperation of the URL and the variant of ``?variant=`` (default the main one). Three queries.

    Raises:
        Http404: not there, or not for this user.
        PermissionDenied: the user may read it, but not do this.
    """
    access = _access_or_404(request.user, slug, Permission(permission))
    wanted = request.GET.get("variant") or request.POST.get("variant")
    variants = Variant.objects.filter(cooperation=access.cooperation)
    variant = variants.filter(slug=wanted).first() if wanted else variants.filter(is_main=True).first()
    # An outsider sees a variant only when something in it is public.
    hidden = access.role is None and not (
        variant is not None and _public_revisions().filter(variant=variant).exists()
    )
    if variant is None or hidden or not isinstance(request.user, User):
        raise Http404
    place = Visit(request.user, access.cooperation, variant, access)
    request.visit = place  # type: ignore[attr-defined]  # the menu reads it
    return place
