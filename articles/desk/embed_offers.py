"""What the editor's script is told of an address that somebody has just embedded."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.body.recognising import LONGEST
from articles.offering import offer_for


@require_POST
@never_cache
def offer(request: HttpRequest) -> JsonResponse:
    """Say of `address` how its provider writes it, its title and in words what came of asking.

    Raises PermissionDenied for those who may not write stories.
    """
    user: Any = request.user
    if not (user.has_perm("articles.change_article") or user.has_perm("articles.add_article")):
        raise PermissionDenied
    return JsonResponse(offer_for(request.POST.get("address", "")[:LONGEST])._asdict())
