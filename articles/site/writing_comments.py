"""Writing, answering and reporting: the forms, what is wrong with what is sent, and where it leads."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.body import plain
from articles.commenting import ClosedError, NotThereError, TooManyError, Words, post, report
from articles.erasing_comments import forget
from articles.models import NAME_LENGTH, TEXT_LENGTH, Comment, Report, Version
from articles.reading import Chrome, dates, speaking
from articles.reading.language import native_digits
from articles.reading.talk import FAULTS, REASONS
from articles.visitors import address_of
from articles.weighing_comments import Rule

from .form_token import fault_of, form_token, mine_token
from .responses import page

# Comments put aside long ago that go with each new one.
FORGOTTEN_AT_ONCE = 20
NOT_KEPT = "no-store"
LONGEST_EMAIL = 254


@dataclass(frozen=True)
class Place:
    """The story under which is written, what holds for its comments, and the language of the page."""

    request: HttpRequest
    version: Version
    head: Chrome
    rule: Rule
    language: str

    @property
    def address(self) -> str:
        """The address of the comments."""
        return self.version.get_comments_url()


@dataclass(frozen=True)
class Draft:
    """What somebody has typed, cleaned. answers: the key of a comment, as sent; faults: what is wrong, by field."""

    name: str = ""
    email: str = ""
    text: str = ""
    answers: str = ""
    trapped: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, data: Any) -> "Draft":
        """Return what a form sends."""
        return cls(
            name=plain.clean_line(data.get("name", "")),
            email=plain.clean_line(data.get("email", "")),
            text=plain.clean_text(data.get("text", "")),
            answers=data.get("answers", "")[:20],
            trapped=bool(data.get("website", "").strip()),
        )

    @property
    def answered(self) -> int | None:
        """The key of the comment that this answers; 0, which none has, for what is no key; None for none."""
        if not self.answers:
            return None
        return int(self.answers) if self.answers.isascii() and self.answers.isdecimal() else 0

    def checked(self) -> "Draft":
        """Return it with what is wrong at each field, in the active language."""
        faults = {}
        if plain.is_empty(self.name):
            faults["name"] = _told("no_name")
        elif len(self.name) > NAME_LENGTH:
            faults["name"] = _told("long_name", most=NAME_LENGTH, has=len(self.name))
        if plain.is_empty(self.text):
            faults["text"] = _told("no_text")
        elif len(self.text) > TEXT_LENGTH:
            faults["text"] = _told("long_text", most=TEXT_LENGTH, has=len(self.text))
        if self.email and not _is_email(self.email):
            faults["email"] = _told("email")
        return replace(self, faults=faults)

    def refused(self, fault: str, **facts: Any) -> "Draft":
        """Return it with something that stands against the whole of it, in the active language."""
        return replace(self, faults={**self.faults, "form": _told(fault, **facts)})


def _told(fault: str, **facts: Any) -> str:
    """Return what is wrong, in the active language and its digits."""
    return native_digits(FAULTS[fault] % facts) if facts else str(FAULTS[fault])


def take(place: Place) -> HttpResponse:
    """Take in a comment and lead to where its writer sees it; or say at the field what is wrong, with all words kept.

    400 for what can be mended at once, 403 for a story that takes none, 429 for too much from one place.
    """
    with speaking(place.head.site, place.language):
        draft = Draft.sent(place.request.POST).checked()
        if fault := fault_of(place.request, place.version.article_id):
            draft = draft.refused(fault)
        if draft.faults:
            return write_page(place, draft, status=400)
        words = Words(draft.name, draft.text, draft.email, trapped=draft.trapped)
        try:
            comment = post(place.version, words, address=address_of(place.request), answers=draft.answered)
        except ClosedError:
            return write_page(place, draft.refused("closed"), status=403)
        except NotThereError:
            return write_page(place, replace(draft, answers="").refused("gone"), status=400)
        except TooManyError as many:
            return write_page(place, draft.refused("many", time=dates.printed(many.again, "time")), status=429)
    forget(at_most=FORGOTTEN_AT_ONCE)
    return _led(f"{place.address}?mine={mine_token(comment.pk)}#mine")


def write_page(place: Place, draft: Draft, *, status: int = 200) -> HttpResponse:
    """Show the form by itself: to answer a comment, or to mend what is wrong."""
    answered = _shown(place, draft.answered)
    context = {"draft": draft if answered else replace(draft, answers=""), "answered": answered}
    return _form_page(place, "articles/write_comment.html", context, status)


def take_report(place: Place) -> HttpResponse:
    """Take in that a comment is reported, and say thanks; or say what is wrong."""
    data = place.request.POST
    asked, reason = data.get("report", ""), data.get("reason", "")
    comment = _shown(place, Draft(answers=asked[:20]).answered)
    with speaking(place.head.site, place.language):
        fault = fault_of(place.request, place.version.article_id, quick=0)
        if not fault and reason not in Report.Reason.values:
            fault = "no_reason"
        if fault or comment is None:
            return report_page(place, asked, fault=str(FAULTS[fault or "gone_report"]), reason=reason, status=400)
        try:
            report(place.version, comment.pk, reason, address=address_of(place.request))
        except NotThereError:
            return report_page(place, "", fault=str(FAULTS["gone_report"]), status=400)
        except TooManyError as many:
            told = FAULTS["many"] % {"time": dates.printed(many.again, "time")}
            return report_page(place, asked, fault=told, reason=reason, status=429)
    return _led(f"{place.address}?reported#main")


def report_page(place: Place, asked: str, *, fault: str = "", reason: str = "", status: int = 200) -> HttpResponse:
    """Ask what is wrong with a comment; say so where it is not shown any more, with 404."""
    comment = _shown(place, Draft(answers=asked[:20]).answered)
    if comment is None:
        fault, status = fault or str(FAULTS["gone_report"]), 404 if status == 200 else status
    context = {"comment": comment, "fault": fault, "reasons": REASONS.items(), "chosen": reason}
    return _form_page(place, "articles/report_comment.html", context, status)


def _form_page(place: Place, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    version = place.version
    whole = {
        "version": version,
        "section": version.section,
        "here": place.address,
        "canonical": "",
        "rule": place.rule,
        "token": form_token(version.article_id),
        **context,
    }
    response = page(place.request, template, place.head, whole, language=place.language, status=status)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def _shown(place: Place, key: int | None) -> Comment | None:
    found = Comment.objects.on(place.version.article_id).shown() if key else None
    return found.filter(pk=key).first() if found is not None and key and key < 2**63 else None


def _led(address: str) -> HttpResponse:
    """Lead on after something was sent, so that loading the page again sends nothing."""
    return HttpResponseRedirect(address, status=303, headers={"Cache-Control": NOT_KEPT})


def _is_email(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_EMAIL
