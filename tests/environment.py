"""Loaded by pytest before Django's settings: the run gets a data directory and an environment of its own."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
if "GLUTES_TEST_VAR" not in os.environ:
    # Made by the first process; workers of a parallel run inherit it and share the server.
    folder = tempfile.mkdtemp(prefix="glutes-test-")
    os.chmod(folder, 0o755)  # noqa: S103 - as root, the database runs as another user
    os.environ["GLUTES_TEST_VAR"] = folder
    owner = os.getpid()

    def _remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(_remove)
os.environ["VAR_DIR"] = os.environ["GLUTES_TEST_VAR"]
os.environ["SHEETS_AHEAD"] = "false"  # tests print what they look at, nothing else
for name in (
    "SECRET_KEY",
    "DEBUG",
    "PRODUCTION",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_URL",
    "SITE_NAME",
    "PAGE_CACHE",
    "REQUIRE_LOGIN",
    "REDIS_URL",
    "OIDC_ISSUER",
    "LOCAL_LOGIN",
):
    os.environ.pop(name, None)
