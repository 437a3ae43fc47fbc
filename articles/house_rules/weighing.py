"""What the site decides of its checks, and whether it speaks of checks that there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core import checks
from django.db import connections, transaction

from articles.models import Act, CheckSetting, Severity, Site
from articles.recording import record

from .registry import CHECKS, HouseRules


@transaction.atomic
def weigh(site: Site, severities: Mapping[str, str], *, by: Any) -> dict[str, tuple[Severity, Severity]]:
    """Say what checks do when they find something, by their names; return what changed, as before and after.

    `by` goes on record; who may change the site record may do this.

    Raises ValueError for a check that there is not, or that nobody may set.
    """
    rules = HouseRules.current()
    changed: dict[str, tuple[Severity, Severity]] = {}
    for name, severity in severities.items():
        if name not in CHECKS or CHECKS[name].hard:
            raise ValueError(f"{name} is no check that can be set.")
        was, now = rules.severity(CHECKS[name]), Severity(severity)
        if was != now:
            CheckSetting.objects.update_or_create({"severity": now}, site=site, name=name)
            changed[name] = was, now
    if changed:
        before, after = ({CHECKS[name].words: str(pair[i].label) for name, pair in changed.items()} for i in (0, 1))
        record(by, Act.SETTING, site, before=before, after=after)
    return changed


def known_names(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of settings for checks that there are not: they do nothing."""
    told: list[checks.CheckMessage] = []
    for alias in databases or ():
        if CheckSetting._meta.db_table not in connections[alias].introspection.table_names():
            continue
        names = CheckSetting.objects.using(alias).exclude(name__in=CHECKS).values_list("name", flat=True)
        told += [
            checks.Warning(
                f"The site sets a house rule that there is not: “{name}”.",
                hint=f"Delete the setting, or write one of these: {', '.join(CHECKS)}.",
                id="articles.W001",
            )
            for name in names
        ]
    return told
