"""Readers' addresses. They are fixed: what has moved is led on by the last of them."""

from django.urls import path, register_converter

from . import (
    agency,
    archive,
    author,
    card,
    comments,
    corrections,
    front,
    history,
    manifest,
    moved,
    oembed,
    photo,
    search,
    section,
    series,
    story,
    tag,
)
from .converters import CardName, FeedFormat, ListKind, Number, Part, Slug, Year
from .feeds import views as feeds
from .sitemaps import views as sitemaps

register_converter(Number, "nn")
register_converter(Year, "yyyy")
register_converter(Slug, "name")
register_converter(FeedFormat, "feed")
register_converter(ListKind, "lists")
register_converter(Part, "part")
register_converter(CardName, "card")

urlpatterns = [
    path("", front.front, name="front"),
    path("<yyyy:year>/<nn:month>/<nn:day_of_month>/<name:slug>/", story.story, name="story"),
    path("<yyyy:year>/<nn:month>/<nn:day_of_month>/<name:slug>/history/", history.history, name="history"),
    path("<yyyy:year>/<nn:month>/<nn:day_of_month>/<name:slug>/comments/", comments.comments, name="comments"),
    path("section/<name:slug>/", section.section, name="section"),
    path("series/<name:slug>/", series.series, name="series"),
    path("tag/<name:slug>/", tag.tag, name="tag"),
    path("tags/", tag.tags, name="tags"),
    path("author/<name:slug>/", author.author, name="author"),
    path("agency/<name:slug>/", agency.agency, name="agency"),
    path("search/", search.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/<yyyy:year>/", archive.year, name="archive_year"),
    path("archive/<yyyy:year>/<nn:month>/", archive.month, name="archive_month"),
    path("archive/<yyyy:year>/<nn:month>/<nn:day_of_month>/", archive.day, name="archive_day"),
    path("photos/<int:photo_id>/<name:name>", photo.photo, name="photo"),
    path("feed.<feed:fmt>", feeds.site, name="feed"),
    path("section/<name:slug>/feed.<feed:fmt>", feeds.section, name="section_feed"),
    path("series/<name:slug>/feed.<feed:fmt>", feeds.series, name="series_feed"),
    path("tag/<name:slug>/feed.<feed:fmt>", feeds.tag, name="tag_feed"),
    path("author/<name:slug>/feed.<feed:fmt>", feeds.author, name="author_feed"),
    path("agency/<name:slug>/feed.<feed:fmt>", feeds.agency, name="agency_feed"),
    path("corrections/feed.<feed:fmt>", feeds.corrections, name="corrections_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<yyyy:year>-<nn:month><part:part>.xml", sitemaps.month, name="sitemap_month"),
    path("sitemap-<lists:kind><part:part>.xml", sitemaps.lists, name="sitemap_list"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("oembed", oembed.oembed, name="oembed"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("cards/<int:article>/<card:name>", card.card, name="card"),
    path("<path:path>", moved.moved, name="moved"),
]
