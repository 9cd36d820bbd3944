"""Asking for help, without a phase: who reads it is told before anything is filled in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vierkant_web.actions import ask_help
from vierkant_web.actions.help_requests import REACH_LIMIT, TEXT_LIMIT
from vierkant_web.limits import too_many
from vierkant_web.models import Cooperation, HelpKind, Membership, Role
from vierkant_web.my_step import bundles
from vierkant_web.my_step.limits import HELP_REQUESTS
from vierkant_web.my_step.pages import tidy, unknown
from vierkant_web.shortcut_answers import plain_page


class HelpForm(forms.Form):
    """What somebody would like; no phase, no name."""

    kind = forms.ChoiceField(
        choices=HelpKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like.")},
    )
    text = forms.CharField(required=False, max_length=TEXT_LIMIT)
    reach = forms.CharField(required=False, max_length=REACH_LIMIT)
    with_group = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Something to go by: a text, or a way to reach you."""
        data = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not data.get("reach", "").strip():
            self.add_error("text", _("Write in a few words what it is about, or how we can reach you."))
        return data


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The form, and what is sent with it."""
    try:
        published = bundles.find(tidy(code))
        context = bundles.page_context(published, language)
    except Http404:
        return unknown(request, code, language)
    cooperation = published.page.cooperation
    readable = somebody_reads(cooperation)
    form = HelpForm(request.POST if request.method == "POST" and readable else None)
    context |= {"form": form, "readable": readable, "sent": False, "kinds": HelpKind.choices,
                "text_limit": TEXT_LIMIT, "reach_limit": REACH_LIMIT}  # fmt: skip
    with translation.override(language):
        if not form.is_bound or not form.is_valid():
            return plain_page("my_step/help.html", context, language, status=422 if form.is_bound else 200)
    if too_many(request, HELP_REQUESTS):
        return plain_page("my_step/slow_down.html", context, language, status=429)
    data = form.cleaned_data
    ask_help(cooperation=cooperation, kind=data["kind"], text=data["text"], reach=data["reach"],
             group=published.page.group if data["with_group"] else "", today=timezone.localdate())  # fmt: skip
    # No address of its own for who has sent something: it would stand in the history of a device of the employer.
    return plain_page("my_step/help.html", context | {"sent": True}, language)


def somebody_reads(cooperation: Cooperation) -> bool:
    """Whether there is a guide who reads requests; without one there is no form."""
    return Membership.objects.filter(cooperation=cooperation, role=Role.GUIDE, user__is_active=True).exists()
