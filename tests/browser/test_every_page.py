"""Every page of the desk in a browser: nothing that axe complains about, and nothing that scrolls sideways."""

from django.test import Client

from tests.browser.axe import LOOKS, SIZES, sideways, violations
from tests.browser.conftest import OpenPage
from tests.newsroom.everything import Newsroom, make_newsroom
from tests.newsroom.who_may import TABLE


def pages(newsroom: Newsroom) -> list[str]:
    """Return the addresses at which an administrator is shown a whole page, and not a file, a part or a way on."""
    client = Client()
    client.force_login(newsroom.people["admin"])
    found = []
    for route, row in TABLE.items():
        if "admin" in row["get"]:
            address = newsroom.address(route)
            response = client.get(address, newsroom.asked.get(route, {}))
            response.close()
            if not response.streaming and response.status_code == 200 and b"<html" in response.content[:200]:
                found.append(address)
    return found


def test_nothing_stands_against_any(open_page: OpenPage, transactional_db: None) -> None:
    newsroom = make_newsroom()
    addresses = pages(newsroom)
    assert len(addresses) > 60
    page = open_page(newsroom.people["admin"], reduced_motion="reduce")
    found = {}
    for address in addresses:
        page.goto(address)
        for size, scheme in LOOKS:
            page.set_viewport_size(SIZES[size])
            page.emulate_media(color_scheme=scheme)
            found[address, scheme] = (violations(page), sideways(page))
        page.wait_for_load_state("networkidle")
    wrong = {where: what for where, what in found.items() if what != ([], 0)}
    assert not wrong, "\n".join(map(str, wrong.items()))
