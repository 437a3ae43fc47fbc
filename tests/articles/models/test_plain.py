"""Names are found without their accents, those that were there before they could be too."""

from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

from django.apps import apps

from articles import migrations
from articles.models import Author, Section
from tests.articles.makers import make_author, make_section


def test_names_that_were_there_are_given_what_they_are_found_by(db: None) -> None:
    author, section = make_author("Zoë Kőszegi"), make_section("Économie")
    Author.objects.update(plain="")
    Section.objects.update(plain="")
    names = [one.name for one in iter_modules(migrations.__path__)]
    brought = next(name for name in names if name.endswith("_find_people_without_accents"))
    import_module(f"articles.migrations.{brought}").fill(apps, SimpleNamespace())
    author.refresh_from_db()
    section.refresh_from_db()
    assert (author.plain, section.plain) == ("zoe koszegi", "economie")


def test_a_new_name_changes_what_it_is_found_by(db: None) -> None:
    author = make_author("Zoë")
    author.name = "Chloë"
    author.save(update_fields=["name"])
    author.refresh_from_db()
    assert author.plain == "chloe"
