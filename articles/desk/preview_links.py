"""The box of a story's preview links: those in force, a form that makes another, and a button that revokes one."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from articles.desk.preferences import own_zone
from articles.desk.questions import TimeQuestion
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import PREVIEW_NOTE_LENGTH, Article, PreviewLink, Site, person
from articles.previewing import LONGEST, make_link, revoke_link, token_of
from media.keys import is_key

CHANGE = "admin:articles_article_change"
MAKE, REVOKE = "_make_link", "_revoke_link"
AS_IT_GOES_ON, AS_IT_IS = "desk", "now"
USUALLY = dt.timedelta(days=7)


class LinkForm(TimeQuestion):
    """What is shown, until when, and for whom."""

    prefix = "link"

    shows = forms.ChoiceField(
        choices=[(AS_IT_GOES_ON, "As it goes on"), (AS_IT_IS, "As it is now")],
        initial=AS_IT_GOES_ON,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="For whom, if you like",
        required=False,
        max_length=PREVIEW_NOTE_LENGTH,
        error_messages={"max_length": "At most %(limit_value)d characters fit; this has %(show_value)d."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        end = (timezone.now() + USUALLY).astimezone(self.zone).replace(minute=0, second=0, microsecond=0)
        self.initial.update(date=end.date(), time=end.time())
        self.fields["note"].widget.attrs.pop("maxlength", None)

    def answers(self) -> dict[str, Any]:
        """Return the arguments that making a link takes."""
        data = self.cleaned_data
        return {"until": data["at"], "frozen": data["shows"] == AS_IT_IS, "note": data["note"]}


@dataclass(frozen=True)
class Row:
    """A link in force as the box lists it."""

    link: PreviewLink
    address: str
    by: str
    made: Moment
    until: Moment
    opened: Moment | None

    @property
    def times(self) -> str:
        """How often it was opened."""
        return "once" if self.link.opened == 1 else f"{self.link.opened:,} times"


class LinkBox:
    """The preview links of one story, with the form that was refused, if any."""

    days = LONGEST.days

    def __init__(self, request: HttpRequest, article: Article, site: Site, refused: LinkForm | None = None) -> None:
        self.request, self.article, self.site, self.refused = request, article, site, refused

    @cached_property
    def rows(self) -> list[Row]:
        """The links in force, the last made first."""
        return [self._row(link) for link in self.article.preview_links.in_force().select_related("made_by")]

    @property
    def count(self) -> str:
        """How many there are, in words."""
        return f"{len(self.rows)} in force" if self.rows else "none"

    @property
    def opens(self) -> bool:
        """Whether the box stands open: while something is to be mended or copied in it."""
        return self.refused is not None or "links" in self.request.GET

    @cached_property
    def form(self) -> LinkForm:
        """The fields of another link; where one is refused, the caret stands in it."""
        form = self.refused or LinkForm(zone=self.site.tz, mine=own_zone(self.request.user, self.site))
        if wrong := next((name for name in form.fields if name in form.errors), None):
            form.fields[wrong].widget.attrs["autofocus"] = True
        return form

    def _row(self, link: PreviewLink) -> Row:
        zone = self.site.tz
        return Row(
            link=link,
            address=self.request.build_absolute_uri(reverse("outside", args=[token_of(link)])),
            by=person(link.made_by) or "the newsroom",
            made=Moment(link.made_at, zone),
            until=Moment(link.expires_at, zone),
            opened=Moment(link.last_opened_at, zone) if link.last_opened_at else None,
        )


class LinksOut(admin.ModelAdmin):
    """The side of the stories' admin that lets outsiders read one story."""

    def make_link(self, request: HttpRequest, article: Article, *, seen: bool) -> HttpResponseRedirect | LinkForm:
        """Make the link that the box asks for to a saved story; or return its fields with what is against them.

        seen: whether the person saw all that the story says now: nobody gives words away that they have not read.
        """
        site = site_record(request)
        form = LinkForm(request.POST, zone=site.tz, mine=own_zone(request.user, site))
        if not seen:
            form.add_error(None, "The story has changed since you read it. Look at it, then press again.")
        if form.is_valid():
            try:
                make_link(article, by=request.user, **form.answers())
            except Refused as refusal:
                for finding in refusal.findings:
                    form.add_error("time" if finding.field == "at" else None, finding.message)
            else:
                self.log_change(request, article, "Made a preview link.")
                messages.success(request, "The link is made. Copy it below, under Preview links.")
                return HttpResponseRedirect(f"{reverse(CHANGE, args=[article.pk])}?links#preview-links")
        return form

    def revoke_posted_link(self, request: HttpRequest, article: Article) -> None:
        """Revoke the link whose button sent a form, whether or not what is in the form can be saved."""
        key = request.POST.get(REVOKE, "")
        link = article.preview_links.in_force().filter(pk=key).first() if is_key(key) else None
        if link is None:
            messages.info(request, "That link opened nothing any more.")
            return
        revoke_link(link, by=request.user)
        self.log_change(request, article, "Revoked a preview link.")
        messages.success(request, "The link is revoked: it opens nothing any more.")
