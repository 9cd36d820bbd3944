"""Variants: the list, a new one, which one is the main one, putting one away, and two side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.dossier import variants_compare
from vierkant_web.dossier.exchange_describe import describe
from vierkant_web.folders import Patterns
from vierkant_web.models import Variant, Visibility
from vierkant_web.permissions import Permission, Visit, latest_revisions, visit

EMPTY = "-"
"""Stands for no copy; no variant has this for a name in its address."""


class NewForm(forms.Form):
    """Name of a new variant, and what it begins with."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("What do you call this variant?"),
        help_text=gettext_lazy(
            "For example: “With three, in a new organisation” or “With two, one works for both”."
        ),
        max_length=200,
    )
    begin = forms.ChoiceField(label=gettext_lazy("What does it begin with?"))

    def __init__(self, variants: list[Variant], current: Variant, data: Any = None) -> None:
        super().__init__(data, initial={"begin": current.slug})
        copies = [(item.slug, _("A copy of “%(name)s”") % {"name": item.name}) for item in variants]
        self.fields["begin"] = forms.ChoiceField(
            label=self.fields["begin"].label,
            choices=[*copies, (EMPTY, _("Empty"))],
            help_text=_("With a copy you only change what is different."),
        )


def visible_variants(place: Visit) -> QuerySet[Variant]:
    """The variants that this visitor may see: members all of them, others those in which something is public."""
    rows = Variant.objects.filter(cooperation=place.cooperation).select_related("created_by")
    if place.access.role is not None:
        return rows
    public = latest_revisions().filter(variant=OuterRef("pk"), visibility=Visibility.PUBLIC)
    return rows.filter(Exists(public), archived__isnull=True)


def _context(place: Visit, form: NewForm | None = None) -> dict[str, Any]:
    rows = list(visible_variants(place))
    used = [row for row in rows if row.archived is None]
    main = next((row for row in used if row.is_main), place.variant)
    may_manage = place.access.may(Permission.MANAGE)
    return {
        "place": place,
        "variants": [_row(place, row, main) for row in used],
        "archived": [_row(place, row, main) for row in rows if row.archived is not None],
        "form": (form or NewForm(used, place.variant)) if may_manage else None,
        "may_manage": may_manage,
        "is_member": place.access.role is not None,
        "compare_url": reverse("variants_compare", kwargs={"slug": place.cooperation.slug}),
        "new_url": reverse("variants_new", kwargs={"slug": place.cooperation.slug}) + place.query,
        "second": next((row.slug for row in used if not row.is_main), ""),
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
    }


def _row(place: Visit, row: Variant, main: Variant) -> dict[str, Any]:
    arguments = {"slug": place.cooperation.slug, "name": row.slug}
    compare = reverse("variants_compare", kwargs={"slug": place.cooperation.slug})
    return {
        "variant": row,
        "url": place.cooperation.url + ("" if row.is_main else f"?variant={row.slug}"),
        "compare_url": "" if row.pk == main.pk else f"{compare}?a={main.slug}&b={row.slug}",
        "main_url": reverse("variants_main", kwargs=arguments),
        "archive_url": reverse("variants_archive", kwargs=arguments),
        "back_url": reverse("variants_back", kwargs=arguments),
    }


@require_GET
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """All variants."""
    return render(request, "dossier/variants.html", _context(visit(request, slug)))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new variant, empty or as a copy."""
    place = visit(request, slug, Permission.MANAGE)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("variants", kwargs={"slug": slug}) + place.query + "#nieuw")
    used = [row for row in visible_variants(place) if row.archived is None]
    form = NewForm(used, place.variant, request.POST)
    if not form.is_valid():
        return render(request, "dossier/variants.html", _context(place, form), status=422)
    source = next((row for row in used if row.slug == form.cleaned_data["begin"]), None)
    variant = actions.create_variant(
        cooperation=place.cooperation, name=form.cleaned_data["name"], copy_of=source, by=place.user
    )
    messages.success(
        request, _("“%(name)s” is there. Now change what is different in it.") % {"name": variant.name}
    )
    return HttpResponseRedirect(reverse("fill_in", kwargs={"slug": slug}) + f"?variant={variant.slug}")


def _named(request: HttpRequest, slug: str, name: str) -> tuple[Visit, Variant]:
    place = visit(request, slug, Permission.MANAGE)
    variant = Variant.objects.filter(cooperation=place.cooperation, slug=name).first()
    if variant is None:
        raise Http404
    variant.cooperation = place.cooperation
    return place, variant


@require_POST
def main(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Make a variant the one that pages open first."""
    place, variant = _named(request, slug, name)
    try:
        actions.make_main(variant=variant, by=place.user)
    except Invalid:
        messages.warning(request, _("This variant was put away. Take it back first."))
    else:
        describe(place)
        messages.success(request, _("“%(name)s” is now the main variant.") % {"name": variant.name})
    return HttpResponseRedirect(reverse("variants", kwargs={"slug": slug}))


@require_POST
def archive(request: HttpRequest, slug: str, name: str, archived: bool = True) -> HttpResponse:
    """Put a variant away, or take it back."""
    place, variant = _named(request, slug, name)
    try:
        actions.archive_variant(variant=variant, archived=archived, by=place.user)
    except Invalid:
        messages.warning(request, _("This is the main variant. Choose another main variant first."))
    else:
        text = _("“%(name)s” was put away.") if archived else _("“%(name)s” is back.")
        messages.success(request, text % {"name": variant.name})
    return HttpResponseRedirect(reverse("variants", kwargs={"slug": slug}))


# Side by side ---------------------------------------------------------------------------------------------------


def _two(request: HttpRequest, place: Visit) -> tuple[list[Variant], list[Variant]]:
    """The variants to choose from, and the two that were asked for (nothing when there are not two)."""
    known = list(visible_variants(place))
    asked = [next((row for row in known if row.slug == request.GET.get(key)), None) for key in ("a", "b")]
    chosen = [row for row in asked if row is not None]
    # Compare with oneself and you learn nothing: then there is still something to choose.
    is_pair = len(chosen) == 2 and chosen[0].pk != chosen[1].pk
    return [row for row in known if row.archived is None or row in chosen], chosen if is_pair else []


@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two variants side by side: people first, then the other blocks, the K's, the money, and what differs."""
    place = visit(request, slug)
    known, chosen = _two(request, place)
    context = {
        "place": place,
        "variants": known,
        "asked": {"a": request.GET.get("a", ""), "b": request.GET.get("b", "")},
        "list_url": reverse("variants", kwargs={"slug": slug}),
        "breadcrumb": [
            {"title": _("Overview"), "url": place.cooperation.url + place.query},
            {"title": _("Variants"), "url": reverse("variants", kwargs={"slug": slug})},
        ],
    }
    if chosen:
        context |= variants_compare.context(place, chosen)
        context["state_url"] = (
            reverse("variants_state", kwargs={"slug": slug}) + f"?a={chosen[0].slug}&b={chosen[1].slug}"
        )
    return render(request, "dossier/variants_compare.html", context)


@require_GET
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the two assessments are, for the script on the page that waits."""
    place = visit(request, slug)
    _known, chosen = _two(request, place)
    if not chosen:
        raise Http404
    standing, progress = variants_compare.standing(place, chosen)
    waiting = _("Waiting for its turn.")
    text = _("%(percent)s%% done.") % {"percent": round(progress * 100)} if progress > 0 else waiting
    return JsonResponse({"state": standing, "progress": progress, "text": text})


patterns: Patterns = [
    path("varianten/", listing, name="variants"),
    path("varianten/nieuw/", new, name="variants_new"),
    path("varianten/vergelijk/", compare, name="variants_compare"),
    path("varianten/vergelijk/stand.json", state, name="variants_state"),
    path("varianten/<slug:name>/hoofdvariant/", main, name="variants_main"),
    path("varianten/<slug:name>/wegleggen/", archive, name="variants_archive"),
    path("varianten/<slug:name>/terughalen/", archive, {"archived": False}, name="variants_back"),
]
