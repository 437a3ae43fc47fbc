"""Ana and Ben, who both have one story open."""

from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Content, RelatedArticle, Revision
from tests.articles.desk.browsing import Desk, change, posted, words
from tests.articles.desk.filled import filled
from tests.articles.makers import make_article, make_author
from tests.media.makers import make_photo

BODY = "<p>One stood at the quay.</p><p>Two ships came in.</p><p>Three cranes were at work.</p>"


def make_story() -> Article:
    """Return a draft with something in every field."""
    article = make_article(
        kicker="Transport",
        standfirst="At noon.",
        body=BODY,
        lead_photo=make_photo(),
        lead_caption="The quay",
        tags=["Ports"],
        slug="harbour",
    )
    article.bylines.create(author=make_author("Idra Quillane"), role="with", position=1)
    RelatedArticle.objects.create(article=article, other=make_article("Other"))
    article.revisions.all().delete()
    article.revision_number = 0
    Revision.objects.keep(article)
    return article


class Two:
    """Ana and Ben, who both opened a story as it is now."""

    def __init__(self, ana: User, ben: User, article: Article) -> None:
        for person, name in ((ana, "Verhallow"), (ben, "Okonkwo")):
            person.last_name = name
            person.save()
        self.ana, self.ben, self.article = Desk(ana), Desk(ben), article
        self.opened = posted(Article.objects.get(pk=article.pk))

    def post(self, desk: Desk, button: str = "_save", **typed: Any) -> Any:
        """Post the form as it was opened, with some values typed, and follow to the page that answers."""
        data = {name: value for name, value in (self.opened | typed).items() if value is not None}
        return desk.client.post(change(self.article), data | {button: ""}, follow=True)

    def clash(self, button: str = "_save", *, mine: Any, theirs: Any) -> Any:
        """Return the page that Ana gets for hers after Ben saved his."""
        saved = self.post(self.ben, **theirs)
        assert saved.redirect_chain, words(saved)
        return self.post(self.ana, button, **mine)

    def again(self, page: Any, button: str = "_resolve", **chosen: Any) -> Any:
        """Post Ana's page as it stands, with some values chosen or typed."""
        data = filled(page) | chosen
        return self.ana.client.post(change(self.article), data | {button: ""}, follow=True)

    @property
    def saved(self) -> Article:
        return Article.objects.get(pk=self.article.pk)


def newest(article: Article, back: int = 0) -> Content:
    """Return what a story's newest revision holds, or one so many before it."""
    return Content.from_json(article.revisions.all()[back].content)
