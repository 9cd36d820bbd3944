"""Codes: made once and handed out on paper, or sent by mail. What was made is kept nowhere in readable form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves_codes import MOST_RESERVE, make_codes
from vierkant_web.actions.waves_mailing import SUBJECT_LIMIT, TEXT_LIMIT, can_mail, queue_mailing
from vierkant_web.models import Wave, WaveCode, WaveGroup
from vierkant_web.permissions import Visit
from vierkant_web.survey import inputs_papers
from vierkant_web.survey.papers import download, short_address
from vierkant_web.survey.places import address, shared
from vierkant_web.survey.steps import prepared
from vierkant_web.survey.words import refusal

_LONGEST_LIST = 2_000_000
_TOO_EARLY = gettext_lazy(
    "First choose the questionnaire, the opening and the closing: they stand on every sheet."
)


class MailForm(forms.Form):
    """The message, and an address on each line for each group."""

    use_required_attribute = False
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=SUBJECT_LIMIT,
        error_messages={"required": gettext_lazy("Write a subject.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Write {code} at the place where the code comes."),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Write the text.")},
    )

    def __init__(self, *args: Any, groups: list[WaveGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[f"group-{group.key}"] = forms.CharField(
                label=gettext("%(name)s: %(invited)s addresses")
                % {"name": group.name, "invited": group.invited},
                help_text=gettext("One address on each line, without names."),
                required=False,
                max_length=_LONGEST_LIST,
                widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
            )

    def addresses(self) -> dict[str, list[str]]:
        """Group → its addresses; groups without any are left out."""
        found = {
            name.removeprefix("group-"): [line.strip() for line in text.splitlines() if line.strip()]
            for name, text in self.cleaned_data.items()
            if name.startswith("group-")
        }
        return {key: lines for key, lines in found.items() if lines}


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How codes reach people; a POST makes them and answers with the sheets, once."""
    place, wave = prepared(request, slug, number)
    problem: Any = ""
    if request.method == "POST" and not inputs_papers.can_be_printed(wave):
        problem = _TOO_EARLY
    elif request.method == "POST":
        try:
            return _sheets(request, place, wave)
        except Invalid as error:
            problem = refusal(error.code, error.details)
    context = {**_context(place, wave, gettext("Codes")), "problem": problem}
    return render(request, "survey/codes.html", context, status=422 if problem else 200)


def _context(place: Visit, wave: Wave, title: str) -> dict[str, Any]:
    groups = list(wave.groups.order_by("organisation", "key"))
    return {
        **shared(place, wave, title),
        "groups": groups,
        "organisations": wave.setup.get("organisations") or {},
        "people": sum(group.invited for group in groups),
        "made": WaveCode.objects.filter(wave=wave).exists(),
        "channel": wave.setup.get("channel", "paper"),
        "reserve": MOST_RESERVE,
        "can_mail": can_mail(),
        "mail_url": address(place, "survey_mail", number=wave.number),
        "codes_url": address(place, "survey_codes", number=wave.number),
        "file_url": address(place, "survey_file", number=wave.number, form="pdf"),
    }


def _sheets(request: HttpRequest, place: Visit, wave: Wave) -> HttpResponse:
    """Codes and their sheets together: when a sheet cannot be made, no code was made either."""
    with transaction.atomic():
        made = make_codes(
            wave=wave,
            new_code=inputs_papers.new_code,
            reserve=MOST_RESERVE if request.POST.get("reserve") else 0,
            replace=bool(request.POST.get("replace")),
            by=place.user,
        )
        packed = inputs_papers.packed_sheets(wave, made, short_address(request))
    return download(packed, "application/zip", f"{place.cooperation.slug}-meting-{wave.number}-codes.zip")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Codes by mail: addresses per group, exactly one for everybody invited."""
    place, wave = prepared(request, slug, number)
    groups = list(wave.groups.order_by("organisation", "key"))
    sent = request.method == "POST"
    form = MailForm(
        request.POST if sent else None,
        groups=groups,
        initial=inputs_papers.message_of(wave, short_address(request)),
    )
    problem = ""
    if form.is_bound and form.is_valid():
        problem = _queue(form, place, wave, replace=bool(request.POST.get("replace")))
        if not problem:
            messages.success(request, gettext("The messages are ready. They are sent when the survey opens."))
            return HttpResponseRedirect(address(place, "survey_wave", number=number))
    context = {**_context(place, wave, gettext("Codes by mail")), "form": form, "problem": problem}
    return render(request, "survey/mail.html", context, status=422 if form.is_bound else 200)


def _queue(form: MailForm, place: Visit, wave: Wave, *, replace: bool) -> str:
    addresses = form.addresses()
    if not addresses:
        return gettext("Fill in the addresses of at least one group.")
    try:
        queue_mailing(
            wave=wave,
            addresses=addresses,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            new_code=inputs_papers.new_code,
            replace=replace,
            by=place.user,
        )
    except Invalid as error:
        name = f"group-{error.details.get('group', '')}"
        sentence = refusal(error.code, error.details)
        if name not in form.fields:
            return sentence
        form.add_error(name, sentence)
        return gettext("Nothing was sent and no code was made. What you filled in still stands below.")
    return ""
