from django.db import migrations

from media.models.change import ChangeIsTold
from media.telling import TellChanges


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_index_days"),
        ("media", "0013_changes_are_told"),
    ]

    operations = [
        TellChanges(
            {
                "agency": ChangeIsTold(name="agency_change_is_told", keys=["agency-{id}"], on=("UPDATE", "DELETE")),
                "article": ChangeIsTold(
                    name="article_translations_are_told",
                    keys=["story-{id}", "translations-{translations_id}"],
                    on=("UPDATE",),
                    of=("translations_id", "is_original", "language", "deleted_at"),
                ),
                "author": ChangeIsTold(name="author_change_is_told", keys=["author-{id}"], on=("UPDATE", "DELETE")),
                "breaking": ChangeIsTold(name="breaking_change_is_told", keys=["chrome"]),
                "container": ChangeIsTold(name="container_change_is_told", keys=["fronts"], on=("UPDATE", "DELETE")),
                "discussion": ChangeIsTold(name="discussion_change_is_told", keys=["discussion-{article_id}"]),
                "frontversion": ChangeIsTold(name="front_version_change_is_told", keys=["fronts"]),
                "kill": ChangeIsTold(name="kill_change_is_told", keys=["story-{article_id}"]),
                "section": ChangeIsTold(name="section_change_is_told", keys=["chrome"]),
                "site": ChangeIsTold(name="site_change_is_told", keys=["chrome"]),
                "slot": ChangeIsTold(name="slot_change_is_told", keys=["fronts"], on=("UPDATE", "DELETE")),
                "tag": ChangeIsTold(name="tag_change_is_told", keys=["tag-{id}"], on=("UPDATE", "DELETE")),
                "version": ChangeIsTold(name="version_change_is_told", keys=["story-{article_id}"]),
                "versionbyline": ChangeIsTold(
                    name="version_byline_change_is_told",
                    keys=["version-{version_id}", "author-stories-{author_id}", "agency-stories-{agency_id}"],
                    on=("UPDATE", "DELETE"),
                ),
                "versionphoto": ChangeIsTold(
                    name="version_photo_change_is_told", keys=["version-{version_id}"], on=("UPDATE", "DELETE")
                ),
                "versionrelated": ChangeIsTold(
                    name="version_related_change_is_told", keys=["version-{version_id}"], on=("UPDATE", "DELETE")
                ),
                "versiontag": ChangeIsTold(
                    name="version_tag_change_is_told",
                    keys=["version-{version_id}", "tag-stories-{tag_id}"],
                    on=("UPDATE", "DELETE"),
                ),
            }
        ),
    ]
