"""The form of a front's draft, among the forms of the desk that keep what is typed."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from articles import arranging
from articles.models import Front


class FrontForm:
    """Who may arrange a draft; what a `Page` asks of the admin of anything else. A draft has no page of that."""

    model, opts = Front, Front._meta
    keeps_typing = True
    # What somebody is told whose draft another saved meanwhile.
    once_overtaken = "Saving asks which of the two stands."

    def __init__(self, site: AdminSite) -> None:
        self.admin_site = site

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: no form that is kept begins a draft."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether somebody may arrange fronts."""
        user: Any = request.user
        return bool(user.has_perm(arranging.PERMISSION))
