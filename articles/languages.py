"""Languages by name: as the desk calls them in English, and as each calls itself."""

from django.conf.locale import LANG_INFO

# (code, name), as the desk offers them.
LANGUAGES = sorted(
    ((code, info["name"]) for code, info in LANG_INFO.items() if "name" in info), key=lambda language: language[1]
)

# As newspapers write it, where Django's own list has it otherwise.
OWN = {"ar": "العربية"}


def language_named(code: str) -> str:
    """Return a language's name in English: “French”, “Brazilian Portuguese”, “French (CA)”; the code for an unknown."""
    return _named(code, "name")


def own_name(code: str) -> str:
    """Return what a language calls itself, as it stands alone: “Français”, “العربية”; the code for an unknown one."""
    name = OWN.get(code) or _named(code, "name_local")
    # By title case, because some scripts have capitals that nobody writes.
    return name if name == code else f"{name[:1].title()}{name[1:]}"


def _named(code: str, key: str) -> str:
    known = LANG_INFO.get(code.lower(), {})
    if name := known.get(key):
        return str(name)
    language, _, region = code.partition("-")
    name = LANG_INFO.get(language.lower(), {}).get(key)
    return f"{name} ({region})" if name else code
