"""The parts that every page shares: card, byline, figure, moment, share links; each is defined once, here."""

import datetime as dt
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from articles.body import plain
from articles.models import Agency, Author, Credit, Section, Site, Version, VersionByline, instant
from articles.paths import path_to
from articles.reading import dates
from articles.reading.bylines import byline_lines
from articles.reading.calendars import month_table
from articles.reading.language import direction, native_digits
from articles.reading.series import numbered
from articles.reading.story import figure
from articles.reading.words import KINDS, RETRACTED, TAG_KINDS, share_links
from articles.statements import original_of
from media.models import Photo
from media.printing import part, remembered
from media.templatetags.media_tags import picture

register = template.Library()

# What a card's template prints.
CARD = (
    *("look", "opinion", "lang_dir", "kicker", "furniture", "address"),
    *("headline", "standfirst", "byline", "when", "picture"),
)


@register.simple_tag
def moment(value: dt.date, style: str = "near") -> SafeString:
    """Print a date or a datetime as <time>, in one of the styles of articles.reading.dates."""
    return _moment(value, style, get_language(), get_current_timezone_name(), timezone.localdate(instant()))


@lru_cache(maxsize=5000)
def _moment(value: dt.date, style: str, *surroundings: Any) -> SafeString:
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


@part("articles/_byline.html")
def _byline(who: list[tuple[str, Author | None, Agency | None]], *printed: Any) -> dict[str, Any]:
    when, language, lines = printed
    credits_ = [VersionByline(role=role, author=author, agency=agency) for role, author, agency in who]
    words = {"words_language": language, "words_direction": direction(language) if language else ""}
    return {"lines": byline_lines(credits_)[:lines], "when": when, **words}


@register.simple_tag
def byline(
    credits: Iterable[Credit],  # noqa: A002 the word in templates
    when: dt.datetime | None = None,
    *,
    first_line: bool = False,
    language: str = "",
) -> SafeString:
    """Print a byline. `first_line`: who wrote it and no more; `when`: the time after it; `language`: its lang."""
    who = [(credit.role, credit.author, credit.agency) for credit in credits]
    return _byline(who, moment(when) if when else "", language, 1 if first_line else None)


register.simple_tag(figure)


@part("articles/_card.html")
def _card(*printed: Any) -> dict[str, Any]:
    return dict(zip(CARD, printed, strict=True))


@register.simple_tag(takes_context=True)
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
) -> SafeString:
    """Print a story in a list.

    look: further classes. kicker: "own" for the story's, "section" and "part" for its section's name or “Part 2” where
    that is told, "" for none.
    text: "always" for the standfirst, "instead" of a picture where there is none, "" for never.
    by, when, photo: whether byline, time and picture are printed. sizes: the picture's.
    """
    pictured = version.list_photo if photo or text == "instead" else None
    credits_: list[Credit] | None = [*version.bylines.all()] if by else None
    today = timezone.localdate(instant()) if when else None
    at_its_place = version.front_headline or version.front_photo
    same = version if at_its_place else original_of(version)
    return _whole_card(same, pictured, credits_, context["language"], look, kicker, text, when, photo, sizes, today)


@remembered
def _whole_card(
    version: Version,
    pictured: Photo | None,
    credits_: list[Credit] | None,
    language: str,
    *given: Any,
) -> SafeString:
    look, kicker, text, when, photo, sizes, _ = given
    own = version.kicker
    told = numbered(version.part_number) if kicker == "part" and version.part_number else own
    shown = {"": "", "own": own, "section": own or version.section.name, "part": told}[kicker]
    context = template.Context({"language": language})
    furniture = language if version.language != language else ""
    at = version.first_published if when else None
    return _card(
        f" {look}" if look else "",
        version.section.opinion,
        lang_dir(context, version.language),
        shown,
        furniture,
        version.get_absolute_url(),
        headline(context, version),
        version.standfirst if text == "always" or (text == "instead" and not pictured) else "",
        "" if credits_ is None else byline(credits_, at, first_line=True, language=furniture),
        moment(at) if at and credits_ is None else "",
        picture(pictured, shape="card", sizes=sizes) if photo and pictured else "",
    )


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
def calendar(month: dt.date, days: Collection[dt.date], *, headed: bool = False) -> dict[str, Any]:
    """Print a month; days: those that lead to what was published on them; headed: whether it says which month it is."""
    leads = any((day.year, day.month) == (month.year, month.month) for day in days)
    return {**month_table(month, days), "month": month, "headed": headed, "leads": leads}


@register.filter
def digits(number: object) -> str:
    """Write a number, or the digits of a text, as the language of the page does."""
    return native_digits(str(number))


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


@part("articles/_share_links.html")
def _share(address: str, title: str) -> dict[str, Any]:
    return {"links": share_links(address, title)}


@register.simple_tag
def share(address: str, title: str) -> SafeString:
    """Print the list of plain links that share an address."""
    return _share(address, title)


@part("articles/_share.html")
def _share_buttons(address: str, title: str, comments: str, count: int) -> dict[str, Any]:
    return {"address": address, "title": title, "comments": comments, "count": count}


@register.simple_tag(takes_context=True)
def share_buttons(context: template.Context) -> SafeString:
    """Print what opens the list of links that share a story, and what leads to its comments."""
    version, talk = context["story"].version, context.get("talk")
    comments = version.get_comments_url() if talk and talk.linked else ""
    return _share_buttons(context["canonical"], version.headline, comments, talk.count if talk else 0)


@part("articles/_minutes.html")
def _minutes(number: int) -> dict[str, Any]:
    return {"number": number}


@register.simple_tag
def minutes(number: int) -> SafeString:
    """Say how long a story takes to read."""
    return mark_safe(_minutes(number).strip())


@register.simple_tag
def path(name: str, *parts: Any) -> str:
    """Print the path of a page, as `url` does."""
    return path_to(name, *parts)


@part("articles/_header.html")
def _header(*printed: Any) -> dict[str, Any]:
    return dict(
        zip(("site", "logo", "sections", "section", "front", "searching", "today", "language"), printed, strict=True)
    )


@register.simple_tag(takes_context=True)
def header(context: template.Context) -> SafeString:
    """Print the head of every page: its name, the day, search, and the sections."""
    site, section = context["site"], context.get("section")
    return _header(
        site,
        _logo(site),
        context["sections"],
        section.pk if section else None,
        bool(context.get("front")),
        bool(context.get("question")),
        context["today"],
        context["language"],
    )


@part("articles/_footer.html")
def _footer(site: Site, logo: Photo | None, sections: list[Section], year: int, language: str) -> dict[str, Any]:
    return {"site": site, "logo": logo, "sections": sections, "year": year, "language": language}


@register.simple_tag(takes_context=True)
def footer(context: template.Context) -> SafeString:
    """Print the foot of every page."""
    site = context["site"]
    return _footer(site, _logo(site), context["sections"], context["today"].year, context["language"])


def _logo(site: Site) -> Photo | None:
    return site.logo if site.logo and site.logo.is_shown() else None


@part("articles/_assets.html")
def _assets() -> dict[str, Any]:
    return {}


@register.simple_tag
def assets() -> SafeString:
    """Print what every page is made of besides its HTML: style sheet, script, icons."""
    return mark_safe(_assets().strip())
