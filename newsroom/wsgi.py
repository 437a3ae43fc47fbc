"""The WSGI application that the production server runs."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom.environment import plain_words
from newsroom.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

with plain_words():
    django = whole(get_wsgi_application())
    from newsroom.observing.metrics import observe
    from newsroom.page_cache.door import cached

    application = cached(django)
    observe(application)
