"""Readers' addresses. They are fixed: what has moved is led on by the last of them."""

from django.urls import path, register_converter

from . import agency, archive, author, corrections, front, history, moved, photo, section, story, tag
from .converters import Number, Slug, Year

register_converter(Number, "nn")
register_converter(Year, "yyyy")
register_converter(Slug, "name")

urlpatterns = [
    path("", front.front, name="front"),
    path("<yyyy:year>/<nn:month>/<nn:day_of_month>/<name:slug>/", story.story, name="story"),
    path("<yyyy:year>/<nn:month>/<nn:day_of_month>/<name:slug>/history/", history.history, name="history"),
    path("section/<name:slug>/", section.section, name="section"),
    path("tag/<name:slug>/", tag.tag, name="tag"),
    path("tags/", tag.tags, name="tags"),
    path("author/<name:slug>/", author.author, name="author"),
    path("agency/<name:slug>/", agency.agency, name="agency"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/<yyyy:year>/", archive.year, name="archive_year"),
    path("archive/<yyyy:year>/<nn:month>/", archive.month, name="archive_month"),
    path("archive/<yyyy:year>/<nn:month>/<nn:day_of_month>/", archive.day, name="archive_day"),
    path("photos/<int:photo_id>/<name:name>", photo.photo, name="photo"),
    path("<path:path>", moved.moved, name="moved"),
]
