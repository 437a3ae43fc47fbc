"""Who may do what: the groups that a newsroom starts with."""

from typing import Any

from django.contrib.auth.models import Group, Permission

STORIES = ["add_article", "change_article", "delete_article", "view_article"]
CAST = [f"{act}_{noun}" for noun in ("author", "agency", "tag") for act in ("add", "view")]
PHOTOS = ["add_photo", "view_photo"]

# A reporter writes and hands over; a desk editor publishes; a photo editor keeps the pictures; an administrator all.
GROUPS: dict[str, list[str]] = {
    "Reporter": [*STORIES, *CAST, *PHOTOS, "view_section"],
    "Desk editor": [
        *STORIES, *CAST, *PHOTOS, "change_photo", "view_section",
        "publish_article", "correct_article", "withdraw_article",
        "change_author", "change_agency", "change_tag", "delete_tag", "delete_author", "delete_agency",
    ],
    "Photo editor": [*PHOTOS, "change_photo", "delete_photo", "view_article", "change_article", *CAST, "view_section"],
    "Administrator": [],
}  # fmt: skip


def ensure_groups(**kwargs: Any) -> None:
    """Make the groups that are missing, with their permissions; groups that exist stay as the newsroom has them.

    Runs after every migration, when all permissions exist.
    """
    for name, codenames in GROUPS.items():
        group, made = Group.objects.get_or_create(name=name)
        if made:
            ours = Permission.objects.filter(content_type__app_label__in=["articles", "media", "auth"])
            group.permissions.set(ours.filter(codename__in=codenames) if codenames else ours)
