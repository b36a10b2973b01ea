import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "x" * 20 + "0123456789" + "abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "sejawat.contoh.id",
    "CSRF_TRUSTED_ORIGINS": "https://sejawat.contoh.id",
    "HTTPS": "true",
    "PROXIES": "1",
    "REDIS_URL": "redis://:rahasia@broker:6379/0",
    "DATABASE_URL": "postgres://sejawat:rahasia@basis:5432/sejawat",
    "EMAIL_URL": "smtp+tls://sejawat:rahasia@surat.contoh.id:587",
}


def manage(tmp_path, *arguments, **variables):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    (tmp_path / "parts").mkdir(exist_ok=True)
    (tmp_path / "parts" / "sprite.svg").touch()
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_settings_pass_the_deployment_check_without_a_word(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_deployment_check_says_in_words_what_is_missing(tmp_path):
    done = manage(tmp_path, "check", "--deploy", **PRODUCTION | {"HTTPS": "false", "DEMO": "true"})
    assert "Set HTTPS=true" in done.stderr
    assert "its passwords are printed" in done.stderr
    assert done.returncode == 1


def test_a_nonsense_variable_stops_the_start_and_is_named(tmp_path):
    done = manage(tmp_path, "check", DEBUG="maybe")
    assert done.returncode != 0
    assert "DEBUG: write true or false, not “maybe”." in done.stderr


def test_nothing_has_to_be_set(tmp_path):
    assert manage(tmp_path, "check").returncode == 0


def test_demo_accounts_are_refused_outside_a_demo(tmp_path):
    done = manage(tmp_path, "demo")
    assert done.returncode == 1
    assert "share a printed password" in done.stderr


def test_models_and_migrations_agree(tmp_path):
    done = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout
