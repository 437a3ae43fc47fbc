"""Pictures in templates."""

from typing import Any

from django import template

from media.models import Photo

register = template.Library()


@register.inclusion_tag("media/_picture.html")
def picture(
    photo: Photo,
    shape: str = "full",
    sizes: str = "100vw",
    alt: str = "",
    *,
    lead: bool = False,
    killed: bool = False,
    **rest: Any,
) -> dict[str, Any]:
    """Print a photo as `<picture>` in AVIF, WebP and JPEG; nothing of one that is killed, unless `killed=True`.

    `shape` is a name of media.renditions.SHAPES, `sizes` the attribute of the same name, `alt` "" for a picture that
    says nothing the words beside it don't. `lead=True` asks the browser for it first; others load when they come near.
    `class="..."` goes to the `<img>`. Asks neither the database nor the disk.
    """
    css_class = rest.pop("class", "")
    if rest:
        raise template.TemplateSyntaxError(f"picture knows no {', '.join(rest)}.")
    shown = photo.picture(shape) if killed or not photo.killed_at else None
    return {"picture": shown, "sizes": sizes, "alt": alt, "lead": lead, "css_class": css_class}
