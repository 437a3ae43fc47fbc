"""A newsroom with one of everything, so that every address of the desk leads to something."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles import publishing
from articles.arranging import Box, Spot, start
from articles.deleting import delete_story
from articles.merging import merge_into
from articles.models import Agency, Author, OpenForm, Record, Redirect, SavedView, Series, Site, Tag
from articles.previewing import make_link, token_of
from media.models import Arrival, EarlierFile
from media.renditions import renditions
from tests.articles.commented import write
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.conftest import person
from tests.media.makers import make_photo

PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass
class Newsroom:
    """One of everything, and who is there."""

    people: dict[str, User]
    values: dict[str, dict[str, Any]]
    posted: dict[str, dict[str, Any]]
    asked: dict[str, dict[str, Any]]

    def address(self, route: str) -> str:
        """Return an address of a route, of something that is there."""
        fitting = [prefix for prefix in self.values if route.startswith(prefix)]
        values = {name: value for prefix in sorted(fitting, key=len) for name, value in self.values[prefix].items()}
        if "(?P<" in route:
            return "/admin/articles/" if "app_label" in route else "/admin/nowhere/"
        return "/" + PLACEHOLDER.sub(lambda one: quote(str(values[one[1]]), safe=":+"), route)


def make_newsroom(mark: str = "") -> Newsroom:
    """Return a newsroom in which every address of the desk leads to something. mark: stands in every name."""
    Site.objects.create(name=f"The Meridian{mark}")
    people = {
        "reporter": person("Ana", "Reporter"),
        "photo": person("Pia", "Photo editor"),
        "desk": person("Ben", "Desk editor"),
        "admin": person("Ada", "Administrator", is_superuser=True),
        "guest": User.objects.create_user("kit", first_name=f"Kit{mark}", is_staff=True),
        "reader": User.objects.create_user("cleo", first_name=f"Cleo{mark}"),
    }
    ben = people["desk"]
    ben.first_name = f"Ben{mark}"
    ben.save()
    photo = make_photo(title=f"Quay{mark}", caption=f"The quay{mark}", alt=f"Ships{mark}", credit=f"Lena{mark}")
    earlier = EarlierFile.objects.create(
        photo=photo, file=photo.file.name, width=60, height=40, replaced_at=timezone.now(), reason=f"Sharper{mark}"
    )
    drop = uuid.uuid4()
    Arrival.objects.create(
        key=uuid.uuid4(), drop=drop, by=people["photo"], name=f"quay{mark}.jpg", photo=photo, state=Arrival.State.TAKEN
    )
    live = make_article(
        f"Harbour opens{mark}",
        kicker=f"Transport{mark}",
        standfirst=f"At noon{mark}",
        lead_photo=photo,
        lead_caption=f"At dawn{mark}",
        section=f"World{mark}",
        byline=f"Ana Verhallow{mark}",
        series=Series.objects.create(name=f"Harbour files{mark}", description=f"Of a port{mark}"),
        part=1,
        tags=[f"Ports{mark}"],
        created_by=people["reporter"],
    )
    publishing.publish(live, by=None)
    edit(live, headline=f"Harbour opens again{mark}")
    deleted = make_article(f"Deleted{mark}")
    delete_story(deleted, None)
    link = make_link(live, by=None, until=timezone.now() + dt.timedelta(days=1), frozen=False, note=f"Cleo{mark}")
    view = SavedView.objects.create(user=ben, name=f"Mine{mark}", query="q=x")
    words = OpenForm.objects.create(
        id=uuid.uuid4(), user=ben, page=f"articles.article/{live.pk}", typed='[["headline", "x"]]', sequence=1
    )
    Record.objects.create(act="published")
    readers = live.versions.live().get()
    comment = write(readers, f"The ferry was late{mark}.", name=f"Cleo{mark}", email="cleo@post.example")
    write(readers, f"So was mine{mark}.", name=f"Dora{mark}")
    Group.objects.get_or_create(name=f"Interns{mark}")
    spots = [Spot(live.pk, headline=f"Own words{mark}", photo=photo.pk)]
    front = start(f"Weekend{mark}", [Box("lead", spots=spots), Box("band", title=f"Band{mark}")], by=ben)
    merges = {
        model: merge_into(model.objects.named_or_new(f"One{mark}"), model.objects.named_or_new(f"Other{mark}"), by=None)
        for model in (Author, Agency, Tag)
    }
    one_of = {
        "articles/article": live.pk,
        "articles/author": make_author(f"Ana Verhallow{mark}").pk,
        "articles/agency": Agency.objects.named_or_new(f"Northwire{mark}").pk,
        "articles/section": make_section(f"World{mark}").pk,
        "articles/series": live.series_id,
        "articles/tag": Tag.objects.named_or_new(f"Ports{mark}").pk,
        "articles/site": Site.objects.get().pk,
        "articles/comment": comment.pk,
        "articles/redirect": Redirect.objects.create(path="/old", target="/").pk,
        "articles/record": Record.objects.first().pk,
        "auth/user": people["reader"].pk,
        "auth/group": Group.objects.get(name=f"Interns{mark}").pk,
        "media/photo": photo.pk,
    }
    values: dict[str, dict[str, Any]] = {
        f"admin/{model}/": {"object_id": pk, "pk": pk, "id": pk, "photo_id": pk} for model, pk in one_of.items()
    }
    for model, merge in merges.items():
        for act in ("merging", "unmerge"):
            values[f"admin/articles/{model._meta.model_name}/{act}/"] = {"pk": merge.pk}
    values |= {
        "admin/front/": {"pk": front.pk},
        "admin/as-of/draft/": {"pk": front.pk},
        "admin/as-of/": {"at": timezone.now().isoformat(timespec="seconds"), "rest": ""},
        "admin/unsaved/": {"key": words.pk},
        "admin/kill/story/": {"pk": live.pk},
        "admin/revive/story/": {"pk": live.pk},
        "admin/kill/photo/": {"pk": photo.pk},
        "admin/revive/photo/": {"pk": photo.pk},
        "admin/r/": {"content_type_id": 1, "object_id": 1},
        "admin/articles/article/<int:pk>/restore/": {"pk": live.pk, "number": 1},
        "admin/articles/article/<int:pk>/bring-back/": {"pk": deleted.pk},
        "admin/articles/article/views/": {"pk": view.pk},
        "admin/articles/article/lead-crops/": {"photo_id": photo.pk},
        "admin/articles/comment/story/": {"pk": live.pk},
        "admin/media/photo/<int:photo_id>/earlier/": {"photo_id": photo.pk, "file_id": earlier.pk},
        "admin/media/photo/drop/": {"drop": drop},
        "preview/": {"token": token_of(link), "photo_id": photo.pk, "name": renditions(photo)[0].name},
    }
    posted: dict[str, dict[str, Any]] = {
        "admin/media-tools/keep-both/": {"id": photo.pk},
        "admin/media-tools/alt/": {"id": photo.pk, "alt": "Ships"},
        "admin/kill/story/<int:pk>/": {"reason": "A court"},
        "admin/kill/photo/<int:pk>/": {"reason": "Stolen"},
        "admin/articles/article/<int:pk>/redact/": {"passages": "ferry", "reason": "A court", "_redact": "1"},
        "admin/articles/article/pass-on/": {"act": "take", "story": live.pk},
        "admin/articles/article/many/": {"act": "tag", "story": live.pk, "_shown": "1", "many-tag": "Ports"},
        "admin/articles/article/views/<int:pk>/": {"_delete": "1"},
        "admin/articles/comment/act/": {"one": f"shown:{comment.pk}"},
        "admin/articles/comment/<int:pk>/answer/": {"text": "We have asked."},
        "admin/articles/comment/story/<int:pk>/": {"openness": "closed"},
        "admin/articles/comment/person/": {"who": "cleo@post.example", "comment": comment.pk, "_confirmed": "1"},
        "admin/auth/user/<id>/password/": {"usable_password": "false", "unset-password": "1"},
    }
    for model, pk in one_of.items():
        posted[f"admin/{model}/"] = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
        posted[f"admin/{model}/<path:object_id>/delete/"] = {"post": "yes"}
    for model in merges:
        other = model.objects.named_or_new(f"Other{mark}").pk
        posted[f"admin/articles/{model._meta.model_name}/<int:pk>/merge/"] = {"target": other}
    field = {"app_label": "articles", "model_name": "author", "field_name": "user", "term": "a"}
    asked = {"admin/autocomplete/": field, "admin/articles/comment/person/": {"who": "cleo@post.example"}}
    return Newsroom(people, values, posted, asked)
