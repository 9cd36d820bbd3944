"""Meeting dates: type, paste or upload them, look at what was understood, and save it for one council or board.

A file is read in memory and never touches the disk; what was understood travels in the page, signed, until somebody
saves it or walks away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from vierkant_web import assessed, rows_of_part
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.calendar import inputs_dates as inputs
from vierkant_web.calendar.inputs_dates import NotReadableError, Target
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Visit, visit
from vierkant_web.rows_of_part import RowChanged
from vierkant_web.sturing import subnav

SALT, SECONDS = "vierkant.dates", 6 * 3600
MOST_CHARACTERS = 200_000
FIRST_YEAR, LAST_YEAR = 2000, 2099
Row = dict[str, Any]


class DatesForm(forms.Form):
    """For whom, for which year, and the dates as text or as a file."""

    use_required_attribute = False
    target = forms.ChoiceField(
        label=_("Whose meetings are these?"), error_messages={"required": _("Choose one.")}
    )
    year = forms.IntegerField(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        label=_("For which year?"),
        help_text=_("We use it for dates without a year."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    text = forms.CharField(
        required=False,
        max_length=MOST_CHARACTERS,
        label=_("Type or paste the dates"),
        help_text=_("As you have them: from a mail, a website or a sheet. One or more on a line."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        label=_("Or choose a file"),
        help_text=_(
            "An agenda (.ics) or a table (.csv), at most 2 MB. We read it in memory and do not keep it."
        ),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.txt,text/calendar,text/csv"}),
    )

    def __init__(self, targets: Sequence[Target], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["target"]
        groups = ((gettext("Councils"), False), (gettext("Boards"), True))
        field.choices = [
            (word, [(row.key, row.name) for row in targets if row.is_board is is_board])
            for word, is_board in groups
            if any(row.is_board is is_board for row in targets)
        ]

    def clean(self) -> dict[str, Any]:
        """Something to read, and not more than we read."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None and file.size > inputs.MOST_BYTES:
            self.add_error("file", _("Choose a file of at most 2 MB."))
        elif file is None and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("text", _("Type or paste the dates, or choose a file."))
        return cleaned


@csrf_exempt  # the check comes in `_answer`, after it is settled that a file stays in memory
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_dates(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what was understood; and saving it."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _answer(request, slug)


@csrf_protect
def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    try:
        found = inputs.targets(visible_plain(place), timezone.localdate())
    except NotReadableError as error:
        return _form_page(request, place, (), None, problems=error.problems)
    open_ones = [row for row in found.targets if _may_save(place, row)]
    if request.method != "POST":
        wanted = request.GET.get("wie", "")
        first = {"year": found.year, "target": wanted if wanted in {row.key for row in open_ones} else None}
        form = DatesForm(open_ones, initial=first) if open_ones else None
        return _form_page(request, place, found.targets, form)
    if not open_ones:
        raise PermissionDenied
    if "proposal" in request.POST:
        return _save(request, place, found.targets, open_ones)
    form = DatesForm(open_ones, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, place, found.targets, form, status=422)
    return _read(request, place, found.targets, form)


def _may_save(place: Visit, target: Target) -> bool:
    return place.variant.archived is None and place.access.may_write(target.partner, target.section)


def _read(request: HttpRequest, place: Visit, targets: Sequence[Target], form: DatesForm) -> HttpResponse:
    """What was understood, or the form again with what is wrong when that is nothing."""
    target = next(row for row in targets if row.key == form.cleaned_data["target"])
    year, file = form.cleaned_data["year"], form.cleaned_data["file"]
    if file is not None:
        rows, problems = inputs.read(target, year, source=file.read(), name=file.name)
    else:
        rows, problems = inputs.read(target, year, text=form.cleaned_data["text"])
    if not rows:
        return _form_page(request, place, targets, form, unread=problems, status=422)
    text = "" if file is not None else form.cleaned_data["text"]
    proposal = {"variant": place.variant.pk, "target": target.key, "year": year, "rows": rows,
                "problems": problems, "text": text, "seen": _standing(place, target).seen}  # fmt: skip
    return _proposal_page(request, place, target, proposal)


def _standing(place: Visit, target: Target) -> rows_of_part.Standing:
    return rows_of_part.standing(place, target.section, target.partner, _chosen(target))


def _chosen(target: Target) -> rows_of_part.Chosen:
    return lambda row: row.get("id") == target.id


def _save(
    request: HttpRequest, place: Visit, targets: Sequence[Target], open_ones: Sequence[Target]
) -> HttpResponse:
    try:
        proposal = TimestampSigner(salt=SALT).unsign_object(request.POST["proposal"], max_age=SECONDS)
    except BadSignature:
        proposal = {"variant": None}
    target = next((row for row in open_ones if row.key == proposal.get("target")), None)
    if proposal["variant"] != place.variant.pk or target is None:
        form = DatesForm(open_ones, request.POST)
        form.errors.clear()
        form.add_error(
            None, _("This list stood open too long, or something changed. Read the dates once more.")
        )
        return _form_page(request, place, targets, form, status=422)
    kinds = [_kind(request, target, number, row) for number, row in enumerate(proposal["rows"])]
    proposal["rows"] = [{**row, "kind": kind} for row, kind in zip(proposal["rows"], kinds, strict=True)]
    chosen = [row for row in proposal["rows"] if row["kind"] != "other"]
    replace = request.POST.get("how") == "replace"
    if not chosen:
        problems = [gettext("Choose for at least one date what it is.")]
        return _proposal_page(request, place, target, proposal, refused=problems, replace=replace, status=422)
    return _put(request, place, target, proposal, chosen, replace=replace)


def _kind(request: HttpRequest, target: Target, number: int, row: Row) -> str:
    kind = request.POST.get(f"kind-{number}", row["kind"])
    return kind if kind in {value for value, _word in inputs.kinds(target, row)} else str(row["kind"])


def _put(
    request: HttpRequest, place: Visit, target: Target, proposal: Row, chosen: list[Row], *, replace: bool
) -> HttpResponse:
    if rows_of_part.is_hidden(place, target.section, target.partner):
        raise PermissionDenied
    # The row itself and not what this visitor sees of it: a board keeps the councils that are closed to somebody.
    base = _standing(place, target).row or target.row
    row, problems = inputs.written(target, inputs.merged(base, chosen, replace=replace))
    if row is None:
        return _proposal_page(request, place, target, proposal, refused=problems, replace=replace, status=422)
    try:
        rows_of_part.put(place, target.section, target.partner, _chosen(target), row, proposal["seen"])
    except RowChanged:
        proposal["seen"] = _standing(place, target).seen
        words = gettext("Somebody else saved dates for %(name)s in the meantime. Nothing was saved of yours yet. "
                        "Look at what stands there now, then save once more.") % {"name": target.name}  # fmt: skip
        return _proposal_page(request, place, target, proposal, refused=[words], replace=replace, status=409)
    except Conflict:
        words = gettext("Others are saving at this very moment. Press the button once more.")
        return _proposal_page(request, place, target, proposal, refused=[words], replace=replace, status=409)
    except Invalid:
        words = gettext("This list has become too long to save. Take away the years that are over first.")
        return _proposal_page(request, place, target, proposal, refused=[words], replace=replace, status=422)
    text = ngettext(
        "%(number)s date of %(name)s is saved.", "%(number)s dates of %(name)s are saved.", len(chosen)
    )
    messages.success(request, text % {"number": len(chosen), "name": target.name})
    return HttpResponseRedirect(_address(place, "calendar_dates", wie=target.key))


def _address(place: Visit, name: str, **more: str) -> str:
    url = reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query
    return url + ("&" if "?" in url else "?") + urlencode(more) if more else url


def _form_page(
    request: HttpRequest, place: Visit, targets: Sequence[Target], form: DatesForm | None, *,
    problems: Sequence[Any] = (), unread: Sequence[Row] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    year = timezone.localdate().year
    years = (year, year + 1)
    context = {
        **_shared(place),
        "form": form,
        "problems": problems,
        "unread": unread,
        "years": [str(number) for number in years],
        "standing": [
            {
                "name": row.name,
                "url": _address(place, "calendar_dates", wie=row.key) if _may_save(place, row) else "",
                "counts": [
                    {
                        "meetings": row.count("meetings", number),
                        "committees": None if row.is_board else row.count("committees", number),
                        "recess": row.count("recess", number),
                    }
                    for number in years
                ],
            }
            for row in targets
        ],
        "fill_in_urls": [assessed.fill_in_url(place, name) for name in ("councils", "boards")],
    }
    return render(request, "calendar/dates.html", context, status=status)


def _proposal_page(
    request: HttpRequest, place: Visit, target: Target, proposal: Row, *,
    refused: Sequence[str] = (), replace: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    rows = [
        {
            **row,
            "number": number,
            "kinds": inputs.kinds(target, row),
            "begins": date.fromisoformat(row["first"]),
            "ends": date.fromisoformat(row["last"]) if row["first"] != row["last"] else None,
        }
        for number, row in enumerate(proposal["rows"])
    ]
    found = _standing(place, target)
    standing = Target(target.section, target.partner, target.id, target.name, found.row or {})
    context = {
        **_shared(place),
        "target": target,
        "rows": rows,
        "unread": proposal["problems"],
        "refused": refused,
        "replace": replace,
        "text": proposal["text"],
        "year": str(proposal["year"]),
        "proposal": TimestampSigner(salt=SALT).sign_object(proposal, compress=True),
        "now": [(name, standing.dates(name)) for name in ("meetings", "committees", "recess")],
        "has_now": bool(
            found.row and any(standing.dates(name) for name in ("meetings", "committees", "recess"))
        ),
        "visibility": found.visibility or "shared",
    }
    return render(request, "calendar/dates_proposal.html", context, status=status)


def _shared(place: Visit) -> Row:
    return {
        "place": place,
        "own_url": _address(place, "calendar_dates"),
        "calendar_url": _address(place, "calendar"),
        **subnav(place, "calendar_dates"),
    }


patterns: Patterns = [path("vergaderdata/", calendar_dates, name="calendar_dates")]
