"""Browsers logged in as the people of tests/conftest.py, and one reader."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def cleo(db: None) -> User:
    """Cleo, a reader with a login and no business at the desk."""
    return User.objects.create_user("cleo")


@pytest.fixture
def as_ana(ana: User) -> Client:
    return logged_in(ana)


@pytest.fixture
def as_ben(ben: User) -> Client:
    return logged_in(ben)


@pytest.fixture
def as_pia(pia: User) -> Client:
    return logged_in(pia)


@pytest.fixture
def as_cleo(cleo: User) -> Client:
    return logged_in(cleo)
