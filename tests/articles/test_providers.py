"""Which addresses are whose, what of them is shown in a frame, and what never is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.body import providers
from articles.body.providers import known, sources

VIDEO, POST, TOOT = "dQw4w9WgXcQ", "1782904157261476125", "111742453011325543"
TUBE, NOCOOKIE = (
    f"https://www.youtube.com/watch?v={VIDEO}",
    f"https://www.youtube-nocookie.com/embed/{VIDEO}?autoplay=1",
)
SHORT = f"https://www.youtube.com/shorts/{VIDEO}"
OSM = "https://www.openstreetmap.org"
MAPS = "https://www.google.com/maps"

# Whose an address is, and the link and the frame that are made of it.
ADDRESSES = [
    (TUBE, "YouTube", TUBE, NOCOOKIE),
    (f"http://youtube.com/watch?v={VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"HTTPS://WWW.YouTube.com/watch?v={VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"https://m.youtube.com/watch?feature=share&v={VIDEO}&list=PL1", "YouTube", TUBE, NOCOOKIE),
    (f"https://music.youtube.com/watch?v={VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"https://youtu.be/{VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"https://youtu.be/{VIDEO}?si=abc&t=90", "YouTube", f"{TUBE}&t=90s", f"{NOCOOKIE}&start=90"),
    (f"{TUBE}&t=1m30s", "YouTube", f"{TUBE}&t=90s", f"{NOCOOKIE}&start=90"),
    (f"{TUBE}&t=1h2m3s", "YouTube", f"{TUBE}&t=3723s", f"{NOCOOKIE}&start=3723"),
    (f"{TUBE}#t=5", "YouTube", f"{TUBE}&t=5s", f"{NOCOOKIE}&start=5"),
    (f"{TUBE}&t=soon", "YouTube", TUBE, NOCOOKIE),
    (f"https://www.youtube.com/live/{VIDEO}?feature=share", "YouTube", TUBE, NOCOOKIE),
    (f"https://www.youtube.com/v/{VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"https://www.youtube.com/embed/{VIDEO}?start=7", "YouTube", f"{TUBE}&t=7s", f"{NOCOOKIE}&start=7"),
    (f"https://www.youtube-nocookie.com/embed/{VIDEO}", "YouTube", TUBE, NOCOOKIE),
    (f"https://youtube.com/shorts/{VIDEO}?feature=share", "YouTube", SHORT, NOCOOKIE),
    (
        "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "YouTube",
        "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf&autoplay=1",
    ),
    (
        "https://vimeo.com/76979871",
        "Vimeo",
        "https://vimeo.com/76979871",
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
    ),
    (
        "https://vimeo.com/76979871/8272103f6e#t=30s",
        "Vimeo",
        "https://vimeo.com/76979871/8272103f6e#t=30s",
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e#t=30s",
    ),
    (
        "https://player.vimeo.com/video/76979871?h=8272103f6e&badge=0",
        "Vimeo",
        "https://vimeo.com/76979871/8272103f6e",
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e",
    ),
    *(
        (
            f"https://vimeo.com/{path}/76979871",
            "Vimeo",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        )
        for path in ("channels/staffpicks", "groups/shortfilms/videos", "showcase/1234/video", "album/1234/video")
    ),
    *(
        (
            address,
            "X",
            f"https://x.com/{user}/status/{POST}",
            f"https://platform.twitter.com/embed/Tweet.html?id={POST}&dnt=true",
        )
        for address, user in (
            (f"https://x.com/halmouth_port/status/{POST}", "halmouth_port"),
            (f"https://twitter.com/halmouth_port/status/{POST}?s=20&t=x", "halmouth_port"),
            (f"https://mobile.twitter.com/halmouth_port/statuses/{POST}/photo/1", "halmouth_port"),
            (f"https://x.com/i/web/status/{POST}", "i"),
            (f"https://x.com/i/status/{POST}", "i"),
            (f"https://platform.twitter.com/embed/Tweet.html?dnt=false&id={POST}", "i"),
        )
    ),
    *(
        (
            address,
            "Mastodon",
            f"https://mastodon.social/@Gargron/{TOOT}",
            f"https://mastodon.social/@Gargron/{TOOT}/embed",
        )
        for address in (
            f"https://mastodon.social/@Gargron/{TOOT}",
            f"https://mastodon.social/@Gargron/{TOOT}/embed",
            f"https://mastodon.social/users/Gargron/statuses/{TOOT}",
        )
    ),
    (
        f"https://toots.example.co.uk/@a_b/{TOOT}",
        "Mastodon",
        f"https://toots.example.co.uk/@a_b/{TOOT}",
        f"https://toots.example.co.uk/@a_b/{TOOT}/embed",
    ),
    *(
        (
            f"https://bsky.app/profile/{user}/post/3kduuwgjxm22p",
            "Bluesky",
            f"https://bsky.app/profile/{name}/post/3kduuwgjxm22p",
            f"https://embed.bsky.app/embed/{name}/app.bsky.feed.post/3kduuwgjxm22p",
        )
        for user, name in (
            ("bsky.app", "bsky.app"),
            ("did:plc:z72i7hdynmk6r22z27h6tvur", "did:plc:z72i7hdynmk6r22z27h6tvur"),
            ("did%3Aplc%3Az72i7hdynmk6r22z27h6tvur", "did:plc:z72i7hdynmk6r22z27h6tvur"),
        )
    ),
    *(
        (
            f"https://{host}/{before}{kind}/CUbHfhpswxt/{after}",
            "Instagram",
            f"https://www.instagram.com/{kept}/CUbHfhpswxt/",
            f"https://www.instagram.com/{kept}/CUbHfhpswxt/embed/",
        )
        for host, before, kind, after, kept in (
            ("www.instagram.com", "", "p", "?igsh=MzRlODBiNWFlZA==", "p"),
            ("instagram.com", "", "reel", "", "reel"),
            ("www.instagram.com", "", "reels", "", "reel"),
            ("m.instagram.com", "halmouth.port/", "p", "", "p"),
            ("instagr.am", "", "p", "embed/captioned/", "p"),
            ("www.instagram.com", "", "tv", "", "tv"),
        )
    ),
    (
        "https://www.tiktok.com/@scout2015/video/6718335390845095173?lang=en",
        "TikTok",
        "https://www.tiktok.com/@scout2015/video/6718335390845095173",
        "https://www.tiktok.com/player/v1/6718335390845095173?autoplay=1",
    ),
    *(
        (
            address,
            "TikTok",
            "https://m.tiktok.com/v/6718335390845095173.html",
            "https://www.tiktok.com/player/v1/6718335390845095173?autoplay=1",
        )
        for address in (
            "https://m.tiktok.com/v/6718335390845095173.html",
            "https://www.tiktok.com/embed/v2/6718335390845095173",
            "https://www.tiktok.com/embed/6718335390845095173",
            "https://www.tiktok.com/player/v1/6718335390845095173?music_info=1",
        )
    ),
    (
        f"{OSM}/#map=15/53.54134/9.98412",
        "OpenStreetMap",
        f"{OSM}/#map=15/53.54134/9.98412",
        f"{OSM}/export/embed.html?bbox=9.97039,53.53675,9.99785,53.54593&layer=mapnik",
    ),
    (
        f"{OSM}/?mlat=53.5&mlon=9.9#map=3/53/-9.5&layers=N",
        "OpenStreetMap",
        f"{OSM}/?mlat=53.5&mlon=9.9#map=3/53/-9.5",
        f"{OSM}/export/embed.html?bbox=-65.75,33.9582,46.75,72.0418&layer=mapnik&marker=53.5,9.9",
    ),
    (
        "https://osm.org/node/240109189#map=19/52.51704/13.3889",
        "OpenStreetMap",
        f"{OSM}/#map=19/52.51704/13.3889",
        f"{OSM}/export/embed.html?bbox=13.38804,52.51675,13.38976,52.51733&layer=mapnik",
    ),
    (
        f"{OSM}/export/embed.html?bbox=9.97%2C53.53%2C9.99%2C53.55&layer=mapnik&marker=53.54%2C9.98",
        "OpenStreetMap",
        f"{OSM}/?mlat=53.54&mlon=9.98#map=15/53.54/9.98",
        f"{OSM}/export/embed.html?bbox=9.96627,53.53541,9.99373,53.54459&layer=mapnik&marker=53.54,9.98",
    ),
    (
        f"{MAPS}/@53.5413,9.9841,15z",
        "Google Maps",
        f"{MAPS}/@53.5413,9.9841,15z",
        f"{MAPS}?q=53.5413,9.9841&z=15&output=embed",
    ),
    (
        "https://www.google.co.uk/maps/place/Elbphilharmonie+Hamburg/@53.5413309,9.9841283,17z/data=!3m1!4b1?entry=ttu",
        "Google Maps",
        f"{MAPS}/place/Elbphilharmonie%20Hamburg/@53.5413309,9.9841283,17z",
        f"{MAPS}?q=Elbphilharmonie%20Hamburg&ll=53.5413309,9.9841283&z=17&output=embed",
    ),
    (
        "https://www.google.com/maps/place/M%C3%BCnchen/",
        "Google Maps",
        f"{MAPS}/place/M%C3%BCnchen",
        f"{MAPS}?q=M%C3%BCnchen&z=15&output=embed",
    ),
    (
        f"{MAPS}/@-33.85,151.21,1500m/data=!3m1!1e3",
        "Google Maps",
        f"{MAPS}/@-33.85,151.21,14z",
        f"{MAPS}?q=-33.85,151.21&z=14&output=embed",
    ),
    (
        "https://maps.google.com/?q=Halmouth",
        "Google Maps",
        f"{MAPS}/place/Halmouth",
        f"{MAPS}?q=Halmouth&z=15&output=embed",
    ),
    (f"{MAPS}?q=1+%26+2", "Google Maps", f"{MAPS}/place/1%20%26%202", f"{MAPS}?q=1%20%26%202&z=15&output=embed"),
    (
        f"{MAPS}/embed?pb=!1m18!1m12!1m3!1d2370!2d9.98!3d53.54!2m3!1f0!2f0!3f0!3m2!1i1024!2i768!4f13.1!3m3!1m2"
        "!1s0x47b18f02:0x5cd!2sElbphilharmonie%20Hamburg!5e0!3m2!1sen",
        "Google Maps",
        f"{MAPS}/place/Elbphilharmonie%20Hamburg/@53.54,9.98,15z",
        f"{MAPS}?q=Elbphilharmonie%20Hamburg&ll=53.54,9.98&z=15&output=embed",
    ),
]  # fmt: skip

# What is nobody's, though it may look like it: links, and never frames.
STRANGERS = [
    "",
    "youtu.be",
    f"youtube.com/watch?v={VIDEO}",
    f"//www.youtube.com/watch?v={VIDEO}",
    f"javascript:https://www.youtube.com/watch?v={VIDEO}",
    f"ftp://www.youtube.com/watch?v={VIDEO}",
    f"https:www.youtube.com/watch?v={VIDEO}",
    f"https:/\\www.youtube.com/watch?v={VIDEO}",
    f"https://www.youtube.com\\@evil.example/watch?v={VIDEO}",
    f"https://www.youtube.com@evil.example/watch?v={VIDEO}",
    f"https://ana@www.youtube.com/watch?v={VIDEO}",
    f"https://ana:secret@www.youtube.com/watch?v={VIDEO}",
    f"https://www.youtube.com:443/watch?v={VIDEO}",
    f"https://www.youtube.com:8080/watch?v={VIDEO}",
    f"https://www.youtube.com./watch?v={VIDEO}",
    f"https://www.youtube.com.evil.example/watch?v={VIDEO}",
    f"https://evil-youtube.com/watch?v={VIDEO}",
    f"https://notyoutu.be/{VIDEO}",
    f"https://youtube.evil.example/watch?v={VIDEO}",
    f"https://www.youtube-com.example/watch?v={VIDEO}",
    f"https://www.уoutube.com/watch?v={VIDEO}",
    f"https://www.xn--outube-4of.com/watch?v={VIDEO}",
    f"https://xn--mstodon-wwa.example/@a/{TOOT}",
    f"https://toots.xn--mstodon-wwa/@a/{TOOT}",
    f"https://www.youtube.com/watch?v={VIDEO}\n",
    f" https://www.youtube.com/watch?v={VIDEO}",
    f"https://www.youtube.com/watch ?v={VIDEO}",
    f"https://www.you\ttube.com/watch?v={VIDEO}",
    f"https://www.youtube.com/watch\x00?v={VIDEO}",
    "https://www.youtube.com/watch?v=short",
    f"https://www.youtube.com/watch?v={VIDEO}x",
    "https://www.youtube.com/watch?v=dQw4w9WgXc%22",
    'https://www.youtube.com/watch?v="onload="x',
    f"https://www.youtube.com/watch?v=short&v={VIDEO}",
    f"https://www.youtube.com/embed/../{VIDEO}",
    f"https://www.youtube.com/redirect?q=https://evil.example&v={VIDEO}",
    "https://www.youtube.com/@halmouth",
    f"https://www.youtube.com/watch?v={VIDEO}&x=" + "x" * 2000,
    "https://vimeo.com/about",
    "https://vimeo.com/76979871/settings",
    "https://x.com/halmouth_port",
    "https://x.com/halmouth_port/status/12x",
    f"https://mastodon.social/@Gargron@elsewhere.example/{TOOT}",
    f"https://127.0.0.1/@a/{TOOT}",
    f"https://2130706433/@a/{TOOT}",
    f"https://0x7f.1/@a/{TOOT}",
    f"https://[::1]/@a/{TOOT}",
    f"https://localhost/@a/{TOOT}",
    f"https://printer.local/@a/{TOOT}",
    f"https://db.internal/@a/{TOOT}",
    f"https://intranet/@a/{TOOT}",
    f"https://-a.example/@a/{TOOT}",
    f"https://a..example/@a/{TOOT}",
    "https://medium.com/@ana/the-harbour-opens-1f2e3d4c5b6a",
    "https://bsky.app/profile/bsky.app",
    "https://bsky.app/profile/../post/3kduuwgjxm22p",
    "https://www.instagram.com/halmouth.port/",
    "https://www.instagram.com/stories/halmouth.port/3141/",
    "https://www.tiktok.com/@scout2015",
    "https://vm.tiktok.com/ZMe1aBcDe/",
    f"{OSM}/",
    f"{OSM}/#map=15/95/9",
    f"{OSM}/#map=15/53/190",
    f"{OSM}/#map=44/53/9",
    f"{OSM}/export/embed.html?bbox=9.99,53.53,9.97,53.55",
    f"{OSM}/export/embed.html?bbox=9.97,53.53,9.99",
    f"{MAPS}/@95,9,15z",
    f"{MAPS}/@53,9,3a,75y,90t/data=!3m1",
    f"{MAPS}/place/%00%1f",
    f"{MAPS}/embed?pb=!1m18",
    "https://maps.app.goo.gl/abcdefgh",
    "https://www.google.com/search?q=maps",
    "https://www.google.com.evil.example/maps/@53,9,15z",
]  # fmt: skip


@pytest.mark.parametrize(("address", "name", "link", "frame"), ADDRESSES)
def test_every_usual_form_is_known(address: str, name: str, link: str, frame: str) -> None:
    found = known(address)
    assert found is not None
    assert (found.provider.name, found.shown.link, found.shown.frame) == (name, link, frame)


@pytest.mark.parametrize("address", sorted({link for _, _, link, _ in ADDRESSES}))
def test_the_link_that_is_made_is_known_too_and_stays(address: str) -> None:
    found = known(address)
    assert found is not None
    assert found.shown.link == address


@pytest.mark.parametrize("address", STRANGERS)
def test_what_only_looks_like_one_is_shown_in_no_frame(address: str) -> None:
    assert known(address) is None


def test_each_has_its_shape_and_its_kind() -> None:
    found = {
        (one.provider.name, one.provider.kind, one.shown.shape)
        for one in (known(given) for given, *_ in ADDRESSES)
        if one
    }
    assert found == {
        ("YouTube", "video", "wide"),
        ("YouTube", "video", "tall"),
        ("Vimeo", "video", "wide"),
        ("X", "post", "post"),
        ("Mastodon", "post", "post"),
        ("Bluesky", "post", "post"),
        ("Instagram", "post", "post"),
        ("TikTok", "video", "tall"),
        ("OpenStreetMap", "map", "wide"),
        ("Google Maps", "map", "wide"),
    }


def test_a_place_on_a_map_says_what_it_is_called() -> None:
    titles = [
        known(f"{MAPS}/place/{name}") for name in ("Elbphilharmonie+Hamburg", "53.54,9.98", "53%C2%B032'27.8%22N")
    ]
    assert [one and one.shown.title for one in titles] == ["Elbphilharmonie Hamburg", "", ""]


def test_a_page_opens_its_policy_for_the_frames_it_has_and_no_more() -> None:
    assert sources(["https://youtu.be/dQw4w9WgXcQ", TUBE, "https://a.example/", "https://vimeo.com/76979871"]) == [
        "https://player.vimeo.com",
        "https://www.youtube-nocookie.com",
    ]


PIECES = """https:// http:// www.youtube.com youtu.be mastodon.social www.google.com @ : / \\ ? # & v= watch embed /@a/
    maps q= map= 15/53/9 .. %00 \x00 \u202e é " < > ' ; javascript: pb=!2d9!3d53"""
parts = st.lists(st.sampled_from([*PIECES.split(), VIDEO, TOOT, " "]), max_size=12).map("".join)


@given(st.one_of(parts, st.text(max_size=80), st.sampled_from([one for one, *_ in ADDRESSES])))
@example("https://www.google.com/maps?q=\u202e")
@example("https://www.google.com/maps?q=%22%3E%3Cscript%3E")
def test_whatever_is_pasted_a_frame_is_one_of_a_provider_and_of_plain_characters(address: str) -> None:
    found = known(address)
    if found is None:
        return
    hosts = {urlsplit(frame).netloc for *_, frame in ADDRESSES}
    for made in (found.shown.frame, found.shown.link):
        parsed = urlsplit(made)
        assert parsed.scheme == "https"
        assert made.isascii()
        assert made.isprintable()
        assert not set(made) & set("\"'<>\\ ;")
        assert parsed.port is parsed.username is None
    if found.provider.name != "Mastodon":
        assert found.host in hosts
    assert found.source == f"https://{found.host}"
    assert parse_qs(urlsplit(found.shown.frame).query).get("output", ["embed"]) == ["embed"]


def test_the_editors_script_is_given_the_same_patterns() -> None:
    told = providers.as_patterns()
    assert "(?P<" not in repr(told)
    assert {form["name"] for form in told["forms"]} == {one.name for one in providers.PROVIDERS}
