"""The tests' database: what a test committed is taken away, and what the migrations wrote stands again.

Django's own way is to empty every table, full or not, and to write all that follows a migration once more: some forty
commits for each test that commits, most of which are of a browser.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from articles.models import Record
from articles.models.append_only import AppendOnly
from media.models import Change

# What migrations write, each after what it refers to.
WRITTEN: tuple[type[models.Model], ...] = (ContentType, Permission, Group, Group.permissions.through)
# The record refuses that its rows are taken away, everywhere else.
RECORD = next(one for one in Record._meta.constraints if isinstance(one, AppendOnly))

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let each test that commits leave the database as the migrations left it."""
    with django_db_blocker.unblock():
        rows = written()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: leave(rows))
        yield


def written() -> list[Rows]:
    """Return the rows of WRITTEN."""
    return [_rows(model) for model in WRITTEN]


def leave(rows: list[Rows]) -> None:
    """Leave these rows of WRITTEN in the database, and nothing else."""
    with transaction.atomic():
        _empty({model._meta.db_table for model in WRITTEN})
        if written() != rows:
            for model in reversed(WRITTEN):
                _clear(model._meta.db_table)
            for model, its_rows in zip(WRITTEN, rows, strict=True):
                model._base_manager.bulk_create(model(*row) for row in its_rows)
            ContentType.objects.clear_cache()


def _empty(kept: set[str]) -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept
    full = [table for (table,) in _execute(" UNION ALL ".join(map(_name_if_full, sorted(tables))))]
    recorded = Record._meta.db_table in full
    for sql in RECORD.lifts(Record, connection.vendor) if recorded else []:
        _execute(sql)
    for table in full:
        _clear(table)
    _clear(Change._meta.db_table)  # where the database wrote down what has just gone
    if recorded:
        connection.check_constraints()  # PostgreSQL sets no trigger on a table of which it has yet to check rows
        for sql in RECORD.guards(Record, connection.vendor):
            _execute(sql)


def _name_if_full(table: str) -> str:
    return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})"  # noqa: S608 a table's own name


def _clear(table: str) -> None:
    _execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 a table's own name


def _rows(model: type[models.Model]) -> Rows:
    return list(model._base_manager.order_by("pk").values_list(*(field.attname for field in model._meta.fields)))


def _execute(sql: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
