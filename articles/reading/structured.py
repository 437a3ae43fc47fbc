"""What a story is, for machines: schema.org's NewsArticle, and what it refers to.

A page tells all of it as one graph, see `graph`. Addresses are whole: `address` is the page's own.
"""

import datetime as dt
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils import timezone

from articles.models import Credit, Role, Series, Site, Version
from articles.paths import path_to
from media.models import Photo
from media.printing import remembered
from media.renditions import address as path_of
from media.renditions import rendition

from .story import Story

CONTEXT = "https://schema.org"
# The shapes in which search engines want a story's picture, wide to square, and how wide.
SHAPES = {"wide": 1600, "card": 1200, "square": 640}
# Who is an author, and not somebody who helped.
AUTHORS = {Role.BY, Role.WITH}


def graph(*things: dict[str, Any]) -> dict[str, Any]:
    """Return everything that a page tells machines, as one JSON-LD document."""
    return {"@context": CONTEXT, "@graph": list(things)}


def news_article(story: Story, site: Site, address: str) -> dict[str, Any]:
    """Return a story as a NewsArticle, instants in the active time zone.

    Corrections are CorrectionComments (https://schema.org/correction), the newest first.
    """
    version = story.version
    return filled(
        {
            "@type": "OpinionNewsArticle" if version.section.opinion else "NewsArticle",
            "mainEntityOfPage": address,
            "headline": version.headline,
            "description": version.standfirst,
            "image": pictures(version.list_photo, address) if version.list_photo else "",
            "datePublished": instant_of(version.first_published),
            "dateModified": instant_of(story.updated or version.first_published),
            "inLanguage": version.language,
            "articleSection": version.section.name,
            "isPartOf": series_of(story.place.series, address) if story.place else "",
            "position": story.place.number if story.place else "",
            "keywords": [tag.name for tag in story.tags],
            "wordCount": version.words,
            "isAccessibleForFree": True,
            "author": [writer(credit, address) for credit in story.bylines if credit.role in AUTHORS],
            "translator": [writer(credit, address) for credit in story.bylines if credit.role == Role.TRANSLATED_BY],
            **_translations(story, address),
            "publisher": publisher(site, address),
            "creativeWorkStatus": "Retracted" if version.retracted else "",
            "correction": [correction_comment(version) for version in story.corrections],
        }
    )


def _translations(story: Story, address: str) -> dict[str, Any]:
    """Return the original that a story was translated from, or what was translated from it, where readers see them."""
    told = story.translations
    if told is None:
        return {}
    works = [
        {
            "@type": "NewsArticle",
            "url": urljoin(address, tongue.url),
            "headline": tongue.headline,
            "inLanguage": tongue.language,
        }
        for tongue in told.others
        if tongue.is_original or told.own.is_original
    ]
    return {"workTranslation": works} if told.own.is_original else {"translationOfWork": works[0] if works else ""}


def series_of(series: Series, address: str) -> dict[str, Any]:
    """Return the series that a story is part of, as short as the story's page needs it."""
    page = root_of(address) + path_to("series", series.slug)
    return {"@type": "CreativeWorkSeries", "@id": page, "name": series.name, "url": page}


def pictures(photo: Photo, address: str) -> list[dict[str, Any]]:
    """Return a photo in every shape that search engines want."""
    return [image_object(photo, shape, width, address) for shape, width in SHAPES.items()]


def image_object(photo: Photo, shape: str, width: int, address: str) -> dict[str, Any]:
    """Return a photo in a shape as an ImageObject, with what search engines print of its rights.

    Properties as Google's image metadata and the IPTC's guideline for it have them.
    """
    return _image_object(photo, shape, width, root_of(address))


@remembered
def _image_object(photo: Photo, shape: str, width: int, root: str) -> dict[str, Any]:
    made = rendition(photo, shape, width, "jpg")
    return filled(
        {
            "@type": "ImageObject",
            "contentUrl": root + path_of(photo.pk, made.name),
            "width": made.width,
            "height": made.height,
            "creditText": photo.credit_line,
            "creator": {"@type": "Person", "name": photo.photographer} if photo.photographer else "",
            "copyrightNotice": photo.copyright,
            "license": photo.web_statement,
            "acquireLicensePage": photo.licensor_url,
            "caption": photo.caption,
        }
    )


def correction_comment(version: Version) -> dict[str, str]:
    """Return a correction's note as a CorrectionComment."""
    return {"@type": "CorrectionComment", "text": version.note, "datePublished": instant_of(version.live_from)}


def writer(credit: Credit, address: str) -> dict[str, str]:
    """Return who is credited: a person, or an agency as an organisation."""
    kind = "Person" if credit.author_id else "Organization"
    return {"@type": kind, "name": credit.who.name, "url": root_of(address) + page_of(credit)}


def page_of(credit: Credit) -> str:
    """Return the path of the page of who is credited."""
    return path_to("author" if credit.author_id else "agency", credit.who.slug)


def publisher(site: Site, address: str) -> dict[str, Any]:
    """Return the newsroom, as short as a page that is about something else needs it."""
    logo = site.logo if site.logo and site.logo.is_shown() else None
    return _publisher(site, logo, root_of(address))


@remembered
def _publisher(site: Site, logo: Photo | None, root: str) -> dict[str, Any]:
    front = root + path_to("front")
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{front}#publisher",
            "name": site.name,
            "url": front,
            "logo": image_object(logo, "full", 480, root) if logo else "",
        }
    )


def root_of(address: str) -> str:
    """Return what stands before the paths of a whole address; "" of none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def filled(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in told.items() if value}


def instant_of(at: dt.datetime) -> str:
    """Return an instant to the second, with its offset in the active time zone."""
    return timezone.localtime(at).isoformat(timespec="seconds")
