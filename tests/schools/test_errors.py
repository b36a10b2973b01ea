import pytest
from django.test import Client
from django.urls import path, reverse
from django.utils.translation import override

from config import urls
from schools import errors

TITLES = {
    "bad_request": ("Alamat ini tidak cocok", "This address does not fit"),
    "permission_denied": ("Tidak terbuka bagi Anda", "Not open to you"),
    "page_not_found": ("Halaman tidak ditemukan", "Page not found"),
    "csrf_failure": ("Halaman ini terlalu lama terbuka", "This page has waited too long"),
    "server_error": ("Ada gangguan pada Sejawat", "Something broke on our side"),
}
STATUS = {"bad_request": 400, "page_not_found": 404, "server_error": 500}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", TITLES)
def test_an_error_speaks_the_readers_language(rf, name, language):
    with override(language):
        answer = getattr(errors, name)(rf.get("/rahasia/123/"))
    page = answer.content.decode()
    assert answer.status_code == STATUS.get(name, 403)
    assert f"<h1>{TITLES[name][language == 'en']}</h1>" in page
    assert f'<html lang="{language}"' in page
    assert "rahasia" not in page


def broken(request):
    raise RuntimeError


class WithBrokenPage:
    urlpatterns = [*urls.urlpatterns, path("rusak/", broken, name="broken")]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


def test_a_failure_shows_our_page_and_no_trace(client, principal, settings):
    settings.ROOT_URLCONF = WithBrokenPage
    client.raise_request_exception = False
    client.force_login(principal)
    answer = client.get("/rusak/")
    assert answer.status_code == 500
    assert "Ada gangguan pada Sejawat" in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_and_told_to_go_back(school, operator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(operator)
    answer = client.post(reverse("schools:term_create"), {"code": "20261"})
    assert answer.status_code == 403
    assert "Halaman ini terlalu lama terbuka" in answer.content.decode()


def test_an_unknown_address_is_answered_like_an_unknown_row(client, principal):
    client.force_login(principal)
    unknown_address = client.get("/tidak-ada-di-sini/")
    unknown_row = client.get(reverse("schools:detail", args=[987654]))
    assert unknown_address.content == unknown_row.content
