"""The file for works council and privacy officer, as PDF and as Word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from vierkant_web.models import WaveSignature
from vierkant_web.survey import inputs_papers
from vierkant_web.survey.places import member_place, wave_of

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """Made anew from the setup as it is now; every member may read it."""
    place = member_place(request, slug)
    wave = wave_of(place, number)
    if form not in KINDS:
        raise Http404
    made = inputs_papers.file_for_signing(
        wave,
        WaveSignature.objects.filter(wave=wave).order_by("id"),
        form=form,
        today=timezone.localdate(),
        address=short_address(request),
    )
    # Slugs and numbers only: nothing that somebody typed stands in the name.
    return download(made, KINDS[form], f"{place.cooperation.slug}-meting-{number}.{form}")


def short_address(request: HttpRequest) -> str:
    """Where a code is typed, as it stands on paper."""
    return request.build_absolute_uri(reverse("answering")).split("://", 1)[1].rstrip("/")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that no browser or proxy keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "no-store"
    return response
