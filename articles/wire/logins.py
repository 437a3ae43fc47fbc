"""The demonstration's logins: one for each kind of person in a newsroom, with one password for all."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.models import Author


class NotADemonstrationError(Exception):
    """The newsroom has logins of its own; the message is a sentence."""


@dataclass(frozen=True)
class Login:
    """A login's name, the group it is in, and the author of the sample edition whose it is."""

    username: str
    group: str
    author: str = ""


LOGINS = (
    Login("reporter", "Reporter", "Nadia Kestrel"),
    Login("editor", "Desk editor", "Henrik Asare"),
    Login("photoeditor", "Photo editor"),
    Login("producer", "Web producer"),
    Login("admin", "Administrator"),
)


def logins_exist() -> bool:
    """Return whether the demonstration has been set up here."""
    return User.objects.filter(username__in=[login.username for login in LOGINS]).exists()


def check_is_demonstration(password_file: Path) -> None:
    """Raise NotADemonstrationError where people log in who are not the demonstration's."""
    if User.objects.exists() and not password_file.exists():
        raise NotADemonstrationError(
            "This newsroom has logins of its own, so it is not given the demonstration’s: everybody could read their "
            "password. Set NEWSROOM_VAR to another directory for a demonstration."
        )


def password_for(password_file: Path, wanted: str) -> str:
    """Return the password that was asked for, or this installation's own; keep it for its owner alone to read."""
    kept = password_file.read_text().strip() if password_file.exists() else ""
    password = wanted or kept or secrets.token_urlsafe(9)
    if password != kept:
        handle = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(password)
    return password


@transaction.atomic
def ensure_logins(password: str) -> None:
    """Make the logins that are missing and let all of them in with the password."""
    for login in LOGINS:
        user, made = User.objects.get_or_create(username=login.username, defaults={"is_staff": True})
        if made:
            _introduce(user, login)
        if not user.check_password(password):
            user.set_password(password)
            user.save()


def _introduce(user: User, login: Login) -> None:
    """Put a new login into its group, and give it the name of the author whose it is."""
    user.groups.add(Group.objects.get(name=login.group))
    user.is_superuser = login.username == "admin"
    author = Author.objects.named(login.author) if login.author else None
    if author is not None and author.user is None:
        user.first_name, _, user.last_name = author.name.rpartition(" ")
        author.user = user
        author.save()
    user.save()
