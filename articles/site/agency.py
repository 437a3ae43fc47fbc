"""The page of an agency."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Agency
from articles.reading import chrome
from media.made_of import kept

from .following import Following
from .moved import stood_for
from .paging import listing
from .responses import list_page


@kept("before", "after")
@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories an agency is credited for, the newest first."""
    found = Agency.objects.standing().filter(slug=slug).first()
    if found is None:
        return stood_for(request, "agency", Agency, slug)
    stories = listing(request, "agency", found.pk, subjects=True)
    follow = Following("agency_feed", found.name, slug)
    context = {"agency": found, "follow": follow, "subjects": stories.subjects}
    return list_page(request, "articles/agency.html", chrome(), stories, context)
