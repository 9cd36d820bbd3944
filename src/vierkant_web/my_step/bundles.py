"""The pages of groups, made once per release and language and kept in memory."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse

from vierkant_web import employee_inputs
from vierkant_web.models import GroupPage
from vierkant_web.my_step.answers import OFFLINE_POLICY, PAGE_POLICY, PAPER_POLICY, Bundle
from vierkant_web.releases import Standing, page_of, published_view, standing
from vierkant_web.shortcut_answers import rendered

FRESH_SECONDS = 5.0
"""How long a page is shown without looking whether its link and its release still stand."""
MOST = 500
FILES = (
    "css/my_step.css", "js/my_step.js", "img/mark.svg", "vendor/noto-sans/noto-sans-regular.woff2",
    "vendor/noto-sans/noto-sans-bold.woff2",
)  # fmt: skip
"""What the page needs besides itself."""


@dataclass(slots=True)
class _Kept:
    bundle: Bundle
    version: tuple[int, int]
    looked: float


_kept: dict[tuple[str, str, str], _Kept] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Published:
    """A link that stands, with what its group may see."""

    page: GroupPage
    stand: Standing

    @property
    def version(self) -> tuple[int, int]:
        """Another release or another link is another version."""
        return (self.page.pk, self.stand.published or 0)

    def view(self) -> dict[str, Any]:
        """What staff may see.

        Raises:
            Http404: nothing.
        """
        view = published_view(self.stand)
        if view is None:
            raise Http404
        return view


def find(code: str) -> Published:
    """The page with this code, when its group may see something.

    Raises:
        Http404: no such code, nothing was released by both roles, what was released was emptied, or the group became
            so small that its page would point to persons.
    """
    page = page_of(code)
    if page is None:
        raise Http404
    stand = standing(page.variant, page.group)
    if (
        stand.published is None
        or stand.is_emptied
        or (page.group and employee_inputs.points_to_persons(page.variant, page.group))
    ):
        raise Http404
    return Published(page, stand)


def bundle(code: str, language: str, kind: str) -> Bundle:
    """The page (``page``), the page on paper (``print``) or the script that keeps it offline (``offline``).

    Raises:
        Http404: as `find`.
    """
    key, now = (code, language, kind), time.monotonic()
    kept = _kept.get(key)
    if kept is not None and now - kept.looked < FRESH_SECONDS:
        return kept.bundle
    try:
        published = find(code)
        if kept is None or kept.version != published.version:
            kept = _Kept(_MAKERS[kind](published, language), published.version, now)
    except Http404:
        _kept.pop(key, None)
        raise
    kept.looked = now
    with _lock:
        if len(_kept) >= MOST and key not in _kept:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = kept
    return kept.bundle


def forget() -> None:
    """Forget every page that was made."""
    with _lock:
        _kept.clear()


def around(code: str, language: str) -> dict[str, str]:
    """The addresses that a page of a group leads to; the same whatever somebody fills in."""
    ending = "" if language == "nl" else "_en"
    other = "_en" if language == "nl" else ""
    arguments = {"code": code}
    return {
        "page_url": reverse(f"my_step_page{ending}", kwargs=arguments),
        "other_url": reverse(f"my_step_page{other}", kwargs=arguments),
        "print_url": reverse(f"my_step_print{ending}", kwargs=arguments),
        "help_url": reverse(f"my_step_help{ending}", kwargs=arguments),
        "offline_url": reverse("my_step_offline", kwargs=arguments),
        "start_url": reverse("my_step_page", kwargs=arguments),
    }


def page_context(published: Published, language: str) -> dict[str, Any]:
    """What the templates of a group's page need."""
    return {
        "page": employee_inputs.content(published.view(), language),
        "code": published.page.code,
        "released_on": published.stand.published_on,
        "urls": around(published.page.code, language),
    }


def _page(published: Published, language: str) -> Bundle:
    body = rendered("my_step/page.html", page_context(published, language), language)
    return Bundle(body, PAGE_POLICY, language)


def _paper(published: Published, language: str) -> Bundle:
    body = rendered("my_step/print.html", page_context(published, language), language)
    return Bundle(body, PAPER_POLICY, language)


def _offline(published: Published, language: str) -> Bundle:
    urls = around(published.page.code, language)
    script = rendered(
        "my_step/offline.js",
        {
            "cache": json.dumps(f"mijn-stap-{published.page.code}"),
            "pages": json.dumps([urls["page_url"], urls["other_url"]]),
            "files": json.dumps([static(name) for name in FILES]),
        },
        language,
    )
    return Bundle(script, OFFLINE_POLICY, language, "text/javascript; charset=utf-8")


_MAKERS = {"page": _page, "print": _paper, "offline": _offline}
