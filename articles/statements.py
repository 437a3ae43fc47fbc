"""Questions that are put together once and asked often.

What Django does to turn a queryset into SQL takes longer than the database needs to answer it. A `Statement` is a
queryset with `Given` in place of what differs from one time to the next; it is put together when it is first asked:

    LIVE = Statement(lambda: Version.objects.live(given_moment("at")).select_related("section"))
    LIVE.ask(at=instant())

Rows that others lead to (a section, a photo, an author) are mostly those of the page before: of the same columns the
same object is made once, and whoever reads it must change nothing of it. So are the rows themselves where `shared` says
that nobody changes them; where they are changed (`copied`) everybody gets a copy of their own, which is sooner made.
"""

import threading
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import BigIntegerField, DateTimeField, Field, FloatField, QuerySet, TextField, Value
from django.db.models.base import ModelState

from media.made_of import note, noting
from media.printing import MARK, unchanging

# So many of the objects that others lead to are kept; then it is begun anew.
MOST_KEPT = 4000

# What a copy knows its original by.
ORIGINAL = "_original"

Row = tuple[Any, ...]

_kept: dict[Any, tuple[Any, set[str]]] = {}


class Given(Value):
    """A value that is known only when the statement is asked: its name, and the field that it is compared with."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return a place for the value."""
        return "%s", [Place(self.value, self.output_field)]


def given_key(name: str) -> Given:
    """Return the key of a row, as a value that is given."""
    return Given(name, BigIntegerField())


def given_moment(name: str) -> Given:
    """Return an instant (aware), as a value that is given."""
    return Given(name, DateTimeField())


def given_words(name: str) -> Given:
    """Return a text, as a value that is given."""
    return Given(name, TextField())


def given_float(name: str) -> Given:
    """Return a number, as a value that is given."""
    return Given(name, FloatField())


def few(values: list[Any]) -> list[Any]:
    """Return some values, the last one again and again up to a power of two: for `in`, in few statements."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else []


class Place:
    """Where among the parameters a value goes."""

    def __init__(self, name: str, field: Any) -> None:
        self.name, self.field = name, field

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """Return the value as the database takes it."""
        return self.field.get_db_prep_value(values[self.name], connection)


def kept(known_as: Any, ties: int, make: Callable[[], Any]) -> Any:
    """Return the object that goes by a key, made where there is none; ties: to how many others it is tied.

    One that is tied to more was led further since, perhaps to what it would not lead to now, and is made anew.
    """
    found = _kept.get(known_as)
    if found is None or len(found[0]._state.fields_cache) > ties:
        with noting() as made_of:
            made = make()
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[known_as] = unchanging(made), made_of.keys
    note(*found[1])
    return found[0]


def copy_of(one: Any) -> Any:
    """Return a copy of an object that nobody changes, for somebody who does. What it leads to stays the same."""
    made = one.__class__.__new__(one.__class__)
    made.__dict__.update(one.__dict__, **{ORIGINAL: one})
    del made.__dict__[MARK]
    made._state = ModelState()
    made._state.db, made._state.adding = one._state.db, False
    made._state.fields_cache = one._state.fields_cache.copy()
    return made


def original_of(copied: Any) -> Any:
    """Return what an object was copied from, the same for all that are equal to it; an object that was not, itself."""
    return vars(copied).get(ORIGINAL, copied)


class Kind:
    """How columns become an object, with those that it leads to.

    told: what Django's compiler knows of it. converters: by column, what makes Python's values of the database's.
    """

    def __init__(self, select: list[Any], told: dict[str, Any], converters: dict[int, Any]) -> None:
        places = told["select_fields"]
        self.model, self.first, self.end = told["model"], places[0], places[-1] + 1
        self.names = [select[place][0].target.attname for place in places]
        self.key = self.first + self.names.index(self.model._meta.pk.attname)
        self.converted = [(at - self.first, *converters[at]) for at in range(self.first, self.end) if at in converters]
        self.others: list[Kind] = [Kind(select, one, converters) for one in told.get("related_klass_infos", ())]
        self.whole: int = max([self.end, *(one.whole for one in self.others)])
        self.tie: Any = told.get("local_setter")
        self.tie_back: Any = told.get("remote_setter")
        field, reverse = told.get("field"), told.get("reverse")
        self.ties = len(self.others) + bool(reverse or (field and field.unique))
        self.known_as: Any = (self.model, field, reverse, *self.names, *(one.known_as for one in self.others))

    def made(self, row: Row, connection: Any) -> Any:
        """Return the object of a row."""
        values = list(row[self.first : self.end])
        for place, converters, expression in self.converted:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        made = self.model.from_db(connection.alias, self.names, values)
        for one in self.others:
            other = one.again(row, connection)
            one.tie(made, other)
            if other is not None:
                one.tie_back(other, made)
        return made

    def again(self, row: Row, connection: Any) -> Any:
        """Return the object that was made of the same columns before; None for a row that leads to none."""
        if row[self.key] is None:
            return None
        return kept((self.known_as, row[self.first : self.whole]), self.ties, lambda: self.made(row, connection))


class Plan:
    """A queryset as one database is asked."""

    def __init__(self, rows: QuerySet[Any], alias: str) -> None:
        compiler = rows.query.get_compiler(using=alias)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        # What is given under one name is sent once, by number, in the database's own words.
        known = [
            (one.name, type(one.field)) if isinstance(one, Place) else (place,) for place, one in enumerate(self.params)
        ]
        numbers = {one: number for number, one in enumerate(dict.fromkeys(known))}
        self.order = [numbers[one] for one in known]
        self.sent = [self.params[known.index(one)] for one in numbers]
        sign = "?" if connections[alias].vendor == "sqlite" else "$"
        first, *rest = self.sql.split("%s")
        self.bare = first + "".join(f"{sign}{number + 1}{part}" for number, part in zip(self.order, rest, strict=True))
        select: list[Any] = compiler.select
        converters = compiler.get_converters([column for column, *_ in select[: compiler.col_count]])
        # A queryset of values has no objects.
        self.kind = Kind(select, compiler.klass_info, converters) if rows._fields is None else None  # type: ignore[attr-defined]
        self.more = [(name, at, *converters.get(at, ((), None))) for name, at in compiler.annotation_col_map.items()]
        self.converted = list(converters.items())

    def made(self, row: Row, connection: Any) -> Any:
        """Return the object of a row, with what was worked out for it."""
        one = self.kind.made(row, connection)  # type: ignore[union-attr]  # a queryset of objects has one
        for name, place, converters, expression in self.more:
            value = row[place]
            for convert in converters:
                value = convert(value, expression, connection)
            setattr(one, name, value)
        return one

    def rows(self, values: dict[str, Any], connection: Any) -> list[Row]:
        """Ask, and return the rows as they come."""
        if not self.sql:
            return []
        sent = [one.filled(values, connection) if isinstance(one, Place) else one for one in self.sent]
        with self._cursor(connection) as cursor:
            if connection.queries_logged:
                cursor.execute(self.sql, [sent[number] for number in self.order])
            else:
                cursor.execute(self.bare, sent)
            found: list[Row] = cursor.fetchall()
        return found

    def _cursor(self, connection: Any) -> Any:
        """Return a cursor that takes the statement as the database has it, which then keeps it prepared."""
        if connection.queries_logged:
            return connection.cursor()
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            return connection._prepare_cursor(connection.connection.cursor())
        return connection._prepare_cursor(_preparing()(connection.connection))


@cache
def _preparing() -> Any:
    """Return the kind of cursor whose statements PostgreSQL keeps prepared from the second time on."""
    from psycopg import RawCursor  # SQLite does without the driver

    class Preparing(RawCursor[Any]):
        def execute(self, *args: Any, **kwargs: Any) -> Any:
            """Execute a statement, which is remembered; all others, with their values in them, are not."""
            self.connection.prepare_threshold = 1
            try:
                return super().execute(*args, **kwargs)
            finally:
                self.connection.prepare_threshold = None

    return Preparing


class Statement:
    """A queryset that is put together once.

    build: returns it, with `Given` in it, and without prefetch_related. shared: whether of the same columns the same
    objects are made; copied: whether copies of these are.
    """

    def __init__(self, build: Callable[[], QuerySet[Any]], *, shared: bool = False, copied: bool = False) -> None:
        self._build, self._shared, self._copied = build, shared, copied
        self._plans: dict[str, Plan] = {}
        # Django puts a query together by changing it: by two threads at once it comes out as neither's.
        self._hand = threading.Lock()

    @cached_property
    def _rows(self) -> QuerySet[Any]:
        return self._build()

    def _plan(self) -> tuple[Plan, Any]:
        alias = router.db_for_read(self._rows.model)
        plan = self._plans.get(alias)
        if plan is None:
            with self._hand:
                plan = self._plans.get(alias)
                if plan is None:
                    plan = self._plans[alias] = Plan(self._rows, alias)
        return plan, connections[alias]

    def ask(self, **values: Any) -> list[Any]:
        """Return the objects, for these values of what is given."""
        plan, connection = self._plan()
        return [self._made(plan, row, connection) for row in plan.rows(values, connection)]

    def _made(self, plan: Plan, row: Row, connection: Any) -> Any:
        if plan.kind is None or not (self._shared or self._copied):
            return plan.made(row, connection)
        one = kept((plan, row), plan.kind.ties, lambda: plan.made(row, connection))
        return copy_of(one) if self._copied else one

    def columns(self, **values: Any) -> list[list[Any]]:
        """Return the rows of a queryset of values, for these values of what is given."""
        plan, connection = self._plan()
        found = [list(row) for row in plan.rows(values, connection)]
        for place, (converters, expression) in plan.converted if found else ():
            for row in found:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return found
