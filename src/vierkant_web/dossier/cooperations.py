"""The list of cooperations at the front, and starting a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.dossier import inputs
from vierkant_web.folders import Patterns
from vierkant_web.models import (
    Cooperation,
    CooperationMunicipality,
    Kind,
    Membership,
    Role,
    Section,
    User,
    Visibility,
)
from vierkant_web.permissions import cooperations_for

PER_PAGE = 24


class FilterForm(forms.Form):
    """What to look for in the list."""

    text = forms.CharField(label=_("Name of the cooperation"), required=False, max_length=200)
    municipality = forms.CharField(
        label=_("Municipality that takes part"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "municipalities"}),
    )


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The cooperations that this user may see: the own ones first. Five queries, whatever the number."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"text": "", "municipality": ""}
    page = Paginator(_found(request, wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = [_card(row) for row in page]
    return render(
        request,
        "dossier/cooperations_list.html",
        {
            "form": form,
            "page": page,
            "mine": [row for row in rows if row["role"]],
            "others": [row for row in rows if not row["role"]],
            "is_filtered": any(wanted.values()),
            "municipalities": inputs.municipality_names(),
        },
    )


def _found(request: HttpRequest, wanted: dict[str, str]) -> QuerySet[Cooperation]:
    rows = cooperations_for(request.user)
    if wanted["text"]:
        rows = rows.filter(name__icontains=wanted["text"])
    if wanted["municipality"]:
        towns = CooperationMunicipality.objects.filter(cooperation=OuterRef("pk"))
        town = inputs.municipality_named(wanted["municipality"])
        towns = towns.filter(code=town[0]) if town else towns.filter(name__icontains=wanted["municipality"])
        rows = rows.filter(Exists(towns))
    return rows.annotate(is_mine=Exists(_own(request))).order_by("-is_mine", "name", "id")


def _own(request: HttpRequest) -> QuerySet[Membership]:
    return Membership.objects.filter(user=request.user.pk, cooperation=OuterRef("pk"))


def _card(row: Any) -> dict[str, Any]:
    names = [town.name for town in row.municipalities.all()]
    return {
        "title": row.name,
        "url": row.url,
        "kind": row.get_kind_display(),
        "municipalities": names,
        "role": Role(row.my_role).label if row.my_role else "",
    }


class NewForm(forms.Form):
    """What a new cooperation begins with."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What is the cooperation called?"), help_text=_("A working name is fine."), max_length=200
    )
    kind = forms.ChoiceField(
        label=_("Who works together?"),
        choices=Kind.choices,
        initial=Kind.INTERMUNICIPAL,
        widget=forms.RadioSelect,
    )


class TownForm(forms.Form):
    """One municipality, by its name."""

    use_required_attribute = False
    municipality = forms.CharField(
        label=_("Municipality"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
    )

    def clean_municipality(self) -> tuple[str, str] | None:
        """Code and name of the municipality that was meant."""
        text = self.cleaned_data["municipality"]
        if not text:
            return None
        town = inputs.municipality_named(text)
        if town is None:
            raise forms.ValidationError(inputs.why_no_municipality(text))
        return town


TownFormSet = forms.formset_factory(TownForm, extra=3, max_num=40, can_delete=True)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Name, kind and partners; then on to the steps."""
    data = request.POST if request.method == "POST" else None
    form, towns = NewForm(data), TownFormSet(data, prefix="towns")
    # Both, so that everything that is wrong is said at once.
    if data is not None and all([form.is_valid(), towns.is_valid()]):
        cooperation = _create(request, form, towns)
        return HttpResponseRedirect(
            reverse("fill_in_step", kwargs={"slug": cooperation.slug, "word": "samenwerking"})
        )
    context = {"form": form, "formset": towns, "municipalities": inputs.municipality_names()}
    context["breadcrumb"] = [{"title": _("Cooperations"), "url": reverse("home")}]
    return render(request, "dossier/cooperations_new.html", context, status=422 if data is not None else 200)


def _create(request: HttpRequest, form: NewForm, formset: Any) -> Cooperation:
    assert isinstance(request.user, User)  # noqa: S101 - the site is closed to who did not sign in
    given = [
        row.cleaned_data.get("municipality") for row in formset.forms if not row.cleaned_data.get("DELETE")
    ]
    towns = list(dict.fromkeys(town for town in given if town))
    about = {"name": form.cleaned_data["name"], "kind": form.cleaned_data["kind"]}
    with transaction.atomic():
        cooperation = actions.create_cooperation(**about, municipalities=towns, by=request.user)
        parts = [Part(Section.COOPERATION, "", about, Visibility.SHARED)]
        if towns:
            partners = [{"id": slugify(name), "municipality": code} for code, name in towns]
            parts.append(Part(Section.PARTNERS, "", partners, Visibility.SHARED))
        checked = [Part(part.section, "", _checked(part), part.visibility) for part in parts]
        actions.save_many(variant=cooperation.variants.get(), parts=checked, by=request.user)
    return cooperation


def _checked(part: Part) -> Any:
    content, _faults = inputs.check_part({}, str(part.section), "", part.content)
    return content


patterns: Patterns = [
    path("", listing, name="home"),
    path("nieuw/", new, name="cooperation_new"),
]
