"""Settings come from the environment; a wrong value is a sentence that names the variable."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from glutes import database, single_sign_on
from glutes.embedded.users import UserList
from glutes.environment import (
    at_least,
    is_origin_list,
    is_site_url,
    is_time_zone,
    kept_secret,
    language,
    read,
)
from glutes.postgres_programs import environment


@pytest.mark.parametrize(
    ("kind", "name", "value", "check", "sentence"),
    [
        ("bool", "DEBUG", "perhaps", None, "DEBUG must be true or false, not “perhaps”."),
        ("int", "PORT", "eighty", at_least(1), "PORT must be a whole number, not “eighty”."),
        ("int", "PORT", "0", at_least(1), "PORT must be 1 or more, not 0."),
        ("str", "TIME_ZONE", "Europe/Atlantis", is_time_zone, "TIME_ZONE must be an IANA time zone"),
        ("str", "SITE_URL", "lookup.example", is_site_url, "SITE_URL must be a scheme and a host"),
        (
            "list",
            "CSRF_TRUSTED_ORIGINS",
            "lookup.example",
            is_origin_list,
            "CSRF_TRUSTED_ORIGINS must hold origins",
        ),
    ],
)
def test_wrong_value_names_its_variable(monkeypatch, kind, name, value, check, sentence):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=sentence.replace("(", r"\(")):
        read(kind, name, None, check)


def test_unset_and_empty_take_the_default(monkeypatch):
    monkeypatch.setenv("DEBUG", "")

    assert read("bool", "DEBUG", False) is False
    assert read("str", "NOT_SET_ANYWHERE", "default") == "default"


def test_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,,")

    assert read("list", "ALLOWED_HOSTS", []) == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "en-gb"),
        ("de", "de"),
        ("en_US.UTF-8:en", "en-us"),
        ("tlh:sr_RS@latin:en", "sr-rs"),
        ("zh_CN", "zh-cn"),
        ("C", "en-gb"),
        ("POSIX", "en-gb"),
        (":", "en-gb"),
    ],
)
def test_language_is_the_first_that_there_is_also_where_a_desktop_sets_it(monkeypatch, value, code):
    monkeypatch.setenv("LANGUAGE", value)

    assert language("en-gb") == code


def test_language_that_there_is_not_names_its_variable(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "tlh")

    with pytest.raises(
        ImproperlyConfigured, match="LANGUAGE must be a language such as en-gb or de, not “tlh”"
    ):
        language("en-gb")


def test_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "var" / "secret-key"

    first = kept_secret(file)

    assert len(first) > 50
    assert kept_secret(file) == first
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


def test_secret_that_another_process_makes_meanwhile_is_taken(tmp_path, monkeypatch):
    file = tmp_path / "secret-key"
    monkeypatch.setattr(
        "glutes.environment.secrets.token_urlsafe", lambda length: file.write_text("theirs") and "ours"
    )

    assert kept_secret(file) == "theirs"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://h/db", "DATABASE_URL must start with postgres://"),
        ("postgres://h", "DATABASE_URL must end with the name of the database"),
        ("postgres://h:port/db", "DATABASE_URL is not a valid address"),
    ],
)
def test_wrong_database_address_is_a_sentence(url, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        database.from_url("DATABASE_URL", url, None)


def test_database_address_is_taken_apart():
    entry = database.from_url(
        "DATABASE_URL", "postgres://me:p%40ss@db.example:6432/glutes?sslmode=require", {"max_size": 3}
    )

    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == (
        "me",
        "p@ss",
        "db.example",
        "6432",
    )
    assert entry["NAME"] == "glutes"
    assert entry["OPTIONS"]["sslmode"] == "require"
    assert entry["OPTIONS"]["pool"] == {"max_size": 3}


def test_certificates_of_a_client_reach_the_programs_of_postgresql():
    url = "postgres://me@db.example/glutes?sslmode=verify-full&sslcert=/c.pem&sslkey=/k.pem"
    connections.databases["elsewhere"] = {
        **connections.databases["default"],
        **database.from_url("DATABASE_URL", url, None),
    }
    try:
        variables = environment("elsewhere")
    finally:
        del connections["elsewhere"], connections.databases["elsewhere"]

    assert (variables["PGSSLCERT"], variables["PGSSLKEY"]) == ("/c.pem", "/k.pem")


def test_root_keeps_data_out_of_its_home(monkeypatch, tmp_path):
    monkeypatch.setattr(database, "_is_root", lambda: True)

    assert database.default_var_dir(tmp_path) == database.ROOT_VAR_DIR
    assert "can't be below /root" in str(database.check_var_dir(database.Path("/root/x")))
    assert database.check_var_dir(tmp_path) is None


def manage(*arguments, **environment):
    clean = {key: value for key, value in os.environ.items() if key not in environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "perhaps"}, "Glutes can't start: DEBUG must be true or false"),
        ({"PRODUCTION": "true"}, "Glutes can't start: SECRET_KEY must be set in production"),
        ({"PRODUCTION": "true", "DEBUG": "true"}, "Glutes can't start: DEBUG can't be true in production"),
        ({"PRODUCTION": "true", "SECRET_KEY": "x" * 60}, "Glutes can't start: ALLOWED_HOSTS must be set"),
    ],
)
def test_start_stops_with_one_sentence(environment, sentence):
    done = manage("check", **environment)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_data_of_another_postgresql_is_left_alone_and_a_sentence_says_what_to_do(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")

    done = manage("migrate", VAR_DIR=str(tmp_path), DATABASE_URL="")

    assert done.returncode == 1
    assert "was made by PostgreSQL 15; this release runs 18" in done.stderr
    assert "manage.py backup --to FOLDER" in done.stderr
    assert "Traceback" not in done.stderr
    assert [file.name for file in (tmp_path / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_killed_process_is_no_user_of_the_server_and_a_full_disk_keeps_the_list(tmp_path, monkeypatch):
    users = UserList(tmp_path / "pids.json")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    users.get_and_add(os.getpid())
    users.get_and_add(gone.pid)

    assert users.get_and_remove(os.getppid()) == [os.getpid()]

    def no_space(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", no_space)
    users.get_and_add(os.getppid())
    assert UserList(users.path).get_and_remove(1) == [os.getpid()]


PROVIDER = {
    "OIDC_ISSUER": "https://login.house.example/realms/staff/",
    "OIDC_CLIENT_ID": "glutes",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_GROUPS": "editors=Curator, board=Publisher",
    "OIDC_SECOND_FACTOR_CLAIMS": "amr=mfa",
}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"OIDC_ISSUER": "http://login.house.example"}, "OIDC_ISSUER must be an https:// address"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET must be set with OIDC_ISSUER"),
        ({"OIDC_GROUPS": "editors"}, "OIDC_GROUPS must hold pairs such as name=value; “editors” is none"),
        ({"OIDC_GROUPS": "editors=Superuser"}, "must lead to one of Curator, Reviewer, Publisher"),
        ({"OIDC_REQUIRED_CLAIM": "a=b,c=d"}, "OIDC_REQUIRED_CLAIM must be one pair"),
        ({"OIDC_LOGIN_ORIGINS": "adfs.house.example"}, "OIDC_LOGIN_ORIGINS must hold origins"),
    ],
)
def test_wrong_provider_is_a_sentence(monkeypatch, changed, sentence):
    for name, value in {**PROVIDER, **changed}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        single_sign_on.from_environment()


def test_provider_is_read_from_the_environment(monkeypatch):
    assert single_sign_on.from_environment() is None
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)

    found = single_sign_on.from_environment()

    assert found.groups == {"editors": "Curator", "board": "Publisher"}
    assert found.second_factor_claims == {("amr", "mfa")}
    assert found.form_targets() == ["https://login.house.example"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LOCAL_LOGIN": "false"}, "LOCAL_LOGIN can't be false without OIDC_ISSUER"),
        ({"LOCAL_LOGIN": "false", **PROVIDER}, "/accounts/oidc/sso/login/callback/"),
    ],
)
def test_single_sign_on_is_set_up_by_the_environment_alone(variables, said, tmp_path):
    code = "import django; django.setup(); from django.urls import reverse as r; print(r('openid_connect_callback', args=['sso']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            **variables,
            "VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "glutes.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert said in done.stdout + done.stderr
