"""The language a page speaks: that of its story where we have the words, else the site's."""

from pathlib import Path

from django.utils import translation

CATALOGUES = {"en", *(path.name for path in (Path(__file__).parent.parent / "locale").iterdir() if path.is_dir())}

RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

# The numbering of a language where it is not 0 to 9: CLDR's default. Numbers, dates and times of a page are written so
# whatever they tell; what a story's own words write stays as it is written.
DIGITS = {"ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}


def primary(code: str) -> str:
    """Return the primary subtag of a language tag (BCP 47, RFC 5646): "fr" for "fr-CA"."""
    return code.replace("_", "-").partition("-")[0].lower()


def direction(code: str) -> str:
    """Return "rtl" or "ltr" for a language tag."""
    return "rtl" if primary(code) in RIGHT_TO_LEFT else "ltr"


def page_language(story: str, site: str) -> str:
    """Return the language of a story's page: the story's where there is a catalogue for it, else the site's."""
    return story if primary(story) in CATALOGUES else site


def catalogue(code: str) -> str:
    """Return the code under which Django knows a language, "en" where it knows none."""
    try:
        return translation.get_supported_language_variant(code.lower())
    except LookupError:
        return "en"


def native_digits(text: str) -> str:
    """Write the digits of a text as the active language does."""
    return text.translate(DIGITS.get(primary(translation.get_language() or ""), {}))
