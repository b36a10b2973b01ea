"""Signing in with an outside account, against an OpenID Connect provider on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.urls import reverse

from schools.access import Role
from tests import make

SECRET = "a secret that provider and client share"


class Provider(BaseHTTPRequestHandler):
    """Just enough of a provider: discovery, token, user info. `server.person` signs in."""

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            self._answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                }
            )
        else:
            self._answer(self.server.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = self.server.person | {
            "iss": f"http://127.0.0.1:{self.server.server_port}",
            "aud": "sejawat",
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
        }
        token = jwt.encode(claims, SECRET, algorithm="HS256")
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings, clean_cache):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.person = {"sub": "1", "email": "jannah@belajar.contoh", "email_verified": True}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "belajar",
        "name": "belajar.id",
        "client_id": "sejawat",
        "secret": SECRET,
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()


def come_back_from_provider(client):
    away = client.post(reverse("openid_connect_login", args=["belajar"]))
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    callback = reverse("openid_connect_callback", args=["belajar"])
    return client.get(callback, {"code": "x", "state": state})


def test_the_button_stands_there_only_when_a_provider_is_set(client, clean_cache):
    assert "belajar.id" not in client.get("/akun/masuk/").content.decode()


def test_the_button_names_the_provider(client, provider):
    assert "belajar.id" in client.get("/akun/masuk/").content.decode()


def test_an_account_with_that_email_is_opened(client, provider):
    user = make.user(Role.TEACHER, email="jannah@belajar.contoh")
    come_back_from_provider(client)
    assert client.get(reverse("me")).context["user"] == user


def test_nobody_gets_an_account_by_signing_in_outside(client, provider):
    response = come_back_from_provider(client)
    assert type(make.user()).objects.count() == 1
    assert client.get(reverse("me")).status_code == 302
    assert response.status_code in {200, 302}


def test_an_email_that_the_provider_did_not_verify_opens_nothing(client, provider):
    make.user(Role.TEACHER, email="jannah@belajar.contoh")
    provider.person["email_verified"] = False
    come_back_from_provider(client)
    assert client.get(reverse("me")).status_code == 302


def test_a_deactivated_account_stays_closed(client, provider):
    make.user(Role.TEACHER, email="jannah@belajar.contoh", is_active=False)
    come_back_from_provider(client)
    assert client.get(reverse("me")).status_code == 302


def test_an_answer_that_nobody_asked_for_opens_nothing(client, provider):
    make.user(Role.TEACHER, email="jannah@belajar.contoh")
    callback = reverse("openid_connect_callback", args=["belajar"])
    client.get(callback, {"code": "x", "state": "forged"})
    assert client.get(reverse("me")).status_code == 302
