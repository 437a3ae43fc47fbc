"""The parts that every page shares: card, byline, figure, moment, share links; each is defined once, here."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.body import plain
from articles.models import Credit, Version
from articles.reading import dates
from articles.reading.bylines import byline_lines
from articles.reading.calendars import month_table
from articles.reading.language import direction
from articles.reading.series import numbered
from articles.reading.story import figure_context
from articles.reading.words import KINDS, RETRACTED, TAG_KINDS, share_links
from media.models import Photo

register = template.Library()


@register.simple_tag
def moment(value: dt.date, style: str = "near") -> SafeString:
    """Print a date or a datetime as <time>, in one of the styles of articles.reading.dates."""
    return format_html('<time datetime="{}">{}</time>', dates.machine(value), dates.printed(value, style))


@register.filter
def printed(value: dt.date, style: str) -> str:
    """Print a date or a datetime as bare words, in one of the styles of articles.reading.dates."""
    return dates.printed(value, style)


@register.simple_tag(takes_context=True)
def lang(context: template.Context, code: str) -> SafeString | str:
    """Print a lang attribute for words in a language that is not the page's."""
    return format_html(' lang="{}"', code) if code != context["language"] else ""


@register.simple_tag(takes_context=True)
def lang_dir(context: template.Context, code: str) -> SafeString | str:
    """Print lang and dir attributes for a block in a language that is not the page's."""
    return format_html(' lang="{}" dir="{}"', code, direction(code)) if code != context["language"] else ""


@register.simple_tag(takes_context=True)
def headline(context: template.Context, version: Version, words: str = "") -> SafeString:
    """Print a headline, or `words` that stand for it; one of a retracted story is marked, in the page's language."""
    told = conditional_escape(words or version.list_headline)
    if not version.retracted:
        return told
    page = context["language"]
    mark = format_html(' lang="{}"', page) if version.language != page else ""
    return format_html('<span class="retracted"{}>{}</span> {}', mark, RETRACTED, told)


@register.inclusion_tag("articles/_byline.html")
def byline(
    credits: Iterable[Credit],  # noqa: A002 the word in templates
    when: dt.datetime | None = None,
    *,
    first_line: bool = False,
    language: str = "",
) -> dict[str, Any]:
    """Print a byline. `first_line`: who wrote it and no more; `when`: the time after it; `language`: its lang."""
    lines = byline_lines(credits)
    return {"lines": lines[:1] if first_line else lines, "when": when, "words_language": language}


@register.inclusion_tag("articles/_figure.html")
def figure(photo: Photo, caption: str, place: str) -> dict[str, Any]:
    """Print the one figure: picture, caption, credit; place as in articles.reading.story."""
    return figure_context(photo, caption, place)


@register.inclusion_tag("articles/_card.html", takes_context=True)
def card(
    context: template.Context,
    version: Version,
    look: str = "",
    *,
    kicker: str = "own",
    text: str = "",
    by: bool = False,
    when: bool = False,
    photo: bool = True,
    sizes: str = "(min-width: 60rem) 18rem, (min-width: 40rem) 48vw, 7rem",
) -> dict[str, Any]:
    """Print a story in a list.

    look: further classes. kicker: "own" for the story's, "section" and "part" for its section's name or “Part 2” where
    that is told, "" for none.
    text: "always" for the standfirst, "instead" of a picture where there is none, "" for never.
    by, when, photo: whether byline, time and picture are printed. sizes: the picture's.
    """
    own = version.kicker
    part = numbered(version.part_number) if kicker == "part" and version.part_number else own
    shown = {"": "", "own": own, "section": own or version.section.name, "part": part}[kicker]
    foreign = version.language != context["language"]
    return {
        "version": version,
        "look": f" {look}" if look else "",
        "kicker": shown,
        "text": text == "always" or (text == "instead" and not version.list_photo),
        "by": by,
        "when": version.first_published if when else None,
        "photo": version.list_photo if photo else None,
        "sizes": sizes,
        "language": context["language"],
        "furniture": context["language"] if foreign else "",
    }


@register.inclusion_tag("articles/_found.html", takes_context=True)
def found(context: template.Context, card: Any, sizes: str) -> dict[str, Any]:
    """Print a story that was found: its version, headline and words, the last two marked; sizes: its picture's."""
    language = context["language"]
    return {
        "card": card,
        "version": card.version,
        "sizes": sizes,
        "language": language,
        "site_language": context["site"].language,
        "furniture": language if card.version.language != language else "",
    }


@register.inclusion_tag("articles/_voice.html", takes_context=True)
def voice(context: template.Context, version: Version) -> dict[str, Any]:
    """Print an opinion: who holds it, with their portrait, and the headline."""
    writer = next((credit.author for credit in version.bylines.all() if credit.author), None)
    return {"version": version, "writer": writer, "language": context["language"]}


@register.inclusion_tag("articles/_calendar.html")
def calendar(month: dt.date, spans: Iterable[Any]) -> dict[str, Any]:
    """Print a month; spans: the days of it that lead to what was published on them."""
    return month_table(month, {span.start for span in spans})


@register.filter
def kind_words(version: Version) -> Any:
    """Say why a version exists, in the active language."""
    return KINDS[version.kind]


@register.filter
def comment_html(text: str) -> SafeString:
    """Print what a reader wrote: paragraphs, and links."""
    return mark_safe(plain.as_html(text))


@register.filter
def tag_kind(kind: str) -> Any:
    """Say what sort of thing a tag names, in the active language."""
    return TAG_KINDS[kind]


@register.inclusion_tag("articles/_share_links.html")
def share(address: str, title: str) -> dict[str, Any]:
    """Print the list of plain links that share an address."""
    return {"links": share_links(address, title)}
