"""The pages with a form that keeps what is typed, by name: "articles.article/12", "articles.article/add"."""

import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from articles.desk.front_form import FrontForm
from articles.models import Front

NAME = re.compile(r"(?P<model>[a-z_]{1,50}\.[a-z_]{1,50})/(?P<key>add|[1-9][0-9]{0,17})", re.ASCII)


class NoPageError(Exception):
    """A name that no page has, or that of a thing which is gone."""


class ForbiddenPageError(Exception):
    """A page that somebody may not change, or that is not there: they do not learn which.

    gone: whether it is not there, for who knows that it once was.
    """

    def __init__(self, *, gone: bool) -> None:
        super().__init__()
        self.gone = gone


@dataclass(frozen=True)
class Page:
    """A form of the desk: the admin whose it is, and the thing it changes (None: it adds one)."""

    name: str
    model_admin: Any
    thing: Any | None

    @classmethod
    def of(cls, model_admin: Any, thing: Any | None) -> "Page":
        """Return the page of a thing; without one, or before it is saved: that of a new one."""
        saved = thing if thing is not None and thing.pk else None
        return cls(page_of(saved or model_admin.model), model_admin, saved)

    @property
    def title(self) -> str:
        """What stands at the top of it."""
        return f"New {self.model_admin.opts.verbose_name}" if self.thing is None else str(self.thing)

    @property
    def url(self) -> str:
        """Its address."""
        opts = self.model_admin.opts
        route = f"{self.model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}"
        return reverse(f"{route}_add") if self.thing is None else reverse(f"{route}_change", args=[self.thing.pk])

    def may_change(self, request: HttpRequest) -> bool:
        """Whether somebody may save this form."""
        if self.thing is None:
            return self.model_admin.has_add_permission(request)
        return self.model_admin.has_change_permission(request, self.thing)


def page_of(thing: Any) -> str:
    """Return the name of the page of a thing; of a model, or of what is not saved yet: that of a new one."""
    key = "add" if isinstance(thing, type) or thing.pk is None else thing.pk
    return f"{thing._meta.label_lower}/{key}"


def page_called(name: str, site: AdminSite, request: HttpRequest) -> Page:
    """Return a page that somebody may change, with what its admin needs to know of the thing but not its long texts.

    Raises NoPageError for what is no page, ForbiddenPageError where somebody may not change the thing or where there
    is none, so that nobody learns which things there are that they may not open.
    """
    match = NAME.fullmatch(name)
    model_admin = _admin(match["model"], site) if match else None
    if match is None or model_admin is None:
        raise NoPageError
    page = Page(name, model_admin, None if match["key"] == "add" else things(model_admin, [int(match["key"])]).first())
    gone = page.thing is None and match["key"] != "add"
    if gone or not page.may_change(request):
        raise ForbiddenPageError(gone=gone)
    return page


def pages_called(names: list[str], site: AdminSite, request: HttpRequest) -> dict[str, Page]:
    """Return those of some pages that somebody may change, by name; a query for each kind of thing."""
    wanted: dict[str, list[re.Match[str]]] = {}
    for match in filter(None, map(NAME.fullmatch, names)):
        wanted.setdefault(match["model"], []).append(match)
    found: dict[str, Page] = {}
    for label, matches in wanted.items():
        model_admin = _admin(label, site)
        if model_admin is None:
            continue
        known: dict[str, Any] = {str(thing.pk): thing for thing in things(model_admin, _keys(matches))}
        pages = [Page(match[0], model_admin, known.get(match["key"])) for match in matches]
        found |= {page.name: page for page in pages if page.thing is not None or page.name.endswith("/add")}
    return {name: page for name, page in found.items() if page.may_change(request)}


def things(model_admin: Any, keys: list[int]) -> models.QuerySet:
    """Return the rows with some primary keys, deleted stories too, without their long texts."""
    model = model_admin.model
    long = [field.name for field in model._meta.fields if isinstance(field, models.TextField | models.JSONField)]
    people = [name for name in ("updated_by", "deleted_by") if name in {field.name for field in model._meta.fields}]
    rows = getattr(model, "with_deleted", model._base_manager).filter(pk__in=keys).defer(*long)
    return rows.select_related(*people) if people else rows


def _keys(matches: list[re.Match[str]]) -> list[int]:
    return [int(match["key"]) for match in matches if match["key"] != "add"]


def _admin(label: str, site: AdminSite) -> Any | None:
    """Return the admin of a model whose forms keep what is typed."""
    try:
        model = apps.get_model(label)
        model_admin: Any = FrontForm(site) if model is Front else site.get_model_admin(model)
    except (LookupError, NotRegistered):
        return None
    return model_admin if getattr(model_admin, "keeps_typing", False) else None
