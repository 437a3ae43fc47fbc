"""Logging in, failing to, logging out and setting a password, on record."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest

from articles.models import Act
from articles.recording import record
from articles.visitors import address_of

LONGEST = 150


class DeskLoginForm(AdminAuthenticationForm):
    """The desk's log-in, which puts on record who is known and yet not let in."""

    def confirm_login_allowed(self, user: Any) -> None:
        """Raise ValidationError for somebody who may not enter the desk."""
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            record(None, Act.LOGIN_FAILED, user, reason="May not enter the desk", address=address_of(self.request))
            raise


def record_password(by: Any, person: Any, before: str | None) -> None:
    """Record that somebody's password was set, if it is another one than before (its hash)."""
    now = get_user_model()._default_manager.values_list("password", flat=True).get(pk=person.pk)
    if now != before:
        person.password = now
        told = "a new one" if person.has_usable_password() else "none: nobody can log in with one"
        record(by, Act.PASSWORD, person, after={"Password": told})


@receiver(user_logged_in, dispatch_uid="articles.record")
def logged_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Record that somebody logged in."""
    record(user, Act.LOGGED_IN, user, address=address_of(request))


@receiver(user_login_failed, dispatch_uid="articles.record")
def login_failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Record the name that somebody tried, and nothing else of what was typed."""
    tried = str(credentials.get("username", ""))[:LONGEST]
    record(None, Act.LOGIN_FAILED, tried, address=address_of(request))


@receiver(user_logged_out, dispatch_uid="articles.record")
def logged_out(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Record that somebody logged out."""
    if user is not None:
        record(user, Act.LOGGED_OUT, user, address=address_of(request))
