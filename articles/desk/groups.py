"""Who may do what: the groups that a newsroom starts with."""

from typing import Any

from django.contrib.auth.models import Group, Permission

STORIES = ["add_article", "change_article", "delete_article", "view_article"]
CAST = [*(f"{act}_{noun}" for noun in ("author", "agency", "tag") for act in ("add", "view")), "view_series"]
PHOTOS = ["add_photo", "view_photo"]

# A reporter writes and hands over; a desk editor publishes; a photo editor keeps the pictures; a web producer arranges
# the fronts; an administrator all.
GROUPS: dict[str, list[str]] = {
    "Reporter": [*STORIES, *CAST, *PHOTOS, "view_section"],
    "Desk editor": [
        *STORIES, *CAST, *PHOTOS, "change_photo", "view_section",
        "publish_article", "correct_article", "withdraw_article", "override_gate", "hold_article",
        "kill_article", "kill_photo", "view_as_of", "arrange_front",
        "change_author", "change_agency", "change_tag", "delete_tag", "delete_author", "delete_agency",
        "add_series", "change_series", "delete_series",
        "view_record", "view_comment", "moderate_comment",
    ],
    "Photo editor": [
        *PHOTOS, *CAST, "change_photo", "delete_photo", "kill_photo", "view_article", "change_article", "view_section",
    ],
    "Web producer": [
        *CAST, *PHOTOS, "change_tag", "view_article", "change_article", "view_section", "view_as_of", "arrange_front",
        "add_series", "change_series", "delete_series",
    ],
    "Administrator": [],
}  # fmt: skip


# What a migration brought: the groups that a newsroom has already are given it when that migration runs.
BROUGHT_BY = {
    "record_acts": {"view_record"},
    "see_the_site_as_of": {"view_as_of"},
    "fronts": {"arrange_front"},
    "comments": {"view_comment", "moderate_comment"},
    "series": {"view_series", "add_series", "change_series", "delete_series"},
}


def ensure_groups(plan: Any = (), **kwargs: Any) -> None:
    """Make the groups that are missing, with their permissions; groups that exist stay as the newsroom has them.

    Runs after every migration, when all permissions exist. plan: the migrations that ran, each with whether backwards;
    what one of them brought is new to every newsroom, so that groups which exist are given that much.
    """
    ran = {migration.name.partition("_")[2] for migration, backwards in plan if not backwards}
    brought = {codename for name, codenames in BROUGHT_BY.items() if name in ran for codename in codenames}
    for name, codenames in GROUPS.items():
        group, made = Group.objects.get_or_create(name=name)
        ours = Permission.objects.filter(content_type__app_label__in=["articles", "media", "auth"])
        allowed = ours.filter(codename__in=codenames) if codenames else ours
        if made:
            group.permissions.set(allowed)
        elif brought:
            group.permissions.add(*allowed.filter(codename__in=brought))
