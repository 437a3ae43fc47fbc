"""The layout of the front page."""

import datetime as dt

from articles.models import Section, Version
from articles.reading.edition import LAYOUTS, Band, Edition, lay_out
from media.models import Photo
from tests.media.makers import seems_made

NEWS = [Section(pk=number, name=f"Section {number}", slug=f"section-{number}", site_id=1) for number in range(1, 6)]
VIEWS = Section(pk=9, name="Opinion", slug="opinion", opinion=True, site_id=1)
START = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def stories(count: int, section: Section = NEWS[0], *, photo: bool = True, first: int = 1) -> list[Version]:
    """Return unsaved stories, the newest first."""
    return [
        Version(
            pk=number,
            article_id=number,
            headline=f"Story {number}",
            section=section,
            lead_photo=seems_made(Photo(pk=number)) if photo else None,
            first_published=START + dt.timedelta(minutes=number),
        )
        for number in range(first + count - 1, first - 1, -1)
    ]


def laid_out(found: list[Version], related: list[Version] | None = None) -> Edition:
    newest_first = sorted(found, key=lambda one: one.first_published, reverse=True)
    return lay_out([*NEWS, VIEWS], newest_first, lambda lead: related or [])


def placed(edition: Edition) -> list[Version]:
    return list(edition.stories())


def mixed(count: int) -> list[Version]:
    """Return that many stories in turn from every section, two in three with a photo."""
    return [
        story
        for number in range(count)
        for story in stories(1, [*NEWS, VIEWS][number % 6], photo=number % 3 > 0, first=number + 1)
    ]


def test_an_empty_site_has_an_empty_page() -> None:
    assert laid_out([]) == Edition()


def test_no_story_stands_twice() -> None:
    for count in range(1, 90):
        keys = [version.article_id for version in placed(laid_out(mixed(count)))]
        assert len(keys) == len(set(keys))


def test_few_stories_all_stand_somewhere() -> None:
    for count in range(1, 25):
        assert len(placed(laid_out(mixed(count)))) == count


def test_the_lead_is_the_newest_news_with_a_photo() -> None:
    found = [*stories(1, VIEWS, first=9), *stories(1, photo=False, first=8), *stories(3, first=5)]
    assert laid_out(found).lead == found[2]


def test_the_lead_may_do_without_a_photo_and_in_need_be_an_opinion() -> None:
    assert laid_out([*stories(1, VIEWS, first=2), *(plain := stories(1, photo=False))]).lead == plain[0]
    assert laid_out(view := stories(1, VIEWS)).lead == view[0]


def test_the_tier_is_three_with_photos_or_none() -> None:
    assert [one.pk for one in laid_out(stories(10)).tier] == [9, 8, 7]
    few = laid_out(stories(3))
    assert few.tier == []
    assert [one.pk for one in few.latest] == [2, 1]


def test_the_latest_are_the_newest_that_have_no_place_above_and_no_opinions() -> None:
    found = [*stories(30), *stories(4, VIEWS, first=40)]
    assert [one.pk for one in laid_out(found).latest] == [26, 25, 24, 23, 22, 21, 20, 19]


def test_what_an_editor_chose_stands_under_the_lead_alone() -> None:
    found = stories(20)
    edition = laid_out(found, related=[found[0], found[4], found[5], found[6]])
    assert edition.related == [found[4], found[5]]
    assert [one.pk for one in placed(edition)].count(found[4].pk) == 1


def test_bands_take_turns() -> None:
    found = [story for place, section in enumerate(NEWS) for story in stories(16, section, first=100 * place + 1)]
    bands = laid_out(found).bands
    assert [band.layout for band in bands] == [*LAYOUTS, LAYOUTS[0]]
    assert [len(band.stories) for band in bands] == [8, 4, 8, 4, 4]
    assert [len(part) for part in bands[0].lists] == [3, 4]


def test_a_feature_opens_with_a_photo() -> None:
    story, *others = stories(12, NEWS[1], photo=False)
    with_photo = stories(1, NEWS[1], first=-5)[0]
    found = [*stories(40, NEWS[0], first=100), story, *others, with_photo]
    band = laid_out(found).bands[1]
    assert band.layout == "row"
    only = laid_out([*stories(4, first=100), story, *others, with_photo]).bands[0]
    assert (only.layout, only.big) == ("feature", with_photo)


def test_a_small_section_is_a_row() -> None:
    for count, columns in ((1, 2), (2, 2), (3, 3)):
        band = laid_out([*stories(20, first=50), *stories(count, NEWS[1])]).bands[-1]
        assert (band.layout, len(band.stories), band.columns) == ("row", count, columns)


def test_opinions_have_a_band_of_their_own() -> None:
    edition = laid_out([*stories(10), *stories(6, VIEWS, first=50)])
    assert [(band.layout, len(band.stories)) for band in edition.bands if band.source == VIEWS] == [("opinion", 4)]


def test_a_features_lists() -> None:
    found = stories(8)
    assert [len(part) for part in Band(NEWS[0], "feature", found[:4]).lists] == [3]
    assert [len(part) for part in Band(NEWS[0], "feature", found[:5]).lists] == [2, 2]
