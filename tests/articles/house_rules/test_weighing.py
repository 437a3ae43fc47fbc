"""What the site decides of its checks."""

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction

from articles.house_rules import CHECKS, HouseRules, check
from articles.house_rules.weighing import weigh
from articles.models import CheckSetting, Record, Severity, Site
from articles.models.section import the_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    the_site()
    return Site.objects.get()


def test_only_what_differs_is_written_and_told(site: Site) -> None:
    assert weigh(site, {"byline": Severity.BLOCKING, "agency": Severity.OFF}, by=None) == {
        "agency": (Severity.ADVISORY, Severity.OFF)
    }
    assert weigh(site, {"agency": Severity.ADVISORY}, by=None) == {"agency": (Severity.OFF, Severity.ADVISORY)}
    assert [(one.name, one.severity) for one in CheckSetting.objects.all()] == [("agency", "advisory")]
    assert [(one.act, one.before, one.after) for one in Record.objects.newest_first()] == [
        ("setting", {"Agencies in the byline": "Off"}, {"Agencies in the byline": "Advises"}),
        ("setting", {"Agencies in the byline": "Advises"}, {"Agencies in the byline": "Off"}),
    ]


def test_a_rule_of_the_database_cannot_be_relaxed(site: Site) -> None:
    for name in ("headline", "legal-hold", "nonsense"):
        with pytest.raises(ValueError, match=name):
            weigh(site, {name: Severity.OFF}, by=None)
    CheckSetting.objects.create(site=site, name="headline", severity=Severity.OFF)
    assert HouseRules.current().severity(CHECKS["headline"]) == Severity.BLOCKING


def test_no_severity_but_the_three(site: Site) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckSetting.objects.create(site=site, name="agency", severity="sometimes")


def test_a_name_that_no_check_has_is_told_by_the_system_check(site: Site) -> None:
    weigh(site, {"agency": Severity.OFF}, by=None)
    assert [one.id for one in run_checks(databases=["default"]) if one.id == "articles.W001"] == []
    CheckSetting.objects.create(site=site, name="grammar", severity=Severity.OFF)
    (told,) = [one for one in run_checks(databases=["default"]) if one.id == "articles.W001"]
    assert "“grammar”" in told.msg


def test_two_checks_of_one_name() -> None:
    with pytest.raises(ValueError, match="two checks named byline"):
        check("byline", "Byline")(CHECKS["byline"].finds)
