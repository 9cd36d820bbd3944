"""Who takes part in a cooperation, in which role and for which partner; the coordinator lets people in and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.dossier import inputs
from vierkant_web.folders import Patterns
from vierkant_web.models import Membership, Role, User
from vierkant_web.permissions import Permission, Visit, visit

ROLES = (
    (Role.COORDINATOR, _("Keeps the dossier together, writes the shared parts and lets people in.")),
    (Role.PARTNER_EDITOR, _("Fills in the part of one partner, and reads what is shared.")),
    (Role.CONTROLLER, _("Reads everything that is shared, and the closed part of the own partner.")),
    (
        Role.HR_CHANGE,
        _("Writes what is about people, and releases what staff see, together with the works council."),
    ),
    (
        Role.WORKS_COUNCIL,
        _("Reads everything that is shared, and releases what staff see, together with HR and change."),
    ),
    (
        Role.GUIDE,
        _(
            "Reads everything that is shared, and alone reads what employees ask for help or write in a survey."
        ),
    ),
    (
        Role.PRIVACY_OFFICER,
        _("Reads everything that is shared, and signs the privacy conditions of a survey."),
    ),
    (Role.READER, _("Reads everything that is shared, and the closed part of the own partner.")),
)
REFUSALS = {
    "already_member": _("This person takes part already. Change the role in the list."),
    "account_closed": _("This account was closed. Ask for another address."),
    "partner_missing": _("An editor writes for one partner. Choose the partner."),
    "own_membership": _("You cannot change your own role. Ask another coordinator."),
    "last_coordinator": _("You are the only coordinator. First make somebody else coordinator."),
}


class MemberForm(forms.Form):
    """A role, and the partner for whom somebody takes part."""

    use_required_attribute = False
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.READER)
    partner = forms.ChoiceField(
        label=_("For which partner?"),
        required=False,
        help_text=_("Somebody also sees what this partner keeps closed."),
    )

    def __init__(self, *args: Any, partners: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [("", _("No partner")), *partners.items()]  # type: ignore[attr-defined]


class NewMemberForm(MemberForm):
    """Somebody who has an account already, found by the address."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address with which this person signs in."), max_length=254
    )
    field_order = ("email", "role", "partner")

    def clean_email(self) -> User:
        """The account with this address."""
        found = User.objects.filter(email=self.cleaned_data["email"].strip().lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                gettext(
                    "There is no account with this address yet. Ask your administrator to make one, then add it here."
                )
            )
        return found


def _place(request: HttpRequest, slug: str, permission: Permission = Permission.READ) -> Visit:
    """The visit; who takes part is shown to members only.

    Raises:
        Http404: not there, or not a member.
    """
    place = visit(request, slug, permission)
    if place.access.role is None:
        raise Http404
    return place


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part; the coordinator adds somebody here."""
    place = _place(request, slug, Permission.MANAGE if request.method == "POST" else Permission.READ)
    partners = inputs.partner_names(inputs.visible_dossier(place))
    form = NewMemberForm(request.POST if request.method == "POST" else None, partners=partners)
    if form.is_bound and form.is_valid() and _add(request, place, form):
        return _back(place)
    return render(
        request, "dossier/members.html", _context(place, partners, form), status=422 if form.is_bound else 200
    )


def _add(request: HttpRequest, place: Visit, form: NewMemberForm) -> bool:
    data = form.cleaned_data
    try:
        actions.add_member(
            cooperation=place.cooperation,
            user=data["email"],
            role=data["role"],
            partner=data["partner"],
            by=place.user,
        )
    except Invalid as error:
        form.add_error("partner" if error.code == "partner_missing" else "email", str(REFUSALS[error.code]))
        return False
    messages.success(request, gettext("%(name)s now takes part.") % {"name": data["email"].get_full_name()})
    return True


def _context(place: Visit, partners: dict[str, str], form: NewMemberForm) -> dict[str, Any]:
    """Everything the page shows, in two queries more."""
    manages = place.access.may(Permission.MANAGE)
    rows = (
        Membership.objects.filter(cooperation=place.cooperation)
        .select_related("user")
        .order_by("user__name", "id")
    )
    return {
        "rows": [_row(place, row, partners, manages) for row in rows],
        "roles": [(role.label, text) for role, text in ROLES],
        "form": form,
        "manages": manages,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
        "action": _address(place),
    }


def _row(place: Visit, row: Membership, partners: dict[str, str], manages: bool) -> dict[str, Any]:
    is_me = row.user_id == place.user.pk
    initial = {"role": row.role, "partner": row.partner}
    # A partner that left the dossier stays selectable for who was its member.
    choices = (
        partners if not row.partner or row.partner in partners else {**partners, row.partner: row.partner}
    )
    return {
        "member": row,
        "name": row.user.get_full_name(),
        "email": row.user.email,
        "role": row.get_role_display(),
        "partner": partners.get(row.partner, row.partner),
        "is_me": is_me,
        "form": MemberForm(initial=initial, prefix=f"m{row.pk}", partners=choices)
        if manages and not is_me
        else None,
        "change_url": reverse("member_change", kwargs={"slug": place.cooperation.slug, "number": row.pk}),
        "remove_url": reverse("member_remove", kwargs={"slug": place.cooperation.slug, "number": row.pk}),
    }


@require_POST
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give somebody another role or partner."""
    place = _place(request, slug, Permission.MANAGE)
    row = get_object_or_404(Membership, pk=number, cooperation=place.cooperation)
    partners = inputs.partner_names(inputs.visible_dossier(place))
    form = MemberForm(request.POST, prefix=f"m{row.pk}", partners={**partners, row.partner: row.partner})
    if form.is_valid():
        try:
            actions.change_member(membership=row, by=place.user, **form.cleaned_data)
            messages.success(
                request, gettext("The role of %(name)s was changed.") % {"name": row.user.get_full_name()}
            )
        except Invalid as error:
            messages.error(request, str(REFUSALS[error.code]))
    else:
        messages.error(request, gettext("Choose a role and a partner from the list."))
    return _back(place)


@require_POST
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let somebody out, or leave oneself."""
    place = _place(request, slug)
    row = get_object_or_404(Membership, pk=number, cooperation=place.cooperation)
    name, is_me = row.user.get_full_name(), row.user_id == place.user.pk
    try:
        actions.remove_member(membership=row, by=place.user)
    except Invalid as error:
        messages.error(request, str(REFUSALS[error.code]))
        return _back(place)
    messages.success(
        request,
        gettext("You no longer take part.")
        if is_me
        else gettext("%(name)s no longer takes part.") % {"name": name},
    )
    return HttpResponseRedirect(reverse("home")) if is_me else _back(place)


def _address(place: Visit) -> str:
    return reverse("members", kwargs={"slug": place.cooperation.slug}) + place.query


def _back(place: Visit) -> HttpResponse:
    return HttpResponseRedirect(_address(place))


patterns: Patterns = [
    path("wie-doet-mee/", members, name="members"),
    path("wie-doet-mee/<int:number>/wijzigen/", change, name="member_change"),
    path("wie-doet-mee/<int:number>/verwijderen/", remove, name="member_remove"),
]
