"""A plain form, when the session has ended or the signal is gone: what was typed is still there."""

from reports.demo import PASSWORD

PATH = "/instrumen/baru/"  # a text, and choices of one and of several
NAME = "Lembar supervisi perpustakaan 😀"
HERE = "Tulisan Anda masih ada. Periksa lagi"


def fill(page):
    page.locator("[name=name]").fill(NAME)
    for ticks in ("use", "kinds", "scale"):
        page.locator(f"[name={ticks}]").last.check()
    return chosen(page)


def chosen(page):
    return page.evaluate(
        "() => [document.querySelector('[name=name]').value, ...[...document.querySelectorAll("
        "'main form :checked')].map(({ name, value }) => `${name} ${value}`)]"
    )


def send(page):
    page.locator("main form .btn-primary").click()


def sign_in(page, username):
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    send(page)


def assert_taken(page):
    send(page)
    page.wait_for_url(lambda url: PATH not in url)
    assert NAME in page.locator("main").inner_text()
    assert page.evaluate("sessionStorage.length") == 0


def test_signed_out_meanwhile_the_form_is_as_it_was_after_signing_in(visit):
    page = visit(PATH, "kepsek")
    filled = fill(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    page.wait_for_url("**/akun/masuk/**")
    assert page.locator("[data-typed]").inner_text().startswith("Tulisan Anda masih ada")
    sign_in(page, "kepsek")
    page.wait_for_url(f"**{PATH}")
    assert page.locator("[data-typed]").inner_text().startswith(HERE)
    assert chosen(page) == filled
    assert_taken(page)


def test_whoever_else_signs_in_finds_an_empty_form(visit):
    page = visit(PATH, "kepsek")
    fill(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    page.wait_for_url("**/akun/masuk/**")
    sign_in(page, "kepsek.smp")
    page.wait_for_url(f"**{PATH}")
    assert not page.locator("[data-typed]").is_visible()
    assert chosen(page)[0] == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_without_a_signal_the_form_stays_and_says_so(visit):
    page = visit(PATH, "kepsek")
    filled = fill(page)
    page.context.set_offline(True)
    send(page)
    assert page.evaluate("document.activeElement.matches('[data-offline]')")
    assert "Tanpa internet" in page.locator("[data-offline]").inner_text()
    assert chosen(page) == filled
    page.context.set_offline(False)
    page.locator("[data-offline]").wait_for(state="hidden")
    assert_taken(page)


def test_cut_while_sending_the_form_is_as_it_was_when_opened_again(visit):
    page = visit(PATH, "kepsek")
    filled = fill(page)
    page.route(f"**{PATH}", lambda sent: sent.abort("connectionreset"))
    send(page)
    page.wait_for_url("chrome-error://**")
    page.unroute(f"**{PATH}")
    page.goto(PATH)
    assert page.locator("[data-typed]").is_visible()
    assert chosen(page) == filled
    assert_taken(page)


def test_signed_in_anew_beside_it_the_old_page_says_so_and_keeps_what_was_typed(visit, site):
    page = visit(PATH, "kepsek")
    filled = fill(page)
    page.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": site}])
    send(page)
    page.get_by_text("Halaman ini terlalu lama terbuka").first.wait_for()
    page.go_back()
    page.reload()
    assert page.locator("[data-typed]").is_visible()
    assert chosen(page) == filled
    assert_taken(page)


def test_what_has_arrived_is_not_brought_back(visit):
    page = visit(PATH, "kepsek")
    fill(page)
    send(page)
    page.wait_for_url(lambda url: PATH not in url)
    page.goto(PATH)
    assert chosen(page)[0] == ""
    assert not page.locator("[data-typed]").is_visible()
