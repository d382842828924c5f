"""Pictures of products over HTTP, on a real server: what is no picture is said, and not stored."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
import socket
import struct
import zlib
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image

from card_contract.studio_messages import ARTWORK_BYTES_MAX, ARTWORK_EDGE_MAX, ArtworkFault
from server_stub.web.app import LARGE_BODIES_MAX
from support.card_photos import bomb
from support.patience import until
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

MIA = ("mia", "111111")
ROUTE = "/v1/artworks"


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 252)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#2060a0").save(buffer, kind)
    return buffer.getvalue()


def huge() -> bytes:
    """Says that it has 50,000 x 50,000 pixels, in a few bytes."""
    head = struct.pack(">II5B", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = (
        struct.pack(">I", len(head))
        + b"IHDR"
        + head
        + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    )
    return b"\x89PNG\r\n\x1a\n" + chunk


def given(content: bytes) -> dict[str, str]:
    return {"content": base64.b64encode(content).decode()}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_products_and_is_shown_as_it_is(studio: TillClient, kind: str) -> None:
    content = picture(kind)
    name = hashlib.sha256(content).hexdigest()
    for _ in range(2):
        told = studio.post(ROUTE, given(content)).json()
        assert (told["artwork"], told["fault"]) == (name, None)
    shown = studio.get(f"/v1/artwork/{name}")
    assert shown.content == content
    assert shown.headers["content-type"] == f"image/{kind.lower()}"
    there = studio.get("/v1/campaigns/gift-25").json()
    request = {
        "campaign": "gift-25",
        "settings": {**there["settings"], "artwork": name},
        "version": there["version"],
    }
    saved = studio.post(f"/v1/campaign-requests/S-{name[:26].upper()}", request).json()
    assert saved["faults"] == []
    assert saved["campaign"]["settings"]["artwork"] == name


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"no picture at all", ArtworkFault.NOT_A_PICTURE),
        (picture("GIF"), ArtworkFault.NOT_A_PICTURE),
        (bomb(20_000, 20_000), ArtworkFault.TOO_MANY_PIXELS),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ArtworkFault.NOT_A_PICTURE),
        (picture("JPEG")[:-600], ArtworkFault.DAMAGED),
        (picture(size=(ARTWORK_EDGE_MAX + 1, 2)), ArtworkFault.TOO_MANY_PIXELS),
        (picture() + os.urandom(ARTWORK_BYTES_MAX), ArtworkFault.TOO_LARGE),
    ],
    ids=["words", "gif", "bomb", "svg", "cut", "wide", "long"],
)
def test_what_tills_could_not_show_is_refused_with_its_reason(
    studio: TillClient, content: bytes, fault: ArtworkFault
) -> None:
    told = studio.post(ROUTE, given(content)).json()
    assert (told["artwork"], told["fault"]) == (None, fault)
    name = hashlib.sha256(content).hexdigest()
    assert studio.get(f"/v1/artwork/{name}").status_code == 404


def test_a_telephones_picture_with_a_second_one_behind_it_is_a_jpeg(studio: TillClient) -> None:
    buffer = io.BytesIO()
    first, second = (Image.new("RGB", (400, 252), colour) for colour in ("#2060a0", "#a06020"))
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    name = studio.post(ROUTE, given(buffer.getvalue())).json()["artwork"]
    assert studio.get(f"/v1/artwork/{name}").headers["content-type"] == "image/jpeg"


def test_a_clerk_stores_no_picture(server: ServerProcess, tills: Tills) -> None:
    clerk = tills.enrolled(server, *MIA)
    assert clerk.post(ROUTE, given(picture())).status_code == 403


def test_other_calls_take_no_more_than_before(studio: TillClient) -> None:
    long = {"text": "9" * 100_000}
    assert studio.post("/v1/cards/look-up", long).status_code == 413


def test_strangers_send_few_large_bodies_at_a_time(server: ServerProcess) -> None:
    place = urlsplit(server.url)
    assert place.hostname is not None
    begun = f"POST {ROUTE} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 500000\r\n\r\n"

    def status() -> int:
        return httpx.post(server.url + ROUTE, content=bytes(100_000)).status_code

    with contextlib.ExitStack() as held:
        for _ in range(LARGE_BODIES_MAX):
            sender = socket.create_connection((place.hostname, place.port))
            held.enter_context(sender).sendall(begun.encode() + bytes(100_000))
        until(lambda: status() == 503)
        small = httpx.post(server.url + ROUTE, content=b"{}")
        assert small.status_code == 401, "who sends little is heard all the same"
    until(lambda: status() == 401)
