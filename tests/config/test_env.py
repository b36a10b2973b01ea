import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def refused(monkeypatch, name, value, reader):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as caught:
        reader(name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "meant"), [("true", True), ("1", True), ("False", False), ("", True)]
)
def test_a_flag_is_true_or_false_and_empty_means_the_default(monkeypatch, value, meant):
    monkeypatch.setenv("DEBUG", value)
    assert env.flag("DEBUG", default=True) is meant


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [
        ("DEBUG", "yes please", env.flag),
        ("PROXIES", "-1", lambda name: env.number(name, 0)),
        ("PROXIES", "two", lambda name: env.number(name, 0)),
        ("PROXIES", "²", lambda name: env.number(name, 0)),
        ("ALLOWED_HOSTS", "https://sekolah.id", env.hosts),
        ("CSRF_TRUSTED_ORIGINS", "sekolah.id", env.origins),
        ("TIME_ZONE", "WITA", lambda name: env.zone(name, "Asia/Jakarta")),
        ("TIME_ZONE", "../../etc", lambda name: env.zone(name, "Asia/Jakarta")),
        ("REDIS_URL", "localhost:6379", lambda name: env.redis(name, "")),
        ("EMAIL_URL", "mail.sekolah.id", env.email),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_variable(monkeypatch, name, value, reader):
    assert refused(monkeypatch, name, value, reader).startswith(f"{name}: ")


@pytest.mark.parametrize(
    "value", ["mysql://a:b@host/name", "postgres://", "sejawat", "sqlite:///x.db"]
)
def test_a_database_is_postgresql_or_left_out(monkeypatch, tmp_path, value):
    message = refused(monkeypatch, "DATABASE_URL", value, lambda name: env.database(name, tmp_path))
    assert message.startswith("DATABASE_URL: ")


def test_no_message_repeats_a_password(monkeypatch, tmp_path, recwarn):
    address = "mysql://sejawat:rahasia@host/name"
    message = refused(
        monkeypatch, "DATABASE_URL", address, lambda name: env.database(name, tmp_path)
    )
    assert "rahasia" not in message
    assert not recwarn.list


def test_without_an_address_data_is_kept_in_tuned_sqlite(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = env.database("DATABASE_URL", tmp_path)
    assert config["NAME"] == tmp_path / "db.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]


def test_postgresql_is_read_from_its_address(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://guru:p%40ss@basis:5433/sejawat")
    config = env.database("DATABASE_URL", tmp_path)
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("basis", 5433, "sejawat")
    assert (config["USER"], config["PASSWORD"]) == ("guru", "p@ss")


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first, second = env.secret("SECRET_KEY", tmp_path), env.secret("SECRET_KEY", tmp_path)
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "given").write_text("dari berkas\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "given"))
    assert env.secret("SECRET_KEY", tmp_path) == "dari berkas"


@pytest.mark.parametrize("content", [None, ""])
def test_a_secret_file_that_is_missing_or_empty_is_named(monkeypatch, tmp_path, content):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "given"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY_FILE: "):
        env.secret("SECRET_KEY", tmp_path)


def test_an_outside_sign_in_is_complete_or_absent(monkeypatch):
    for part in ("SERVER_URL", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"OIDC_{part}", raising=False)
    assert env.oidc("OIDC") == []
    monkeypatch.setenv("OIDC_CLIENT_ID", "sejawat")
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_SERVER_URL: "):
        env.oidc("OIDC")
