"""Settings: each from the environment, with a default that is safe on a developer's machine.

docs/configuration.md lists the variables. A wrong value raises ImproperlyConfigured
with a sentence that names the variable.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from glutes import database, logs, networks, sentry, shared_cache, single_sign_on
from glutes.environment import (
    at_least,
    env,
    is_contact,
    is_log_level,
    is_origin_list,
    is_path,
    is_site_url,
    is_time_zone,
    kept_secret,
    language,
    read,
)

BASE_DIR = Path(__file__).resolve().parent.parent
# ENV_FILE is read by each web process as it starts, so that a reload takes a changed address up.
env.read_env(os.environ.get("ENV_FILE") or str(BASE_DIR / ".env"), recurse=False)

DEBUG = read("bool", "DEBUG", False)
PRODUCTION = read("bool", "PRODUCTION", False)
VAR_DIR = Path(
    read("str", "VAR_DIR", str(database.default_var_dir(BASE_DIR)), lambda v: database.check_var_dir(Path(v)))
).resolve()
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG can't be true in production: it shows source code to readers.")

SECRET_KEY = read("str", "SECRET_KEY", None)
if SECRET_KEY is None:
    if PRODUCTION and not read("bool", "KEEP_SECRET_KEY", False):
        raise ImproperlyConfigured(
            "SECRET_KEY must be set in production: a long random text that is kept secret. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
            "With KEEP_SECRET_KEY=true one is made and kept in VAR_DIR/secret-key: for one machine only."
        )
    SECRET_KEY = kept_secret(VAR_DIR / "secret-key")

SITE_NAME = read("str", "SITE_NAME", "Glutes")
SITE_URL = read("str", "SITE_URL", f"http://127.0.0.1:{read('int', 'PORT', 8000, at_least(1))}", is_site_url)
SITE_URL = SITE_URL.rstrip("/")
ALLOWED_HOSTS = read("list", "ALLOWED_HOSTS", None)
if ALLOWED_HOSTS is None:
    if PRODUCTION:
        raise ImproperlyConfigured("ALLOWED_HOSTS must be set in production: the host names of the site.")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = read("list", "CSRF_TRUSTED_ORIGINS", [], is_origin_list)

INSTALLED_APPS = [
    "conditions.apps.CurationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",  # the list of passkeys uses it
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "conditions",
]

MIDDLEWARE = [
    "glutes.observe.ObserveMiddleware",
    "glutes.csp.ContentSecurityPolicyMiddleware",
    "glutes.headers.SecurityHeadersMiddleware",
    "glutes.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "glutes.upload_limit.UploadLimitMiddleware",
    "glutes.allow_list.AdminNetworksMiddleware",
    "glutes.page_cache.PageCacheMiddleware",
    "glutes.replicas.ReplicaMiddleware",
    "glutes.database_away.DatabaseAwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "conditions.accounts.second_factor.SecondFactorMiddleware",
    "conditions.admin.odd_query.OddQueryMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "glutes.urls"
WSGI_APPLICATION = "glutes.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conditions.web.site.site",
            ],
        },
    }
]

_pool = {
    "min_size": read("int", "DATABASE_POOL_MIN", 1, at_least(0)),
    "max_size": read("int", "DATABASE_POOL_MAX", 8, at_least(1)),
    # A thread finds a connection at once unless the database is away: then the 503 must not keep people waiting.
    "timeout": 2,
    # A primary that is back is found within seconds, not after the usual five minutes.
    "reconnect_timeout": 5,
}
_url = read("str", "DATABASE_URL", "")
DATABASE_REPLICA_URLS = read("list", "DATABASE_REPLICA_URLS", [])
DATABASES: dict[str, dict[str, Any]] = {
    "default": database.from_url("DATABASE_URL", _url, _pool) if _url else database.embedded(VAR_DIR)
}
for _number, _replica in enumerate(DATABASE_REPLICA_URLS, 1):
    DATABASES[f"replica{_number}"] = {
        **database.from_url("DATABASE_REPLICA_URLS", _replica, _pool),
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["glutes.replicas.Router"]
REPLICA_MAX_LAG_SECONDS = read("int", "REPLICA_MAX_LAG_SECONDS", 10, at_least(1))

# Readers may be asked to log in; then nothing is kept in caches.
REQUIRE_LOGIN = read("bool", "REQUIRE_LOGIN", False)
if REQUIRE_LOGIN:
    MIDDLEWARE.append("django.contrib.auth.middleware.LoginRequiredMiddleware")
PAGE_CACHE = read("bool", "PAGE_CACHE", PRODUCTION) and not REQUIRE_LOGIN
# Set the sheets of a condition while its page is read.
SHEETS_AHEAD = read("bool", "SHEETS_AHEAD", True)
CACHES = shared_cache.caches(read("str", "REDIS_URL", ""))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

# Widgets of our own have their templates beside the others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Accounts: log-in, second factor, lockout. Accounts are made by administrators.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
CSRF_FAILURE_VIEW = "conditions.accounts.csrf.csrf_failed"
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "conditions.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is told which addresses have an account
ACCOUNT_SESSION_REMEMBER = False
# Single sign-on, when a provider is named; then the log-in by password may be switched off.
SINGLE_SIGN_ON = single_sign_on.from_environment()
LOCAL_LOGIN = read("bool", "LOCAL_LOGIN", True)
if not (LOCAL_LOGIN or SINGLE_SIGN_ON):
    raise ImproperlyConfigured("LOCAL_LOGIN can't be false without OIDC_ISSUER: nobody could log in.")
SOCIALACCOUNT_ADAPTER = "conditions.accounts.single_sign_on.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = SINGLE_SIGN_ON.providers() if SINGLE_SIGN_ON else {}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Axes counts wrong passwords for an account and an address; these limits stop guessing from many addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,50/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = LOCAL_LOGIN
MFA_FORMS = {"add_webauthn": "conditions.accounts.forms.AddPasskeyForm"}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a code stays good for half a minute more: clocks differ
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# How many proxies of ours stand before the server: the client's address is counted from the right.
ALLAUTH_TRUSTED_PROXY_COUNT = read("int", "TRUSTED_PROXY_COUNT", 0, at_least(0))
AXES_CLIENT_IP_CALLABLE = "conditions.accounts.client_address.client_address"
AXES_FAILURE_LIMIT = read("int", "LOGIN_FAILURE_LIMIT", 5, at_least(1))
AXES_COOLOFF_TIME = timedelta(minutes=read("int", "LOGIN_LOCKOUT_MINUTES", 15, at_least(1)))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 3600 * read("int", "SESSION_HOURS", 10, at_least(1))
SESSION_EXPIRE_AT_BROWSER_CLOSE = False

# Mail is used for forgotten passwords only; without it an administrator sets a new one.
_mail = read("str", "EMAIL_URL", "")
MAIL_IS_SET_UP = bool(_mail)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if MAIL_IS_SET_UP:
    globals().update(env.dj_email_url("EMAIL_URL"))
    DEFAULT_FROM_EMAIL = read("str", "DEFAULT_FROM_EMAIL", "webmaster@localhost")

# The audit trail: who and from which page, for requests that change something.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_APPEND_ONLY = True

LANGUAGE_CODE = language("en-gb")
TIME_ZONE = read("str", "TIME_ZONE", "UTC", is_time_zone)
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(read("str", "STATIC_ROOT", str(VAR_DIR / "static"))) if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Django 6 has this setting and its own middleware: glutes/csp.py is then a deletion.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = read("bool", "SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_HSTS_SECONDS = read("int", "SECURE_HSTS_SECONDS", 31_536_000 if PRODUCTION else 0, at_least(0))
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = read("bool", "BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ADMIN_PATH = read("str", "ADMIN_PATH", "admin", is_path).strip("/")
ADMIN_NETWORKS = networks.parse(read("list", "ADMIN_NETWORKS", [], networks.are_networks))
SECURITY_CONTACT = read("str", "SECURITY_CONTACT", "", is_contact)

# The editor shows a whole condition on one screen: some two thousand fields where there are many findings.
# A file of 5,000 references has a few megabytes.
MAX_UPLOAD_MB = read("int", "MAX_UPLOAD_MB", 20, at_least(1))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
MEDIA_ROOT = VAR_DIR / "media"

# What the site tells those who run it.
LOGGING = logs.configuration(read("str", "LOG_LEVEL", "INFO", is_log_level).upper())
METRICS_TOKEN = read("str", "METRICS_TOKEN", "")
sentry.start(read("str", "SENTRY_DSN", ""), "production" if PRODUCTION else "development")
# Curators look up DOIs at Crossref and PMIDs at PubMed; nothing but the number and the contact leaves the house.
REFERENCE_LOOKUP = read("bool", "REFERENCE_LOOKUP", True)
REFERENCE_LOOKUP_CONTACT = read("str", "REFERENCE_LOOKUP_CONTACT", "")

FIXTURES = BASE_DIR / "fixtures"

# Of one client, to one process.
API_REQUESTS_PER_MINUTE = read("int", "API_REQUESTS_PER_MINUTE", 600, at_least(1))
# Signs snapshots; made at first use.
SNAPSHOT_KEY = Path(read("str", "SNAPSHOT_KEY", str(VAR_DIR / "snapshot-key.pem")))
