"""Tags: what a story is about."""

from django.db import models
from taggit.models import ItemBase, TagBase

from media.made_of import Noted
from media.models.change import ChangeIsTold

from .naming import SLUG_LENGTH, Mergeable, MergeableQuerySet, meant, name_key, without_accents


class TagQuerySet(MergeableQuerySet["Tag"]):
    """Tags as readers and editors look for them."""

    def like(self, name: str) -> "Tag | None":
        """Return the tag an editor means by a name: the same by case, or else by case and accents; None without one."""
        close = self.filter(plain=without_accents(name)).select_related("stands_for").order_by("pk")
        return self.named(name) or meant(close.first())


class Tag(Mergeable, TagBase, Noted):  # type: ignore[django-manager-missing]  # taggit is not typed
    """A subject. Two tags never differ by capitals or by how an accent is encoded alone."""

    noted_as = "tag"

    class Kind(models.TextChoices):
        """What sort of thing a tag names."""

        TOPIC = "topic", "topic"
        PERSON = "person", "person"
        PLACE = "place", "place"
        ORGANISATION = "organisation", "organisation"
        EVENT = "event", "event"

    name = models.CharField(max_length=100)
    slug = models.CharField("address", max_length=SLUG_LENGTH, unique=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TOPIC)
    description = models.CharField(max_length=500, blank=True, help_text="A sentence or two for the tag's own page.")

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            ChangeIsTold(name="tag_change_is_told", keys=["tag-{id}"], on=("UPDATE", "DELETE")),
            models.UniqueConstraint(fields=["key"], name="tag_name_once"),
        ]


class TaggedArticle(ItemBase):
    """One tag on the desk copy of one story."""

    # Without indexes of their own: those below begin with them.
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_articles", db_index=False)
    content_object = models.ForeignKey("Article", models.CASCADE, related_name="tagged", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["tag", "content_object"], name="taggedarticle_stories")]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")]

    def __str__(self) -> str:
        return str(self.tag)


def tags_named(names: list[str]) -> list[Tag]:
    """Return the tags with these names in this order, each once, making those that are missing."""
    found: dict[str, Tag] = {}
    for name in names:
        if name.strip() and name_key(name) not in found:
            found[name_key(name)] = Tag.objects.named_or_new(name)
    return list(dict.fromkeys(found.values()))
