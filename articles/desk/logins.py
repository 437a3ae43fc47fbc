"""Who may log in and what they may do: the admins of logins and roles, on record."""

from typing import Any

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from articles.desk.logging_in import record_password
from articles.desk.recorded import RecordsChanges
from articles.models import Act
from articles.recording import Facts


class LoginsAdmin(RecordsChanges, UserAdmin):
    """People who may log in."""

    recorded_as = Act.LOGIN_CHANGED
    recorded_acts = {"Roles": Act.ROLES, "May do everything": Act.ROLES, "Permissions": Act.PERMISSIONS}
    # What the site itself writes down. As fields, Django gives them no label either.
    readonly_fields = ("last_login", "date_joined")

    def facts(self, thing: Any) -> Facts:
        """Return what somebody is called and may do; never a password."""
        return {
            "Login": thing.get_username(),
            "Name": thing.get_full_name(),
            "E-mail": thing.email,
            "May log in": _yes(thing.is_active),
            "May enter the desk": _yes(thing.is_staff),
            "May do everything": _yes(thing.is_superuser),
            "Roles": list(thing.groups.order_by("name").values_list("name", flat=True)),
            "Permissions": list(thing.user_permissions.order_by("name").values_list("name", flat=True)),
        }

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Set somebody's password, on record."""
        with transaction.atomic():
            person = self.get_object(request, id)
            before = person.password if person else None
            response = super().user_change_password(request, id, form_url)
            if person:
                record_password(request.user, person, before)
        return response


class RolesAdmin(RecordsChanges, GroupAdmin):
    """Groups: what people in a role may do."""

    recorded_as = Act.ROLES
    recorded_acts = {"Permissions": Act.PERMISSIONS}

    def facts(self, thing: Any) -> Facts:
        """Return the role's name and what it allows."""
        allowed = thing.permissions.order_by("name", "pk") if thing.pk else []
        return {"Name": thing.name, "Permissions": [permission.name for permission in allowed]}


def _yes(value: bool) -> str:
    return "Yes" if value else "No"
