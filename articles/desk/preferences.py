"""One's own preferences: the time zone in which instants are told beside the site's."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.desk.whose import site_record
from articles.models import Preference, Site


def own_zone(user: Any, site: Site) -> ZoneInfo | None:
    """Return the time zone that somebody has chosen, where it is not the site's; asked once for a person's object."""
    kept = user.__dict__
    if "desk_zone" not in kept:
        chosen = Preference.objects.filter(pk=user.pk).first()
        kept["desk_zone"] = chosen.zone if chosen else None
    zone: ZoneInfo | None = kept["desk_zone"]
    return None if zone is None or zone.key == site.tz.key else zone


class PreferenceForm(forms.ModelForm):
    """The time zone, by its name."""

    use_required_attribute = False

    class Meta:
        model = Preference
        fields = ("time_zone",)
        widgets = {"time_zone": forms.TextInput({"list": "zones", "autocomplete": "off", "spellcheck": "false"})}


def preferences(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show one's own preferences, or keep them."""
    person: Any = request.user
    chosen = Preference.objects.filter(pk=person.pk).first() or Preference(user=person)
    form = PreferenceForm(request.POST if request.method == "POST" else None, instance=chosen, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your preferences are saved.")
        return HttpResponseRedirect(reverse("admin:preferences"))
    context = {
        **site.each_context(request),
        "title": "Your preferences",
        "form": form,
        "zone": site_record(request).tz.key,
        "zones": sorted(available_timezones()),
    }
    return TemplateResponse(request, "admin/preferences.html", context)
