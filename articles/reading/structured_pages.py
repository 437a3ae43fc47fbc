"""What pages other than a story's are, for machines: the newsroom, an author, a list, and the way to each."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from articles.models import Author, Series, Site, Version
from articles.paths import path_to
from media.models import Photo

from .structured import filled, image_object, publisher, series_of


def newsroom(site: Site, address: str) -> dict[str, Any]:
    """Return the newsroom with all that its record says: where else it is found, and how it works."""
    policies = {name: urljoin(address, page) for name, page in site.policy_pages().items()}
    return {
        **publisher(site, address),
        **filled({"description": site.tagline, "sameAs": _elsewhere(site.find_us)}),
        **policies,
    }


def website(site: Site, address: str) -> dict[str, Any]:
    """Return the site."""
    about = {"@type": "WebSite", "name": site.name, "url": address, "inLanguage": site.language}
    return {**about, "publisher": {"@id": publisher(site, address)["@id"]}}


def profile(author: Author, site: Site, address: str) -> dict[str, Any]:
    """Return an author's page, and who that is."""
    portrait = author.portrait if author.portrait and author.portrait.is_shown() else None
    person = {
        "@type": "Person",
        "name": author.name,
        "url": address,
        "jobTitle": author.job_title,
        "description": author.biography,
        "email": author.email if author.show_email else "",
        "image": image_object(portrait, "square", 640, address) if portrait else "",
        "sameAs": _elsewhere(author.links),
        "worksFor": publisher(site, address),
    }
    return {"@type": "ProfilePage", "url": address, "mainEntity": filled(person)}


def collection(name: str, about: str, stories: Iterable[Version], address: str) -> dict[str, Any]:
    """Return a list of stories in their order."""
    items = [
        {"@type": "ListItem", "position": place, "url": urljoin(address, version.get_absolute_url())}
        for place, version in enumerate(stories, 1)
    ]
    listed = {"@type": "ItemList", "itemListElement": items} if items else ""
    return filled({"@type": "CollectionPage", "name": name, "description": about, "url": address, "mainEntity": listed})


def creative_series(series: Series, site: Site, address: str, picture: Photo | None) -> dict[str, Any]:
    """Return a series. picture: what its page shows, None where it shows none."""
    told = {
        "description": series.description,
        "image": image_object(picture, "card", 1200, address) if picture else "",
        "publisher": publisher(site, address),
    }
    return series_of(series, address) | filled(told)


def breadcrumbs(site: Site, address: str, *steps: tuple[str, str]) -> dict[str, Any]:
    """Return the way from the front page. steps: the name and the path of each page, the last one's path being ""."""
    way = [(site.name, path_to("front")), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            filled(
                {
                    "@type": "ListItem",
                    "position": place,
                    "name": name,
                    "item": urljoin(address, path) if path else "",
                }
            )
            for place, (name, path) in enumerate(way, 1)
        ],
    }


def _elsewhere(links: list[dict[str, str]]) -> list[str]:
    """Return the pages of other sites among links: neither addresses of mail nor paths of ours."""
    return [link["url"] for link in links if link["url"].startswith(("https://", "http://"))]
