"""How PostgreSQL finds what a page asks for: the plans of what a request sends, and which read whole tables."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.statements import Place, Plan

READS = ("SELECT", "WITH", "(SELECT")
# What the driver says that values are; "unknown" is for PostgreSQL to find out.
KINDS = {int: "bigint", float: "double precision", dt.datetime: "timestamptz"}
# Of how many rows a table is large.
LARGE = 20_000
# How many rows no page needs of one.
MUCH = 5_000

Node = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One statement, with its values in it."""

    sql: str

    def plan(self) -> Node:
        """Return its plan, as EXPLAIN gives it."""
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {self.sql}")
            (told,) = cursor.fetchone()
        found: Node = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        return found


def asked_by(act: Callable[[], Any]) -> list[str]:
    """Return what an act reads, each statement once, with its values in it."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [sql for sql in dict.fromkeys(one["sql"] for one in captured) if sql.startswith(READS)]


def plans_of(act: Callable[[], Any]) -> Iterator[tuple[str, Node]]:
    """Give what an act reads, with its plan; of a statement that is kept prepared also the plan for any values."""
    with kept_prepared() as prepared:
        asked = asked_by(act)
    for sql in asked:
        yield sql, Asked(sql).plan()
    for sql, values in prepared:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
            kinds = ", ".join(KINDS.get(type(one), "unknown") for one in values)
            cursor.execute(f"PREPARE asked{f' ({kinds})' if kinds else ''} AS {sql}")
            given = f"({cursor.mogrify(', '.join(['%s'] * len(values)), values)})" if values else ""
            plan = Asked(f"EXECUTE asked{given}").plan()
            cursor.execute("DEALLOCATE asked")
        yield f"(prepared) {sql}", plan


@contextmanager
def kept_prepared() -> Iterator[list[tuple[str, list[Any]]]]:
    """Give what is asked meanwhile by `articles.statements`: SQL with numbered places, and what was sent for them."""
    found: dict[str, list[Any]] = {}
    rows = Plan.rows

    def noted(plan: Plan, values: dict[str, Any], using: Any) -> Any:
        if plan.sql:
            found[plan.bare] = [one.filled(values, using) if isinstance(one, Place) else one for one in plan.sent]
        return rows(plan, values, using)

    asked: list[tuple[str, list[Any]]] = []
    with patch.object(Plan, "rows", noted):
        yield asked
    asked += found.items()


def nodes(plan: Node) -> Iterator[Node]:
    """Give a plan's steps."""
    yield plan
    for one in plan.get("Plans", ()):
        yield from nodes(one)


def large_tables() -> set[str]:
    """Return the tables that PostgreSQL takes for large."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [LARGE])
        return {name for (name,) in cursor.fetchall()}


def whole_tables(act: Callable[[], Any]) -> dict[str, set[str]]:
    """Return which large tables are read from end to end, by the statement that does: as they lie or by an index."""
    large, found = large_tables(), dict[str, set[str]]()
    for sql, plan in plans_of(act):
        read = {one["Relation Name"] for one in without_limit(plan) if _reads_much(one)} | {
            one["Relation Name"] for one in nodes(plan) if one["Node Type"] == "Seq Scan"
        }
        if read & large:
            found[sql] = read & large
    return found


def without_limit(plan: Node) -> Iterator[Node]:
    """Give a plan's steps but those that end when there are enough rows."""
    if plan["Node Type"] == "Limit":
        return
    yield plan
    for one in plan.get("Plans", ()):
        yield from without_limit(one)


def _reads_much(step: Node) -> bool:
    return step["Node Type"] in {"Index Scan", "Index Only Scan"} and step["Plan Rows"] >= MUCH
