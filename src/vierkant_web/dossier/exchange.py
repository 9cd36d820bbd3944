"""A dossier out as a file, and a file in: first what is wrong or what would change, then the confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vierkant_web import actions
from vierkant_web.actions import Conflict, Invalid, Part
from vierkant_web.dossier import exchange_pages as pages
from vierkant_web.dossier import exchange_plan, exchange_waiting, inputs
from vierkant_web.dossier.inputs_exchange import (
    KINDS,
    MAXIMUM_BYTES,
    FromFile,
    Parts,
    UnusableFileError,
    Wrong,
    read_file,
    result_without_persons,
    too_large,
    written,
)
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import FILLED_IN_ALONE, SHARED_PART, Cooperation, Section, User, Visibility
from vierkant_web.permissions import PUBLIC, Permission, Visit, visit


class UploadForm(forms.Form):
    """A file to read in."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Which file do you want to read in?"),
        help_text=gettext_lazy(
            "The spreadsheet (.xlsx) that you downloaded here and filled in. At most 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.toml,.json"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def read(self) -> tuple[str, FromFile]:
        """The name of the file and what is in it.

        Raises:
            UnusableFileError: with all that is wrong.
        """
        file = self.cleaned_data["file"]
        name = "".join(letter for letter in file.name if letter.isprintable())[-100:]
        if file.size > MAXIMUM_BYTES:
            raise too_large(file.size)
        return name, read_file(file.read(), name)


class NewForm(UploadForm):
    """A file to begin a cooperation with."""

    name = forms.CharField(
        label=gettext_lazy("Name of the cooperation"),
        help_text=gettext_lazy("Only needed when the file does not hold one, or when you want another one."),
        max_length=200,
        required=False,
    )


# Out ------------------------------------------------------------------------------------------------------------


@require_GET
def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be taken along, and for who may write: the choice of a file to read in."""
    place = visit(request, slug)
    return render(request, "dossier/exchange.html", pages.start(place, request.GET.get("voor"), UploadForm()))


@require_GET
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The dossier as a file, with only what the chosen audience may see."""
    place = visit(request, slug)
    choice = pages.choice(place, request.GET.get("voor"))
    if kind not in KINDS:
        raise Http404
    try:
        content = pages.dossier_file(place, choice.audience, kind)
    except UnusableFileError as error:
        context = pages.start(place, choice.word, UploadForm()) | {"cannot_write": error.wrong}
        return render(request, "dossier/exchange.html", context, status=409)
    return _file(content, KINDS[kind], pages.file_name(place, choice, kind))


@require_GET
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """The assessment as a file for other programs."""
    place = visit(request, slug)
    choice = pages.choice(place, request.GET.get("voor"))
    current = current_assessment(place, choice.audience)
    result = current.result
    if result is None:
        messages.info(request, pages.why_no_assessment(current))
        return HttpResponseRedirect(pages.address(place, choice.word))
    shown = result_without_persons(result) if choice.audience == PUBLIC else result
    return _file(written(shown), KINDS["json"], pages.file_name(place, choice, "json", _("assessment")))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# In -------------------------------------------------------------------------------------------------------------


def _writer(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug, Permission.WRITE)
    if place.variant.archived is not None:
        raise PermissionDenied
    return place


@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a file: everything that is wrong with it, or on to what it would change."""
    place = _writer(request, slug)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "dossier/exchange.html", pages.start(place, None, form), status=422)
    try:
        name, found = form.read()
    except UnusableFileError as error:
        return _unusable(request, place, form, error.wrong)
    exchange_waiting.put_aside(place, name, found)
    return HttpResponseRedirect(pages.address(place, name="exchange_preview"))


def _unusable(request: HttpRequest, place: Visit, form: UploadForm, wrong: tuple[Wrong, ...]) -> HttpResponse:
    context = pages.start(place, None, UploadForm()) | {
        "wrong": wrong,
        "file_name": form.cleaned_data["file"].name,
    }
    return render(request, "dossier/exchange.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What the file would change, and the confirmation."""
    place = _writer(request, slug)
    found = exchange_waiting.waiting(place, request.POST.get("token") if request.method == "POST" else None)
    if found is None:
        messages.warning(
            request, _("The file is no longer here: it is kept for half an hour. Choose it again.")
        )
        return HttpResponseRedirect(pages.address(place))
    plan = exchange_plan.make(place, found.parts, found.untouched)
    if request.method != "POST":
        return render(request, "dossier/exchange_preview.html", pages.preview(plan, found))
    if "cancel" in request.POST:
        exchange_waiting.forget(place)
        messages.success(request, _("Nothing was read in. The dossier is as it was."))
        return HttpResponseRedirect(pages.address(place))
    return _confirmed(request, plan, found)


def _confirmed(
    request: HttpRequest, plan: exchange_plan.Plan, found: exchange_waiting.Waiting
) -> HttpResponse:
    chosen = {"empty": "empty" in request.POST, "without": "without" in request.POST}

    def again(status: int, **more: Any) -> HttpResponse:
        context = pages.preview(plan, found, **chosen) | more
        return render(request, "dossier/exchange_preview.html", context, status=status)

    if plan.of(exchange_plan.REFUSED) and not chosen["without"]:
        return again(422, must_choose=True)
    if plan.problems(empty_absent=chosen["empty"]):
        return again(422)
    try:
        number = plan.save(pages.seen(request.POST.get("seen", "")), found.name, empty_absent=chosen["empty"])
    except Conflict as conflict:
        return again(409, conflict=pages.collisions(plan, conflict))
    except (Invalid, PermissionDenied):
        return again(409, changed_rights=True)
    exchange_waiting.forget(plan.place)
    messages.success(request, pages.read_in(number))
    return HttpResponseRedirect(
        reverse("fill_in", kwargs={"slug": plan.place.cooperation.slug}) + plan.place.query
    )


# A new cooperation ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new cooperation from a file."""
    form = NewForm(request.POST, request.FILES) if request.method == "POST" else NewForm()
    context: dict[str, Any] = {
        "form": form,
        "breadcrumb": [{"title": _("Cooperations"), "url": reverse("home")}],
    }
    if not form.is_valid():
        return render(request, "dossier/exchange_new.html", context, status=422 if form.is_bound else 200)
    try:
        _name, found = form.read()
    except UnusableFileError as error:
        context |= {"wrong": error.wrong, "file_name": form.cleaned_data["file"].name}
        return render(request, "dossier/exchange_new.html", context, status=422)
    parts = found.parts
    about = dict(parts.get((Section.COOPERATION.value, SHARED_PART)) or {})
    about["name"] = form.cleaned_data["name"].strip() or about.get("name", "")
    if not about["name"]:
        form.add_error("name", _("The file holds no name. Give one here."))
        return render(request, "dossier/exchange_new.html", context, status=422)
    cooperation = _create(request, parts | {(Section.COOPERATION.value, SHARED_PART): about})
    messages.success(request, _("The cooperation is there. The assessment is being made."))
    return HttpResponseRedirect(cooperation.url)


def _create(request: HttpRequest, parts: Parts) -> Cooperation:
    assert isinstance(request.user, User)  # noqa: S101 - the site is closed to who did not sign in
    about = parts[Section.COOPERATION.value, SHARED_PART]
    towns = inputs.towns(parts.get((Section.PARTNERS.value, SHARED_PART)) or [])
    with transaction.atomic():
        cooperation = actions.create_cooperation(
            name=about["name"],
            kind=about.get("kind", "intermunicipal"),
            municipalities=towns,
            by=request.user,
        )
        # What each partner fills in alone comes from nobody else, and so not from a file of somebody else either.
        rows = [
            Part(*key, content, Visibility.SHARED)
            for key, content in parts.items()
            if key[0] not in FILLED_IN_ALONE
        ]
        actions.save_many(variant=cooperation.variants.get(), parts=rows, by=request.user)
    return cooperation


patterns: Patterns = [
    path("uitwisselen/", exchange, name="exchange"),
    path("uitwisselen/dossier.<slug:kind>", download, name="exchange_download"),
    path("uitwisselen/beoordeling.json", assessment, name="exchange_assessment"),
    path("uitwisselen/bestand/", upload, name="exchange_upload"),
    path("uitwisselen/inlezen/", preview, name="exchange_preview"),
]
site_patterns: Patterns = [path("nieuw/uit-bestand/", new, name="cooperation_from_file")]
