"""Groups from a file with counts per team: first what it would make of them, then saving.

The file itself is never kept: it is read in memory, and what it proposes travels in the page, signed. A file with names
or other personal data is refused before anything of it is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict, Invalid, Part
from vierkant_web.change import inputs_staff as inputs
from vierkant_web.change.addresses import address
from vierkant_web.change.inputs_card import written
from vierkant_web.change.rights import may_write
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Visibility
from vierkant_web.permissions import Permission, Visit, visit

SECTION = "people"
MOST_BYTES = 2_000_000
SALT, SECONDS = "vierkant.staff", 3600
Row = dict[str, Any]


class StaffForm(forms.Form):
    """A file with counts."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Which file do you want to use?"),
        help_text=_(
            "CSV or Excel (.xlsx), with the columns team, function, scale and number of people. At most 2 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file of at most 2 MB."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> Any:
        """Not more than we read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Choose a file of at most 2 MB."))
        return file


@csrf_exempt  # the check comes in `_answer`, after it is settled that the file stays in memory
@require_http_methods(["GET", "HEAD", "POST"])
def staff_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a file is read in memory and never touches the disk."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _answer(request, slug)


@csrf_protect
def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    place = visit(request, slug, Permission.WRITE)
    if place.variant.archived is not None:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, place, StaffForm())
    if "proposal" in request.POST:
        return _save(request, place)
    form = StaffForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    file = form.cleaned_data["file"]
    try:
        proposal = inputs.read(file.read(), file.name)
    except inputs.RefusedError as error:
        return _page(request, place, StaffForm(), status=422, refused=error)
    rows = inputs.proposal_shown(proposal, visible_plain(place))
    findings = assessed.findings(inputs.plain_findings(proposal))
    return _proposal_page(request, place, rows, findings)


def _page(
    request: HttpRequest, place: Visit, form: StaffForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "change/staff_file.html", {**_shared(place), "form": form, **more}, status=status)


def _shared(place: Visit) -> dict[str, Any]:
    people = address(place, "change")
    return {
        "place": place,
        "people_url": assessed.fill_in_url(place, SECTION),
        "own_url": address(place, "change_staff_file"),
        "breadcrumb": [{"title": gettext("People"), "url": people}, {"title": gettext("Groups from a file")}],
    }


def _proposal_page(
    request: HttpRequest,
    place: Visit,
    rows: list[Row],
    findings: list[Row],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = [
        {
            **row,
            "number": number,
            "is_open": may_write(place, SECTION, row["group"].get("partner", "")),
            "ticked": not row["single"],
        }
        for number, row in enumerate(rows)
    ]
    context = {
        **_shared(place),
        "rows": shown,
        "findings": findings,
        "proposal": TimestampSigner(salt=SALT).sign_object([place.variant.pk, rows], compress=True),
        "people": sum(row["group"]["size"] for row in rows),
        **more,
    }
    return render(request, "change/staff_proposal.html", context, status=status)


def _save(request: HttpRequest, place: Visit) -> HttpResponse:
    try:
        variant, rows = TimestampSigner(salt=SALT).unsign_object(request.POST["proposal"], max_age=SECONDS)
    except BadSignature:
        variant, rows = None, []
    if variant != place.variant.pk:
        messages.warning(
            request, gettext("The proposal is more than an hour old. Choose the file once more.")
        )
        return HttpResponseRedirect(address(place, "change_staff_file"))
    chosen = {number for number in request.POST.getlist("group") if number.isascii() and number.isdigit()}
    groups = [row["group"] for number, row in enumerate(rows) if str(number) in chosen]
    if not groups:
        return _proposal_page(
            request, place, rows, [], status=422, problems=[gettext("Tick at least one group.")]
        )
    problems = _put(place, groups)
    if problems:
        return _proposal_page(request, place, rows, [], status=409, problems=problems)
    text = ngettext("%(number)s group is saved.", "%(number)s groups are saved.", len(groups))
    messages.success(request, text % {"number": len(groups)})
    return HttpResponseRedirect(address(place, "change"))


def _put(place: Visit, groups: Iterable[Row]) -> list[str]:
    """Save the groups in the parts of their partners, all or none; what stands in the way, in sentences."""
    by_partner: dict[str, list[Row]] = {}
    for group in groups:
        by_partner.setdefault(group.get("partner", ""), []).append(group)
    latest = {row.partner: row for row in place.revisions().filter(section=SECTION)}
    parts, numbers = [], {}
    for partner, own in by_partner.items():
        before = latest.get(partner)
        rows, problems = written(SECTION, inputs.merged(list(before.content or []) if before else [], own))
        if problems:
            return problems
        parts.append(Part(SECTION, partner, rows, None if before else Visibility.SHARED))
        numbers[SECTION, partner] = before.number if before else 0
    try:
        actions.save_many(variant=place.variant, parts=parts, based_on=numbers, by=place.user)
    except Conflict:
        return [gettext("Others are saving at this very moment. Press the button once more.")]
    except (Invalid, PermissionDenied):
        return [gettext("You may not write for one of these partners. Leave out its groups.")]
    return []
