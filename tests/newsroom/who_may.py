"""Who reaches each address of the desk with GET, and who with POST."""

OURS = ("admin/", "preview/")
# Nobody; somebody with a login and no place at the desk; somebody at the desk who may do nothing; the four groups.
ROLES = ("nobody", "reader", "guest", "reporter", "photo", "desk", "admin")
Who = frozenset[str]

ANYBODY = frozenset(ROLES)
NONE: Who = frozenset()
OUTSIDE = frozenset({"nobody", "reader"})
AT_THE_DESK = ANYBODY - OUTSIDE
GROUPS = AT_THE_DESK - {"guest"}
WRITERS = GROUPS - {"photo"}
PICTURES = GROUPS - {"reporter"}
EDITORS = frozenset({"desk", "admin"})
KEEPERS = frozenset({"photo", "admin"})
ADMIN = frozenset({"admin"})
# Ben, whose own it is.
OWNER = frozenset({"desk"})

# Who reaches an address with GET, and who with POST.
ROWS: list[tuple[Who, Who, list[str]]] = [
    (GROUPS, NONE, [
        "admin/media-tools/picker/",
        "admin/media-tools/photos/",
        "admin/today/",
        "admin/articles/article/people/",
        "admin/articles/article/tags/",
        "admin/articles/article/series/",
        "admin/articles/article/stories/",
        "admin/articles/article/lead-photo/",
        "admin/articles/article/lead-crops/<int:photo_id>/",
        "admin/articles/article/<int:pk>/preview/",
        "admin/articles/article/<int:pk>/compare/",
        "admin/articles/article/deleted/",
        "admin/media/photo/<int:photo_id>/uses/",
        "admin/media/photo/<int:photo_id>/earlier/<int:file_id>/",
        "admin/media/photo/<int:photo_id>/original/",
    ]),
    (GROUPS, GROUPS, [
        "admin/media-tools/arrivals/",
        "admin/articles/article/<int:pk>/restore/<int:number>/",
        "admin/articles/article/views/add/",
        "admin/articles/article/scheduled/",
        "admin/articles/article/",
        "admin/articles/article/<path:object_id>/history/",
        "admin/articles/article/<path:object_id>/change/",
        "admin/articles/author/",
        "admin/articles/author/add/",
        "admin/articles/author/<path:object_id>/history/",
        "admin/articles/agency/",
        "admin/articles/agency/add/",
        "admin/articles/agency/<path:object_id>/history/",
        "admin/articles/section/",
        "admin/articles/section/<path:object_id>/history/",
        "admin/articles/series/",
        "admin/articles/series/<path:object_id>/history/",
        "admin/articles/tag/",
        "admin/articles/tag/add/",
        "admin/articles/tag/<path:object_id>/history/",
        "admin/media/photo/",
        "admin/media/photo/add/",
        "admin/media/photo/<path:object_id>/history/",
    ]),
    (NONE, NONE, [
        "admin/r/<path:content_type_id>/<path:object_id>/",
        "admin/articles/site/add/",
        "admin/articles/site/<path:object_id>/delete/",
        "admin/articles/record/add/",
        "admin/articles/record/<path:object_id>/delete/",
        r"admin/(?P<url>.*)$",
    ]),
    (NONE, PICTURES, [
        "admin/media-tools/alt/",
        "admin/media-tools/keep-both/",
        "admin/revive/photo/<int:pk>/",
    ]),
    (EDITORS, NONE, [
        "admin/articles/comment/",
        "admin/articles/comment/<path:object_id>/change/",
        "admin/as-of/",
        "admin/as-of/<instant:at>/<rest:rest>",
        "admin/as-of/draft/<int:pk>/<instant:at>/",
        "admin/articles/record/export/",
        "admin/articles/author/tidy/",
        "admin/articles/agency/tidy/",
        "admin/articles/tag/tidy/",
        "admin/articles/record/<path:object_id>/change/",
    ]),
    (ANYBODY, AT_THE_DESK, [
        "admin/keep/",
    ]),
    (NONE, ANYBODY, [
        "admin/again/",
    ]),
    (AT_THE_DESK, NONE, [
        "admin/unsaved/",
        "admin/password_change/done/",
        "admin/jsi18n/",
    ]),
    (OWNER, NONE, [
        "admin/unsaved/<uuid:key>/",
    ]),
    (NONE, OWNER, [
        "admin/unsaved/<uuid:key>/discard/",
    ]),
    (EDITORS, EDITORS, [
        "admin/front/",
        "admin/front/<int:pk>/",
        "admin/kill/story/<int:pk>/",
        "admin/articles/author/merging/<int:pk>/",
        "admin/articles/author/<int:pk>/merge/",
        "admin/articles/author/merge/",
        "admin/articles/author/<path:object_id>/delete/",
        "admin/articles/agency/merging/<int:pk>/",
        "admin/articles/agency/<int:pk>/merge/",
        "admin/articles/agency/merge/",
        "admin/articles/agency/<path:object_id>/delete/",
        "admin/articles/tag/merging/<int:pk>/",
        "admin/articles/tag/<int:pk>/merge/",
        "admin/articles/tag/merge/",
        "admin/articles/tag/<path:object_id>/delete/",
        "admin/articles/series/add/",
        "admin/articles/series/<path:object_id>/delete/",
        "admin/articles/record/",
        "admin/articles/record/<path:object_id>/history/",
    ]),
    (NONE, EDITORS, [
        "admin/articles/comment/act/",
        "admin/articles/comment/<int:pk>/answer/",
        "admin/articles/comment/story/<int:pk>/",
        "admin/revive/story/<int:pk>/",
        "admin/articles/article/<int:pk>/take/",
        "admin/articles/author/tidy/apart/",
        "admin/articles/author/tidy/delete/",
        "admin/articles/agency/tidy/apart/",
        "admin/articles/agency/tidy/delete/",
        "admin/articles/tag/tidy/apart/",
        "admin/articles/tag/tidy/delete/",
        "admin/articles/author/unmerge/<int:pk>/",
        "admin/articles/agency/unmerge/<int:pk>/",
        "admin/articles/tag/unmerge/<int:pk>/",
    ]),
    (PICTURES, PICTURES, [
        "admin/kill/photo/<int:pk>/",
        "admin/media/photo/<int:photo_id>/replace/",
        "admin/media/photo/<int:photo_id>/read-again/",
        "admin/media/photo/drop/<uuid:drop>/",
    ]),
    (AT_THE_DESK, AT_THE_DESK, [
        "admin/preferences/",
        "admin/more/",
        "admin/go/",
        "admin/",
        "admin/password_change/",
        "admin/articles/article/<path:object_id>/",
        "admin/articles/author/<path:object_id>/",
        "admin/articles/agency/<path:object_id>/",
        "admin/articles/section/<path:object_id>/",
        "admin/articles/series/<path:object_id>/",
        "admin/articles/tag/<path:object_id>/",
        "admin/articles/site/",
        "admin/articles/site/<path:object_id>/",
        "admin/articles/redirect/<path:object_id>/",
        "admin/articles/record/<path:object_id>/",
        "admin/auth/user/<path:object_id>/",
        "admin/auth/group/<path:object_id>/",
        "admin/media/photo/<path:object_id>/",
        r"admin/^(?P<app_label>articles|auth|media)/$",
    ]),
    (ANYBODY, ANYBODY, [
        "admin/login/",
    ]),
    (OUTSIDE, ANYBODY, [
        "admin/logout/",
    ]),
    (ADMIN, NONE, [
        "admin/autocomplete/",
    ]),
    (ADMIN, ADMIN, [
        "admin/in-front/",
        "admin/articles/comment/person/",
        "admin/articles/article/<int:pk>/redact/",
        "admin/articles/section/add/",
        "admin/articles/section/<path:object_id>/delete/",
        "admin/articles/site/<path:object_id>/history/",
        "admin/articles/site/<path:object_id>/change/",
        "admin/articles/redirect/",
        "admin/articles/redirect/add/",
        "admin/articles/redirect/<path:object_id>/history/",
        "admin/articles/redirect/<path:object_id>/delete/",
        "admin/articles/redirect/<path:object_id>/change/",
        "admin/auth/user/<id>/password/",
        "admin/auth/user/",
        "admin/auth/user/add/",
        "admin/auth/user/<path:object_id>/history/",
        "admin/auth/user/<path:object_id>/delete/",
        "admin/auth/user/<path:object_id>/change/",
        "admin/auth/group/",
        "admin/auth/group/add/",
        "admin/auth/group/<path:object_id>/history/",
        "admin/auth/group/<path:object_id>/delete/",
        "admin/auth/group/<path:object_id>/change/",
    ]),
    (NONE, GROUPS, [
        "admin/articles/article/pass-on/",
        "admin/articles/article/many/",
        "admin/articles/article/embed/",
        "admin/media/photo/drop/",
    ]),
    (OWNER, OWNER, [
        "admin/articles/article/views/<int:pk>/",
    ]),
    (NONE, WRITERS, [
        "admin/articles/article/<int:pk>/bring-back/",
    ]),
    (WRITERS, WRITERS, [
        "admin/articles/article/add/",
        "admin/articles/article/<path:object_id>/delete/",
    ]),
    (GROUPS, EDITORS, [
        "admin/articles/author/<path:object_id>/change/",
        "admin/articles/agency/<path:object_id>/change/",
        "admin/articles/tag/<path:object_id>/change/",
        "admin/articles/series/<path:object_id>/change/",
    ]),
    (GROUPS, ADMIN, [
        "admin/articles/section/<path:object_id>/change/",
    ]),
    (KEEPERS, KEEPERS, [
        "admin/media/photo/<path:object_id>/delete/",
    ]),
    (GROUPS, PICTURES, [
        "admin/media/photo/<path:object_id>/change/",
    ]),
    (ANYBODY, NONE, [
        "preview/<str:token>/",
        "preview/<str:token>/photos/<int:photo_id>/<str:name>",
    ]),
]  # fmt: skip
TABLE = {route: {"get": get, "post": post} for get, post, known in ROWS for route in known}
