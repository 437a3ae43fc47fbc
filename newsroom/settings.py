"""Every setting of the newsroom, read from the environment.

All that is written while the newsroom runs lies under one directory, `var/` beside this package or wherever
`NEWSROOM_VAR` points. docs/operating.md lists the variables.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import Env, validate

from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEBUG = env.bool("NEWSROOM_DEBUG", False)
VAR = environment.writable_directory(env.path("NEWSROOM_VAR", BASE_DIR / "var"))

SECRET_KEY = env.str("NEWSROOM_SECRET_KEY", "") or environment.secret_key(VAR / "secret-key")
ALLOWED_HOSTS = env.list("NEWSROOM_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("NEWSROOM_ORIGINS", [])

# Where readers find the newsroom, as in https://news.example; "" is wherever they ask.
ADDRESS = environment.web_address("NEWSROOM_ADDRESS", env.str("NEWSROOM_ADDRESS", ""), path=False)
# The WebSub hub that hears of every change in a feed; "" for none.
HUB = environment.web_address("NEWSROOM_HUB", env.str("NEWSROOM_HUB", ""))

# Whether YouTube and the like are asked for the title of what an editor puts into a story.
ASKS_PROVIDERS = env.bool("NEWSROOM_ASKS_PROVIDERS", True)

# True where readers arrive over HTTPS. False only for a newsroom that nobody but this machine can reach.
HTTPS = env.bool("NEWSROOM_HTTPS", not DEBUG)

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "media",
    "articles.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
    "csp",
]

MIDDLEWARE = [
    "newsroom.observing.requests.observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compressing.Compressed",
    "csp.middleware.CSPMiddleware",
    "newsroom.security.desk_policy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

SQLITE = "django.db.backends.sqlite3"
if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": SQLITE, "NAME": str(VAR / "newsroom.sqlite3")}}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# How long a request waits, in seconds, for what another one holds. Then its editor is told that nothing was saved yet,
# and the browser, which has kept every word, sends them again. Without an end PostgreSQL would wait for as long as a
# migration or somebody's forgotten transaction lasts, and one after the other every thread that serves readers.
DATABASE_WAIT = env.int("NEWSROOM_DATABASE_WAIT", 20)
if DATABASES["default"]["ENGINE"] == SQLITE:
    # WAL lets readers read while an editor saves; an immediate transaction waits its turn instead of failing half-way;
    # FULL has what is told as saved on the disk by then, so that it outlives a power cut, as NORMAL would not. Each
    # thread's connection keeps 4 MB of the file: with 8 pages took a twentieth less, as the system keeps it for all.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": DATABASE_WAIT,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000;",
    }
else:
    # Compiling a long question takes half a second; no page's takes so long to answer.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", f"-c lock_timeout={DATABASE_WAIT}s -c plan_cache_mode=force_generic_plan -c jit=off"
    )

# Copies of the database that readers' pages may be read from.
REPLICAS = environment.replicas(env.list("NEWSROOM_REPLICA_URLS", []), DATABASES["default"])

environment.refuse_unsafe(
    debug=DEBUG, https=HTTPS, hosts=ALLOWED_HOSTS, secret_key=SECRET_KEY, engine=DATABASES["default"]["ENGINE"]
)
environment.refuse_hub_without_address(hub=HUB, address=ADDRESS)

MEDIA_ROOT = VAR / "uploads"
MEDIA_URL = "/uploads/"
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
WHITENOISE_ROOT = BASE_DIR / "newsroom" / "root"  # what browsers ask for at fixed addresses
STORAGES = {
    "default": environment.file_storage(env.str("NEWSROOM_FILES", "")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_files.StaticFiles"
    },
}
FILE_UPLOAD_TEMP_DIR = environment.writable_directory(VAR / "tmp")

# For finished pages each server process keeps at most so much memory (MiB); 0 keeps none, so that who works on a
# template sees it.
PAGE_CACHE = env.int("NEWSROOM_PAGE_CACHE", 0 if DEBUG else 32)

# Who stands in front and keeps pages, and for how long at most (seconds); nobody where nobody is named.
EDGE = environment.edge(
    env.list("NEWSROOM_EDGE", []),
    {
        "NEWSROOM_FASTLY_TOKEN": env.str("NEWSROOM_FASTLY_TOKEN", ""),
        "NEWSROOM_CLOUDFLARE_TOKEN": env.str("NEWSROOM_CLOUDFLARE_TOKEN", ""),
        "NEWSROOM_WEBHOOK_SECRET": env.str("NEWSROOM_WEBHOOK_SECRET", ""),
    },
)
EDGE_SECONDS = environment.edge_seconds(env.int("NEWSROOM_EDGE_SECONDS", None), EDGE)

# The Redis or Valkey by which every machine hears at once that something was written; "" for none.
DOORBELL = environment.doorbell(env.str("NEWSROOM_DOORBELL", ""))

# Certificates (PEM) of those who vouch for the signers of content credentials; "" for nobody.
C2PA_TRUST = env.str("NEWSROOM_C2PA_TRUST", "")

# Who may ask for figures at /metrics: whoever sends this; "" for nobody, and then none are kept.
METRICS_TOKEN = env.str(
    "NEWSROOM_METRICS_TOKEN", "", validate=validate.Regexp(r"$|\S{20,}$", error="use 20 characters or more, no space")
)
# A line in the log for each request that is not answered with a kept page.
LOG_REQUESTS = env.bool("NEWSROOM_LOG_REQUESTS", True)
# Statements that take longer are logged (milliseconds); 0 for none.
SLOW_QUERY = env.int("NEWSROOM_SLOW_QUERY", 200)

# A story's form carries its whole body in one field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
# The largest form is a front: seven fields for each of 200 stories, six for each of 30 containers.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"  # what is stored; pages show the site record's time zone
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH: list[str] = []

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"

TAGGIT_CASE_INSENSITIVE = True

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(health/|healthz|readyz|metrics)$"]  # machines ask over plain HTTP
SECURE_HSTS_SECONDS = env.int("NEWSROOM_HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("NEWSROOM_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "desk"
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# A page gets a nonce only where its template asks for one: the desk's pages do, the readers' pages, which are cached,
# do not.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "newsroom.observing.logs.Plain",
            "format": "{asctime} {levelname} {name}: {message}{of_request}",
            "style": "{",
        },
        "json": {"()": "newsroom.observing.logs.Json"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("NEWSROOM_LOG", "plain", validate=validate.OneOf(["plain", "json"])),
        }
    },
    "loggers": {"django": {"handlers": [], "propagate": True}},
    "root": {"handlers": ["console"], "level": env.str("NEWSROOM_LOG_LEVEL", "INFO")},
}
