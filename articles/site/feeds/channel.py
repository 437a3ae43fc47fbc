"""Which stories a feed holds, and what it calls itself."""

from dataclasses import dataclass, field

from django.db.models import Q

from articles.models import Site, Version, VersionQuerySet

# How many stories a feed holds: more than a busy day of any newsroom that this is for.
MOST = 40


@dataclass(frozen=True)
class Channel:
    """A feed before its stories are read.

    name: of what it follows, "" for the whole site. home: the path of the page that it follows. stories: narrows
    versions down to its own. through: the prefix of a relation whose index gives the order, as in `paging.listing`.
    corrections: whether it holds notes of what was wrong instead of stories.
    """

    name: str
    about: str
    home: str
    stories: Q = field(default_factory=Q)
    through: str = ""
    corrections: bool = False

    def title(self, site: Site) -> str:
        """What a reader's list of feeds calls it."""
        return f"{self.name} – {site.name}" if self.name else site.name

    def newest(self) -> VersionQuerySet:
        """Return what it holds, the newest first."""
        if self.corrections:
            return Version.objects.corrections().of_live_stories().order_by("-live_from", "-pk")
        moment, version = f"{self.through}first_published", f"{self.through}version_id" if self.through else "pk"
        return Version.objects.live().filter(self.stories).order_by(f"-{moment}", f"-{version}")
