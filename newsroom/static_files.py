"""How static files are named and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Every file by a name that holds its content, in scripts' own imports too.

    So a browser never runs an old module beside a new one after an upgrade.
    """

    support_js_module_import_aggregation = True
