"""Pictures in templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from media.models import Photo
from media.printing import part

register = template.Library()


@part("media/_picture.html")
def _picture(
    photo: Photo, shape: str, sizes: str, alt: str, lead: bool, killed: bool, css_class: str
) -> dict[str, Any]:
    shown = photo.picture(shape) if killed or not photo.killed_at else None
    return {"picture": shown, "sizes": sizes, "alt": alt, "lead": lead, "css_class": css_class}


@register.simple_tag
def picture(
    photo: Photo,
    shape: str = "full",
    sizes: str = "100vw",
    alt: str = "",
    *,
    lead: bool = False,
    killed: bool = False,
    **rest: Any,
) -> SafeString:
    """Print a photo as `<picture>` in AVIF, WebP and JPEG; nothing of one that is killed, unless `killed=True`.

    `shape` is a name of media.renditions.SHAPES, `sizes` the attribute of the same name, `alt` "" for a picture that
    says nothing the words beside it don't. `lead=True` asks the browser for it first; others load when they come near.
    `class="..."` goes to the `<img>`. Asks neither the database nor the disk.
    """
    css_class = rest.pop("class", "")
    if rest:
        raise template.TemplateSyntaxError(f"picture knows no {', '.join(rest)}.")
    return _picture(photo, shape, sizes, alt, lead, killed, css_class)
