"""What a page weighs on the wire, compressed, against the budgets of the house."""

import pytest

FIRST, AGAIN = 90_000, 20_000
PAGES = [
    ("/akun/masuk/", None),
    ("/", "kepsek"),
    ("/sekolah/", "pengawas"),
    ("/peran/", "operator"),
]


def weight(page, path, then=None):
    """Bytes and requests of one visit, and of what one does `then`, as Chromium counts them."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked, seen = set(), {"bytes": 0, "requests": 0}

    def count(event):
        if event["requestId"] in asked:  # not what an earlier page is still waiting for
            seen["bytes"] += int(event["encodedDataLength"])
            seen["requests"] += event["encodedDataLength"] > 0

    wire.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    wire.on("Network.loadingFinished", count)
    page.goto(path, wait_until="load")
    if then:
        then()
    page.wait_for_load_state("networkidle")
    wire.detach()  # or the next visit would be counted here as well
    return seen


@pytest.mark.parametrize(("path", "who"), PAGES)
def test_a_page_fits_its_budget_first_and_again(visit, path, who):
    page = visit("about:blank", who)
    first, again = weight(page, path), weight(page, path)
    print(f"{path} as {who}: first {first}, again {again}")
    assert first["bytes"] <= FIRST
    assert again["bytes"] <= AGAIN
