"""What a story is, for machines: schema.org's NewsArticle as JSON-LD."""

from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone

from articles.models import Credit, Role, Site, Version
from media.models import Photo

from .story import Story

CONTEXT = "https://schema.org"


def news_article(story: Story, site: Site, address: str, image: str = "") -> dict[str, Any]:
    """Return a story as a NewsArticle, instants in the active time zone. address, image: absolute.

    Corrections are CorrectionComments (https://schema.org/correction), the newest first.
    """
    version = story.version
    told = {
        "@context": CONTEXT,
        "@type": "OpinionNewsArticle" if version.section.opinion else "NewsArticle",
        "mainEntityOfPage": address,
        "headline": version.headline,
        "description": version.standfirst,
        "image": image_object(version.list_photo, image) if image and version.list_photo else "",
        "datePublished": _instant(version.first_published),
        "dateModified": _instant(story.updated or version.first_published),
        "inLanguage": version.language,
        "articleSection": version.section.name,
        "wordCount": version.words,
        "author": [_person(credit, address) for credit in story.bylines if credit.role in {Role.BY, Role.WITH}],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name, "url": urljoin(address, reverse("front"))},
        "creativeWorkStatus": "Retracted" if version.retracted else "",
        "correction": [correction_comment(version) for version in story.corrections],
    }
    return {name: value for name, value in told.items() if value}


def image_object(photo: Photo, address: str) -> dict[str, Any]:
    """Return a photo as an ImageObject with what search engines print of its rights. address: absolute, of its file.

    Properties as Google's image metadata and the IPTC's guideline for it have them.
    """
    told = {
        "@type": "ImageObject",
        "contentUrl": address,
        "creditText": photo.credit_line,
        "creator": {"@type": "Person", "name": photo.photographer} if photo.photographer else "",
        "copyrightNotice": photo.copyright,
        "license": photo.web_statement,
        "acquireLicensePage": photo.licensor_url,
        "caption": photo.caption,
    }
    return {name: value for name, value in told.items() if value}


def correction_comment(version: Version) -> dict[str, str]:
    """Return a correction's note as a CorrectionComment."""
    return {"@type": "CorrectionComment", "text": version.note, "datePublished": _instant(version.live_from)}


def _person(credit: Credit, address: str) -> dict[str, str]:
    kind, route = ("Person", "author") if credit.author_id else ("Organization", "agency")
    return {"@type": kind, "name": credit.who.name, "url": urljoin(address, reverse(route, args=[credit.who.slug]))}


def _instant(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
