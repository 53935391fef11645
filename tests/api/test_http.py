"""What holds for every answer of API v3: methods, redirects, headers, encodings, and hostile requests."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import orjson
import pytest
import zstandard
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.api.bodies import Bodies
from tests.api.asking import API, raw

PAGES = f"{API}/de/pages/"
SMALL = f"{API}/de/events/"
ENDPOINTS = (
    "/api/v3/regions/",
    "/api/v3/regions/hannover/",
    f"{API}/languages/",
    PAGES,
    f"{API}/de/page/?id=1",
    f"{API}/de/children/",
    f"{API}/de/parents/?id=2",
    SMALL,
    f"{API}/de/offers/",
)
DECODE: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
}
ANSWERS = {
    "200": (PAGES, "GET", {}, 200),
    "200 of HEAD": (PAGES, "HEAD", {}, 200),
    "preflight": (PAGES, "OPTIONS", {"Access_Control_Request_Method": "GET"}, 200),
    "301": (PAGES.rstrip("/"), "GET", {}, 301),
    "304": (PAGES, "GET", {"If_None_Match": "*"}, 304),
    "400": (f"{API}/de/page/", "GET", {}, 400),
    "404 of a region": ("/api/v3/nowhere/de/pages/", "GET", {}, 404),
    "404 of an address": (f"{API}/de/nothing/", "GET", {}, 404),
    "404 of the API itself": ("/api/v3/", "GET", {}, 404),
    "404 of the API without a slash": ("/api/v3", "GET", {}, 404),
    "404 of old addresses": ("/hannover/de/wp-json/nothing/", "GET", {}, 404),
    "405": (PAGES, "POST", {}, 405),
    "406": (PAGES, "GET", {"Accept": "text/html"}, 406),
}


def headers(answer: TestResponse) -> dict[str, str]:
    """The headers of an answer."""
    return dict(answer.headers)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_may_be_read_from_every_origin(demo_reader: FlaskClient, name: str) -> None:
    """Without the header on an error the app would show "network error"."""
    path, method, sent, status = ANSWERS[name]
    answer = raw(demo_reader, path, method=method, Origin="https://integreat.app", **sent)
    assert (status, "*") == (answer.status_code, answer.headers["Access-Control-Allow-Origin"])
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", [name for name in ANSWERS if name.startswith("4")])
def test_every_error_is_json_with_one_sentence(demo_reader: FlaskClient, name: str) -> None:
    """{"error": …}, never stored by caches."""
    path, method, sent, _ = ANSWERS[name]
    answer = raw(demo_reader, path, method=method, **sent)
    assert ["error"] == list(answer.get_json())
    assert ("application/json", "no-store") == (
        answer.headers["Content-Type"], answer.headers["Cache-Control"],
    )  # fmt: skip
    assert str(len(answer.data)) == answer.headers["Content-Length"]


@pytest.mark.parametrize("path", ENDPOINTS)
def test_the_headers_of_an_endpoint(demo_reader: FlaskClient, path: str) -> None:
    """JSON to be revalidated, which varies with nothing but the encoding."""
    answer = demo_reader.get(path)
    assert 200 == answer.status_code
    assert {
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "ETag": answer.headers["ETag"],
        "Content-Type": "application/json",
        "Content-Length": str(len(answer.data)),
    } == headers(answer)
    orjson.loads(answer.data.decode("utf-8"))


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
@pytest.mark.parametrize(
    "path", [*ENDPOINTS, f"{API}/de/page/", f"{API}/de/nothing/", "/api/v3/regions"]
)
def test_head_has_the_headers_of_get_and_no_body(
    demo_reader: FlaskClient, path: str, encoding: str
) -> None:
    """Content-Length too; errors and redirects alike."""
    sent = {"Accept-Encoding": encoding} if encoding else {}
    got, head = demo_reader.get(path, headers=sent), demo_reader.head(path, headers=sent)
    assert (got.status_code, headers(got)) == (head.status_code, headers(head))
    assert b"" == head.data


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(demo_reader: FlaskClient, method: str) -> None:
    """405 with the methods that are allowed."""
    answer = demo_reader.open(PAGES, method=method, data=b"{}" if method != "TRACE" else None)
    assert (405, "GET, HEAD, OPTIONS") == (answer.status_code, answer.headers["Allow"])
    assert {"error": f"{method} is not possible here."} == answer.get_json()


@pytest.mark.parametrize("path", [PAGES, f"{API}/de/nothing/", "/api/v3/nowhere/de/feedback/page/"])
def test_a_preflight_is_answered_for_every_path(demo_reader: FlaskClient, path: str) -> None:
    """200 without a body, valid for a day, with the headers that clients announce."""
    answer = demo_reader.options(
        path,
        headers={"Origin": "https://integreat.app", "Access-Control-Request-Method": "GET",
                 "Access-Control-Request-Headers": "x-integreat-development"},
    )  # fmt: skip
    assert (200, b"", "0") == (answer.status_code, answer.data, answer.headers["Content-Length"])
    assert "86400" == answer.headers["Access-Control-Max-Age"]
    assert {"GET", "HEAD", "OPTIONS"} <= set(
        answer.headers["Access-Control-Allow-Methods"].split(", ")
    )
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"accept", "content-type", "if-none-match", "x-integreat-development"} <= set(allowed)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/v3/regions", ""),
        ("/api/v3/regions/hannover", ""),
        (f"{API}/languages", ""),
        (f"{API}/de/children", "depth=2&url=/hannover/de/ankommen"),
        (f"{API}/de/news", ""),
        (f"{API}/de/news/local-1", ""),
        ("/wp-json/extensions/v3/sites", ""),
        ("/hannover/de/wp-json/extensions/v3/pages", "a=%20%C3%A4&b"),
    ],
)
def test_without_the_last_slash_a_redirect(demo_reader: FlaskClient, path: str, query: str) -> None:
    """301 to the address with it, relative, the query kept as it was sent, no body."""
    answer = raw(demo_reader, path, query)
    target = f"{path}/" + (f"?{query}" if query else "")
    assert (301, target, b"") == (answer.status_code, answer.headers["Location"], answer.data)


@pytest.mark.parametrize(
    "path",
    [
        "//evil/de/wp-json/extensions/v3/pages",
        "///evil/wp-json/extensions/v3/pages",
        "/\\evil/de/wp-json/extensions/v3/pages",
        "//evil/wp-json/extensions/v3/sites",
        "/wp-json/extensions/v3/sites//",
        "/api/v3//regions",
        "/api/v3/regions//",
        f"{API}//de/pages/",
    ],
)
def test_no_redirect_to_another_host(demo_reader: FlaskClient, path: str) -> None:
    """An address with an empty part leads nowhere, least of all to the host //evil."""
    answer = raw(demo_reader, path)
    assert (404, None) == (answer.status_code, answer.headers.get("Location"))


def test_the_etag_is_strong_and_its_own_for_each_encoding(demo_reader: FlaskClient) -> None:
    """Other bytes, other validator; the same bytes, the same validator."""
    tags = [
        demo_reader.get(PAGES, headers={"Accept-Encoding": name}).headers["ETag"]
        for name in ("identity", "br", "zstd", "gzip", "gzip")
    ]
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)
    assert (4, tags[3]) == (len(set(tags)), tags[4])


@pytest.mark.parametrize("encoding", ["identity", "br", "zstd", "gzip"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"a", {} , "b"', 'W/"a",{}'])
def test_who_has_the_body_gets_304(demo_reader: FlaskClient, encoding: str, form: str) -> None:
    """In a list, or weakened by a proxy on the way; no body, the validators once more."""
    tag = demo_reader.get(PAGES, headers={"Accept-Encoding": encoding}).headers["ETag"]
    answer = demo_reader.get(
        PAGES, headers={"Accept-Encoding": encoding, "If-None-Match": form.format(tag)}
    )
    assert (304, b"") == (answer.status_code, answer.data)
    assert {
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "ETag": tag,
    } == headers(answer)


def test_304_names_the_encoding_that_the_client_has(demo_reader: FlaskClient) -> None:
    """Who asks for brotli now and kept gzip may go on using that."""
    tag = demo_reader.get(PAGES, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    answer = demo_reader.get(PAGES, headers={"Accept-Encoding": "br", "If-None-Match": tag})
    assert (304, tag) == (answer.status_code, answer.headers["ETag"])


@pytest.mark.parametrize("form", ['"x"', "", "{}x", "{}", '{}"-br"', "W/", ",,,", "{}-nonsense"])
def test_who_has_something_else_gets_the_body(demo_reader: FlaskClient, form: str) -> None:
    """Only a validator of ours, whole, counts."""
    tag = demo_reader.get(PAGES).headers["ETag"].strip('"')
    answer = demo_reader.get(PAGES, headers={"If-None-Match": form.format(tag)})
    assert 200 == answer.status_code


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br; q=0.000,zstd ;q=0.4 , gzip;q=0.4", "zstd"),
        ("*", "br"),
        ("*;q=0.1", "br"),
        ("br;q=0, *", "zstd"),
        ("gzip;q=0.5, *;q=1", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("deflate, compress", ""),
        ("", ""),
        ("gzip;q=0", ""),
        ("gzip;q=none", ""),
        ("gzip;q=nan", ""),
        (";;,,=", ""),
    ],
)
def test_the_encoding_that_the_client_likes_best(
    demo_reader: FlaskClient, accept: str, encoding: str
) -> None:
    """By its q values, among equals br before zstd before gzip; the body is the same."""
    answer = demo_reader.get(PAGES, headers={"Accept-Encoding": accept})
    assert encoding == answer.headers.get("Content-Encoding", "")
    assert str(len(answer.data)) == answer.headers["Content-Length"]
    assert demo_reader.get(PAGES).data == DECODE[encoding](answer.data)


def test_a_small_body_is_sent_as_it_is(demo_reader: FlaskClient) -> None:
    """Compressing two bytes would make them more; it varies with the encoding all the same."""
    answer = demo_reader.get(SMALL, headers={"Accept-Encoding": "br"})
    assert (b"[]", None) == (answer.data, answer.headers.get("Content-Encoding"))
    assert "Accept-Encoding" == answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON", 200),
        ("application/*", 200),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", 200),
        ("application/json, text/plain, */*", 200),
        ("text/html", 406),
        ("text/*, image/png", 406),
        ("application/json;q=0", 406),
        ("application/json;q=0, */*", 406),
        ("*/*;q=0", 406),
        ("nonsense", 406),
    ],
)
def test_only_json_can_be_had(demo_reader: FlaskClient, accept: str, status: int) -> None:
    """406 for who wants nothing of the kind."""
    assert status == demo_reader.get(PAGES, headers={"Accept": accept}).status_code


def test_who_does_not_say_gets_json(demo_reader: FlaskClient) -> None:
    """As the old apps do, which send no Accept header at all."""
    assert 200 == raw(demo_reader, PAGES).status_code


@pytest.mark.parametrize("header", ["Accept-Language", "X-Integreat-Development", "Cookie"])
def test_no_other_header_changes_the_answer(demo_reader: FlaskClient, header: str) -> None:
    """The language stands in the address alone; nobody is known or counted."""
    plain = demo_reader.get(PAGES)
    answer = demo_reader.get(PAGES, headers={header: "en"})
    assert (plain.data, headers(plain)) == (answer.data, headers(answer))


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"a{n}=1" for n in range(60)),
        "&&&&&&",
        "=",
        "%",
        "url=%",
        "url=%E0%A4%A",
        "url=%ff",
        "url=" + "x" * 8000,
        "url=" + "%2F" * 2000,
        "url=//" + "[" * 50,
        "url=http://[",
        "url=http://\u2100.example/x",
        "url=%00",
        "url=a%00b",
        "url=%ED%A0%80",
        "id=%00",
        "id=1%00",
        "id=" + "1" * 5000,
        "depth=" + "-" * 100,
        "depth=%F0%9F%92%A9",
        "fields=%00",
        "fields=" + "title," * 1000,
        b"url=\xff\xfe\x00",
    ],
)
def test_odd_queries_are_never_our_fault(demo_reader: FlaskClient, query: str | bytes) -> None:
    """Below 500 on each endpoint that reads parameters."""
    for name in ("page", "children", "parents", "pages", "news", "locations"):
        answer = raw(demo_reader, f"{API}/de/{name}/", query)
        assert answer.status_code in (200, 400, 404)


def test_a_query_beyond_reason(demo_reader: FlaskClient) -> None:
    """414 as JSON, before anything is read."""
    answer = raw(demo_reader, f"{API}/de/page/", "url=" + "x" * 100_000)
    assert (414, {"error": "The address is too long."}) == (answer.status_code, answer.get_json())


PARTS = st.sampled_from(
    [b"api", b"v3", b"hannover", b"de", b"pages", b"page", b"children", b"parents", b"regions",
     b"wp-json", b"extensions", b"sites", b"languages", b"news", b"segments", b"status", b"", b"..",
     b"%2F", b"\xff", b"\x00", "الوصول".encode()]
)  # fmt: skip
PATHS = st.lists(PARTS | st.binary(max_size=6), max_size=8).map(
    lambda parts: b"/" + b"/".join(parts)
)
OURS = PATHS.map(lambda path: b"/api/v3" + path)
NAMES = st.sampled_from([b"url", b"id", b"depth", b"fields", b"x"])
VALUES = st.binary(max_size=20) | st.sampled_from(
    [b"%00", b"%FF", b"http://[", b"1", b"-1", b"/hannover/de/ankommen/", b"title", b"%", b"+"]
)
PAIRS = st.tuples(NAMES, st.sampled_from([b"=", b"", b"=="]), VALUES).map(b"".join)
QUERIES = st.lists(PAIRS, max_size=5).map(b"&".join) | st.binary(max_size=60)
READING = st.sampled_from(["page", "children", "parents", "pages", "segments", "status", "events"])
QUICK = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(path=OURS, method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]))
def test_no_path_is_our_fault(demo_reader: FlaskClient, path: bytes, method: str) -> None:
    """Whatever follows /api/v3/ is answered below 500, readable from every origin."""
    answer = raw(demo_reader, path, method=method)
    assert answer.status_code < 500
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert not answer.headers.get("Location", "").startswith("//")


@QUICK
@given(path=PATHS)
def test_no_path_at_all_is_our_fault(demo_reader: FlaskClient, path: bytes) -> None:
    """Nor are those outside the API, which pages for people are behind."""
    answer = raw(demo_reader, path)
    assert answer.status_code < 500
    assert not answer.headers.get("Location", "").startswith("//")


@QUICK
@given(name=READING, query=QUERIES)
def test_no_query_is_our_fault(demo_reader: FlaskClient, name: str, query: bytes) -> None:
    """Whatever bytes a query has, JSON comes back."""
    answer = raw(demo_reader, f"{API}/de/{name}/", query)
    assert answer.status_code in (200, 400, 404)
    orjson.loads(answer.data)


HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"))
LIKELY = st.lists(
    st.sampled_from(["gzip", "br", "*", "identity", ";q=", "0", "1", "0.5", ",", ";", "-1", "1e9"])
).map("".join)


@QUICK
@given(accept=HEADER | LIKELY, tags=HEADER, wanted=HEADER | LIKELY)
def test_no_header_is_our_fault(
    demo_reader: FlaskClient, accept: str, tags: str, wanted: str
) -> None:
    """Whatever a client says it likes, it gets the body, whole."""
    sent = {"HTTP_ACCEPT_ENCODING": accept, "HTTP_IF_NONE_MATCH": tags, "HTTP_ACCEPT": wanted}
    answer = demo_reader.get(PAGES, environ_overrides=sent)
    assert answer.status_code in (200, 304, 406)
    if answer.status_code == 200:
        body = DECODE[answer.headers.get("Content-Encoding", "")](answer.data)
        assert demo_reader.get(PAGES).data == body


def test_odd_parameters_do_not_fill_the_memory() -> None:
    """Only so many bodies are kept, however small they are, the latest of them."""
    bodies = Bodies()
    made = [bodies.get(n, lambda: b"[]") for n in range(5000)]
    assert bodies.get(4999, lambda: b"[1]") is made[4999]
    assert bodies.get(0, lambda: b"[1]") is not made[0]


def test_the_oldest_bodies_go_first_when_there_are_too_many_bytes() -> None:
    """A body just asked for stays."""
    bodies = Bodies(limit=100_000)
    kept = bodies.get("kept", lambda: b"x" * 1000)
    for n in range(200):
        bodies.get(n, lambda: b"y" * 1000)
        bodies.get("kept", lambda: b"")
    assert kept is bodies.get("kept", lambda: b"")
    assert b"z" == bodies.get(0, lambda: b"z").data
