"""How static files are named and compressed, and style sheets freed of what only people read."""

from typing import Any

import tinycss2
from django.core.files import File
from django.core.files.base import ContentFile
from tinycss2.ast import CurlyBracketsBlock, LiteralToken, Node, WhitespaceToken
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Every file by a name that holds its content, in scripts' own imports too.

    So a browser never runs an old module beside a new one after an upgrade.
    """

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: File) -> str:
        """Store a file; a style sheet in as few bytes as say the same, under its own name and under the hashed one."""
        if name.endswith(".css"):
            # Whoever hashed it has read it to its end; chunks begin at the beginning.
            content = ContentFile(without_notes(b"".join(content.chunks()).decode()).encode())
        saved: str = super()._save(name, content)
        return saved


def without_notes(css: str) -> str:
    """Return a style sheet without comments, and without the spaces that mean nothing."""
    return tinycss2.serialize(_lean(tinycss2.parse_component_value_list(css, skip_comments=True)))


def _lean(tokens: list[Node]) -> list[Node]:
    kept = []
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if isinstance(token, WhitespaceToken):
            if isinstance(before, WhitespaceToken) or _parts(before) or _parts(after):
                continue
            token.value = " "
        for inner in ("content", "arguments"):  # of a block, of a function
            if hasattr(token, inner):
                setattr(token, inner, _lean(getattr(token, inner)))
        kept.append(token)
    return kept


def _parts(beside: Any) -> bool:
    """Tell whether what stands beside a space does its work: the end, a block, a comma."""
    comma = isinstance(beside, LiteralToken) and beside.value in (",", ";")
    return beside is None or isinstance(beside, CurlyBracketsBlock) or comma
