"""The nouns of the newsroom."""

from media.instant import as_of, instant, is_another_time

from .apart import CalledApart
from .arrangement import MOST_CONTAINERS, MOST_SHOWN, MOST_SLOTS, Arrangement, Container, Slot
from .article import (
    HEADLINE_LENGTH,
    KEPT_DELETED,
    KICKER_LENGTH,
    Article,
    ArticlePhoto,
    ArticleQuerySet,
    RelatedArticle,
    State,
)
from .author import Agency, Author
from .breaking import Breaking
from .byline import Byline, Credit, Role, VersionByline
from .comment import (
    NAME_LENGTH,
    PUT_ASIDE,
    TEXT_LENGTH,
    Comment,
    CommentQuerySet,
    CommentState,
    Discussion,
    Openness,
    Report,
    Taking,
)
from .content import CROPS_LENGTH, Content
from .edge import EdgeHook
from .embargo import Embargo
from .first import has_first
from .form_words import MOST_SEQUENCE, Reference, Typed, sequence_in
from .front import Front, FrontVersion
from .gate import CheckSetting, OverriddenFinding, Override, Severity
from .handover import HANDOVER_NOTE_LENGTH, Handover, Move, Stage
from .hub import HubState
from .kill import Kill
from .kinds import CORRECTIONS, TAKEN_AWAY, Kind
from .merge import KEPT_MERGES, Merge, MergedRows
from .naming import SLUG_LENGTH, free_slugs, name_key, slug_for, without_accents
from .open_form import AnothersFormError, OpenForm, SavedBeforeError, thin_open_forms
from .people import first_name, person
from .preference import Preference
from .preview_link import PREVIEW_NOTE_LENGTH, PreviewLink
from .record import Act, Record
from .redirect import Redirect
from .retried import free
from .revision import Revision
from .saved_view import SavedView
from .search_word import SearchForm, SearchWord
from .section import Section
from .series import MOST_PARTS, UNNUMBERED, Series
from .site import Site
from .tag import Tag, TaggedArticle, tags_named
from .timed import TimedQuerySet
from .translation import TranslationGroup
from .version import Version
from .version_parts import VersionPhoto, VersionRelated, VersionTag, reach_of
from .versions import VersionQuerySet

__all__ = [
    "CORRECTIONS",
    "CROPS_LENGTH",
    "HANDOVER_NOTE_LENGTH",
    "HEADLINE_LENGTH",
    "KEPT_DELETED",
    "KEPT_MERGES",
    "KICKER_LENGTH",
    "MOST_CONTAINERS",
    "MOST_PARTS",
    "MOST_SEQUENCE",
    "MOST_SHOWN",
    "MOST_SLOTS",
    "NAME_LENGTH",
    "PREVIEW_NOTE_LENGTH",
    "PUT_ASIDE",
    "SLUG_LENGTH",
    "TAKEN_AWAY",
    "TEXT_LENGTH",
    "UNNUMBERED",
    "Act",
    "Agency",
    "AnothersFormError",
    "Arrangement",
    "Article",
    "ArticlePhoto",
    "ArticleQuerySet",
    "Author",
    "Breaking",
    "Byline",
    "CalledApart",
    "CheckSetting",
    "Comment",
    "CommentQuerySet",
    "CommentState",
    "Container",
    "Content",
    "Credit",
    "Discussion",
    "EdgeHook",
    "Embargo",
    "Front",
    "FrontVersion",
    "Handover",
    "HubState",
    "Kill",
    "Kind",
    "Merge",
    "MergedRows",
    "Move",
    "OpenForm",
    "Openness",
    "OverriddenFinding",
    "Override",
    "Preference",
    "PreviewLink",
    "Record",
    "Redirect",
    "Reference",
    "RelatedArticle",
    "Report",
    "Revision",
    "Role",
    "SavedBeforeError",
    "SavedView",
    "SearchForm",
    "SearchWord",
    "Section",
    "Series",
    "Severity",
    "Site",
    "Slot",
    "Stage",
    "State",
    "Tag",
    "TaggedArticle",
    "Taking",
    "TimedQuerySet",
    "TranslationGroup",
    "Typed",
    "Version",
    "VersionByline",
    "VersionPhoto",
    "VersionQuerySet",
    "VersionRelated",
    "VersionTag",
    "as_of",
    "first_name",
    "free",
    "free_slugs",
    "has_first",
    "instant",
    "is_another_time",
    "name_key",
    "person",
    "reach_of",
    "sequence_in",
    "slug_for",
    "tags_named",
    "thin_open_forms",
    "without_accents",
]
