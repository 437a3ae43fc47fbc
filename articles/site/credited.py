"""Who is credited for a story."""

from django.db.models import Q

from articles.models import Agency, Author


def credited(**who: Author | Agency) -> Q:
    """Narrow versions down to those that credit an `author` or an `agency`, each once however often it does."""
    return Q(**{f"bylines__{kind}": one for kind, one in who.items()}, bylines__first_published__isnull=False)
