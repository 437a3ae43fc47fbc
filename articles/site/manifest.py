"""The web manifest, by which a reader puts the paper on the first screen of a phone: https://www.w3.org/TR/appmanifest/."""

import json

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Site
from articles.reading import direction
from media.made_of import kept

from .responses import CACHE_CONTROL

ICONS = (192, 512)
PAPER = "#fffefc"


@kept()
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Send the newsroom's name, its icons and where it begins."""
    site = Site.objects.current()
    told = {
        "name": site.name,
        "short_name": site.name[:12].strip(),
        **({"description": site.tagline} if site.tagline else {}),
        "lang": site.language,
        "dir": direction(site.language),
        "start_url": reverse("front"),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(size) for size in ICONS],
    }
    words = json.dumps(told, ensure_ascii=False)
    return HttpResponse(words, content_type="application/manifest+json", headers={"Cache-Control": CACHE_CONTROL})


def _icon(size: int) -> dict[str, str]:
    address = static(f"articles/icon-{size}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
