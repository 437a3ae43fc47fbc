"""Translations of one story: beginning one, linking stories that exist, taking them apart, calling one up to date.

Nothing here changes what a story says, nor whether readers see it; of a group they see what is live, at once. `by` must
be allowed to change stories; None is the newsroom's own machinery. The acts raise PermissionDenied and Refused.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.freezing import thaw
from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.languages import language_named
from articles.models import Act, Article, Content, Revision, Role, TranslationGroup
from articles.recording import Facts, record

CHANGE, ADD = "articles.change_article", "articles.add_article"
# Where a refusal belongs: the language, or the story that was chosen.
LANGUAGE, OTHER = "language", "other"


@transaction.atomic
def begin_translation(article: Article, language: str, *, by: Any) -> Article:
    """Make a draft in another language that starts with a story's own words, linked with it; return it.

    What readers see of the story is copied, else its desk copy: words, lead photo, section, tags and byline, to which
    the person who acts is added as translator. `by` must be allowed to add stories too.
    """
    permit(by, CHANGE, ADD)
    hold(article)
    if article.kills.in_force().exists():
        raise Refused(Finding("state", "This story is killed: bring it back before it is translated."))
    if language == article.language:
        raise Refused(Finding(LANGUAGE, f"This story is in {language_named(language)}. Choose another language."))
    refuse_taken(article, language)
    before = _told(article)
    live = article.versions.live().first()
    content = _begun(live.content() if live else article.content(), language, by)
    draft = Article(created_by=by, updated_by=by, language=language)
    thaw(draft, content)
    Revision.objects.keep(draft, by, note=f"Begun as a translation of “{article}”"[:200])
    if article.translations_id is None:
        _group_of(article)
        article.is_original = True
        article.save(update_fields=["is_original"])
    _join(draft, _group_of(article))
    record(by, Act.TRANSLATION_BEGUN, article, before=before, after=_told(article))
    return draft


@transaction.atomic
def link(translation: Article, original: Article, *, by: Any) -> None:
    """Link two stories, one of which was translated from the other, or both from the original of their group."""
    permit(by, CHANGE)
    before = {story.pk: _told(story) for story in (translation, original)}
    connect(translation, original)
    for story in (translation, original):
        record(by, Act.TRANSLATION_LINKED, story, before=before[story.pk], after=_told(story))


@transaction.atomic
def connect(translation: Article, original: Article) -> None:
    """Link two stories without putting that on record: who loads thousands does that once. Raises Refused."""
    if translation.pk == original.pk:
        raise Refused(Finding(OTHER, "A story is no translation of itself. Choose another one."))
    for story in sorted((translation, original), key=lambda one: one.pk):
        hold(story)
    mover, host = _who_joins(translation, original)
    if host.language == mover.language:
        raise Refused(Finding(OTHER, f"Both stories are in {language_named(host.language)}. Is one’s language wrong?"))
    refuse_taken(host, mover.language, OTHER)
    _join(mover, _group_of(host))
    if not Article.every_row.filter(translations=host.translations_id, is_original=True).exists():
        original.is_original, original.followed_at = True, None
        original.save(update_fields=["is_original", "followed_at"])


@transaction.atomic
def unlink(article: Article, *, by: Any) -> None:
    """Let a story be no translation of any other. Those that are left stay linked with one another."""
    permit(by, CHANGE)
    hold(article)
    if article.translations_id is None:
        raise Refused(apart())
    before = _told(article)
    others = list(Article.objects.translations_of(article))
    group = _held(article)
    _leave(article)
    tidy(group)
    record(by, Act.TRANSLATION_UNLINKED, article, before=before, after=_told(article))
    for other in others:
        other.refresh_from_db(fields=["translations", "is_original", "followed_at"])
        record(by, Act.TRANSLATION_UNLINKED, other, before=before, after=_told(other))


@transaction.atomic
def call_up_to_date(article: Article, *, by: Any) -> None:
    """Say that what changed in the original up to now is in a translation, or need not be."""
    permit(by, CHANGE)
    hold(article)
    if article.translations_id is None or article.is_original:
        raise Refused(Finding("state", "This story is no translation any more."))
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(followed_at=now)
    article.followed_at = now
    record(by, Act.TRANSLATION_UP_TO_DATE, article, after={"Up to date with its original": "yes"}, at=now)


def in_language(article: Article, language: str, *, held: bool = False) -> Article | None:
    """Return the other story of a story's group that is in a language; None without one.

    held: whether nobody else shall take the language until the transaction ends.
    """
    if held and article.translations_id:
        _held(article)
    found: Article | None = Article.objects.translations_of(article).filter(language=language).first()
    return found


def refuse_taken(article: Article, language: str, field: str = LANGUAGE) -> None:
    """Raise Refused where another story of a story's group has a language; else keep it free until the act is done."""
    if other := in_language(article, language, held=True):
        raise Refused(Finding(field, taken(other)))


def apart() -> Finding:
    """Say that a story is no translation any more."""
    return Finding("state", "That story is linked with no other any more.")


def gone(other: Article) -> Finding:
    """Say that a story cannot be linked, because it is deleted."""
    return Finding(OTHER, f"“{other}” is deleted. Bring it back first.")


def taken(other: Article) -> str:
    """Say that a language is taken."""
    return f"There is a translation into {language_named(other.language)} already: “{other}”."


def come_back(article: Article) -> bool:
    """Take a story that was deleted out of its group where another has its language by now; return whether it was.

    A part of the act that brings it back, which holds the story's row.
    """
    if in_language(article, article.language, held=True) is None:
        return False
    group = article.translations_id
    _leave(article)
    tidy(group)
    return True


def tidy(group: int | None) -> None:
    """Take a group apart that links nothing any more: with one story left, deleted ones counted, or none."""
    members = list(Article.every_row.filter(translations=group)[:2]) if group else []
    if group is None or len(members) > 1:
        return
    for one in members:
        _leave(one)
    TranslationGroup.objects.filter(pk=group).delete()


def _begun(content: Content, language: str, by: Any) -> Content:
    """Return what a translation starts with: not in the series, whose parts are counted in its own language."""
    author = getattr(by, "author", None)
    bylines = content.bylines
    if author and (credit := (Role.TRANSLATED_BY.value, "author", author.pk)) not in bylines:
        bylines = (*bylines, credit)
    return replace(content, language=language, slug="", series=None, bylines=bylines, related=())


def _who_joins(translation: Article, original: Article) -> tuple[Article, Article]:
    """Return which of two stories joins the other's group, and that other. Raises Refused."""
    if translation.translations_id and original.translations_id:
        if translation.translations_id == original.translations_id:
            raise Refused(Finding(OTHER, "These two are linked already."))
        raise Refused(
            Finding(OTHER, f"“{original}” and “{translation}” both have other translations. Unlink one of them first.")
        )
    if translation.translations_id:
        if translation.is_original or Article.objects.translations_of(translation).filter(is_original=True).exists():
            raise Refused(Finding(OTHER, f"The original of “{translation}” is known already, and is another story."))
        return original, translation
    return translation, original


def _group_of(article: Article) -> int:
    """Return the key of a story's group, held; a new one for a story without."""
    if article.translations_id is None:
        article.translations = TranslationGroup.objects.create()
        article.save(update_fields=["translations"])
    return _held(article)


def _held(article: Article) -> int:
    key: int = article.translations_id  # type: ignore[assignment]  # asked of stories in a group alone
    return TranslationGroup.objects.select_for_update().get(pk=key).pk


def _join(article: Article, group: int) -> None:
    """Take a story into a group. What is published already took in what readers saw of the original by then."""
    article.translations_id = group
    article.followed_at = None if article.versions.exists() else timezone.now()
    article.save(update_fields=["translations", "followed_at"])


def _leave(article: Article) -> None:
    article.translations, article.is_original, article.followed_at = None, False, None
    Article.every_row.filter(pk=article.pk).update(translations=None, is_original=False, followed_at=None)


def _told(article: Article) -> Facts:
    """Return which stories a story is linked with, in words."""
    others = Article.objects.translations_of(article)
    told = [f"{language_named(one.language)}: “{one}”{' (the original)' if one.is_original else ''}" for one in others]
    return {"Translations": told} if told else {"Translations": "none"}
