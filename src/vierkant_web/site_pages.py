"""Two pages for everybody, also without an account: what Vierkant is and does with data, and accessibility."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from vierkant import __version__
from vierkant_web.folders import Patterns


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """What Vierkant does, how it counts, what it keeps."""
    return render(request, "site/about.html", {"version": __version__})


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible it is, and where to report what does not work."""
    return render(request, "site/accessibility.html")


patterns: Patterns = [
    path("over/", about, name="about"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
]
