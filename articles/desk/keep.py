"""Where an open form tells that it is open, and keeps what is typed in it. Answers are JSON, whatever goes wrong."""

import datetime as dt
import json
import logging
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, login
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, IntegrityError, InterfaceError
from django.http import HttpRequest, HttpResponseBase, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.desk.pages import ForbiddenPageError, NoPageError, Page, page_called
from articles.desk.presence import others
from articles.desk.times import Moment
from articles.desk.unsaved import write_on
from articles.desk.whose import Person, site_record
from articles.failing import database_is_away, disk_is_full
from articles.models import MOST_SEQUENCE, AnothersFormError, OpenForm, Reference, Typed, person
from media.keys import SMALL, is_key, number_in

logger = logging.getLogger(__name__)

LOGGED_OUT = "You are logged out. Log in again; what you typed is kept on this device."
NOT_YOURS = "You may not change this, or it is not there any more. What you typed is kept on this device."
GONE = "This is not there any more. What you typed is kept on this device."
GARBLED = "This could not be read, so nothing was kept. What you typed is kept on this device."
ANOTHERS = "This form was opened by somebody else. Open the page anew; what you typed is kept on this device."
TOO_LARGE = "This is more than the newsroom can keep at once. What you typed is kept on this device."
BUSY = "The newsroom’s database is busy or away. What you typed is kept on this device, and is sent again soon."
FULL = "The newsroom’s disk is full. What you typed is kept on this device; tell whoever looks after the machine."
REFUSED = "The newsroom did not take this from here. Load the page again; what you typed is kept on this device."
# What saving does where somebody else saved meanwhile.
JOINED = "Saving joins your words with theirs."
# Of what a browser claims to have waited with its words: clocks jump.
LONGEST_AGE = dt.timedelta(days=366)
# Names that a form posts and that are no words.
OWN_NAMES = ("keeping-", "csrfmiddlewaretoken")

View = Callable[..., HttpResponseBase]


class RefusalError(Exception):
    """Why nothing was kept: the HTTP status, and the sentence that is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def told(status: int, message: str) -> JsonResponse:
    """Return a refusal as an answer."""
    return JsonResponse({"message": message}, status=status)


class _CsrfInJson(CsrfViewMiddleware):
    """Django's check that a request comes from a page of ours, whose refusal is JSON."""

    def _reject(self, request: HttpRequest, reason: str) -> JsonResponse:
        logger.warning("Refused what another site may have sent to %s: %s", request.path, reason)
        return told(403, REFUSED)


_csrf_protected = decorator_from_middleware(_CsrfInJson)


def in_json(view: View) -> View:
    """Wrap a view so that every answer is JSON: of a full disk, a locked database, a forged or an oversized request.

    Its address has to be exempt from the middleware's own check of where a request comes from.
    """
    protected = _csrf_protected(view)

    @never_cache
    @wraps(view)
    def answering(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return told(413, TOO_LARGE)
            return protected(request, site)
        except RefusalError as refusal:
            return told(refusal.status, refusal.message)
        except RequestDataTooBig:
            return told(413, TOO_LARGE)
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            return told(400, GARBLED)
        except (DatabaseError, InterfaceError, OSError) as error:
            return _failed(error)

    return answering


def _failed(error: Exception) -> JsonResponse:
    """Tell of a failure of the machine, which somebody must hear of; raise any other one again."""
    if not disk_is_full(error) and not database_is_away(error):
        raise error
    logger.error("Nothing was kept: %s", error)
    return told(507, FULL) if disk_is_full(error) else told(503, BUSY)


@require_http_methods(["GET", "HEAD", "POST"])
@in_json
def keep(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """Note that a form is open and what is typed in it; or say who is logged in, and hand out a token."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "person": request.user.pk})
    ask_who(request, site)
    page, form = asked_page(request, site), _key(request)
    base = number_in(request.POST.get("base", ""), SMALL)
    row = _kept(request, page, form, base, _typed(request))
    if request.POST.get("back") and row.taken_at:
        write_on(row, thing=page.thing)
    return JsonResponse(_answer(request, page, row, base))


@require_http_methods(["POST"])
@in_json
def again(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """Log somebody in where their form stands; only the person whose form it is."""
    form = (site.login_form or AdminAuthenticationForm)(request, data=request.POST)
    if not form.is_valid():
        raise RefusalError(400, " ".join(str(message) for messages in form.errors.values() for message in messages))
    user: Any = form.get_user()
    whose = request.POST.get("person", "")
    if whose and whose != str(user.pk):
        logger.warning("%s did not log in over the form of person %s", user.get_username(), whose[:20])
        raise RefusalError(400, f"This form is {_name(whose)}. Log in as them, or open the newsroom in another window.")
    login(request, user)
    request.session.save()
    return JsonResponse({"token": get_token(request), "person": user.pk, "name": Person(user).name})


def ask_who(request: HttpRequest, site: AdminSite) -> None:
    """Raise RefusalError for those who are not at the desk."""
    if not site.has_permission(request):
        raise RefusalError(401, LOGGED_OUT) if request.user.is_anonymous else RefusalError(403, NOT_YOURS)


def asked_page(request: HttpRequest, site: AdminSite) -> Page:
    """Return the page that a request names. Raises RefusalError, by which nobody learns what there is."""
    name = (request.POST if request.method == "POST" else request.GET).get("page", "")
    try:
        return page_called(name, site, request)
    except NoPageError:
        raise RefusalError(400, GARBLED) from None
    except ForbiddenPageError as forbidden:
        had = forbidden.gone and OpenForm.objects.on(name).filter(user=request.user.pk).exists()
        raise (RefusalError(404, GONE) if had else RefusalError(403, NOT_YOURS)) from None


def _key(request: HttpRequest) -> Any:
    named = Reference.read(request.POST.get("form", ""))
    if named is None:
        raise RefusalError(400, GARBLED)
    return named.key


def _kept(request: HttpRequest, page: Page, key: Any, base: int | None, typed: Typed | None) -> OpenForm:
    data = request.POST
    if data.get("person", str(request.user.pk)) != str(request.user.pk):
        raise RefusalError(409, ANOTHERS)
    continues = Reference.read(data.get("continues", ""))
    try:
        return OpenForm.objects.keep(
            key,
            user=request.user,
            page=page.name,
            typed=typed,
            base=base,
            continues=continues.key if continues else None,
            place=data.get("place", "").replace("\0", "")[:60],
            left=data.get("left") == "1",
        )
    except AnothersFormError:
        raise RefusalError(409, ANOTHERS) from None
    except (IntegrityError, OpenForm.DoesNotExist):  # their account was deleted just now, and their forms with it
        raise RefusalError(401, LOGGED_OUT) from None


def _typed(request: HttpRequest) -> Typed | None:
    """Return the state of the form that was sent; None for a form that is only open. Raises RefusalError."""
    sent = request.POST.get("typed")
    if sent is None:
        return None
    sequence = number_in(request.POST.get("sequence", ""), 10)
    if not sequence or sequence > MOST_SEQUENCE:
        raise RefusalError(400, GARBLED)
    return Typed(sequence, words_in(sent), timezone.now() - _age(request.POST.get("age", "")))


def words_in(sent: str) -> str:
    """Return a form's words as they are kept: JSON pairs of what can be written everywhere. Raises RefusalError."""
    try:
        pairs = json.loads(sent) if sent else []
    except (ValueError, RecursionError):
        raise RefusalError(400, GARBLED) from None
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        raise RefusalError(400, GARBLED)
    kept = [[_plain(name), _plain(value)] for name, value in pairs if not name.startswith(OWN_NAMES)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def _plain(text: str) -> str:
    """Return a text without halves of characters and without NUL, which no database keeps."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _age(sent: str) -> dt.timedelta:
    try:
        seconds = float(sent or 0)
    except ValueError:
        seconds = 0.0
    if not math.isfinite(seconds):
        seconds = 0.0
    return dt.timedelta(seconds=min(max(seconds, 0.0), LONGEST_AGE.total_seconds()))


def _answer(request: HttpRequest, page: Page, row: OpenForm, base: int | None) -> dict[str, Any]:
    """Return what the page that keeps is told."""
    zone = site_record(request).tz
    thing = page.thing
    revision = getattr(thing, "revision_number", None)
    newer = revision is not None and base is not None and revision > base
    deleted = getattr(thing, "deleted_at", None)
    then = getattr(page.model_admin, "once_overtaken", JOINED)
    return {
        "kept": Moment(row.seen_at, zone).clock,
        "sequence": row.sequence,
        "revision": revision,
        "saved": {**_who_and_when(thing.updated_by, thing.updated_at, zone), "then": then} if thing and newer else None,
        "others": [vars(other) for other in others(request, page)],
        "taken": _who_and_when(row.taken_by, row.taken_at, zone) if row.taken_at else None,
        "deleted": _who_and_when(thing.deleted_by, deleted, zone) if thing and deleted else None,
    }


def _who_and_when(user: Any, at: dt.datetime, zone: Any) -> dict[str, str]:
    return {"by": person(user), "at": Moment(at, zone).clock}


def _name(key: str) -> str:
    whose = get_user_model()._default_manager.filter(pk=key).first() if is_key(key) else None
    return f"{Person(whose).name}’s" if whose else "somebody else’s"
