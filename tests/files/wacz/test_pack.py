"""A saved page as other people's tools read it: each record, the index, the list of parts."""

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from goodname.files.wacz.index import key
from goodname.files.wacz.verify import check
from goodname.files.wacz.visit import Exchange, Visit

from .visits import AT, HTML, MOVED, OLD, PAGE, SHOWN, VISIT, pack


def unzipped(visit: Visit = VISIT) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pack(visit)[0]))


def records(file: bytes) -> list[tuple[str, str, bytes]]:
    """Kind, address and body of each record, as warcio reads them: dechunked and unpacked."""
    return [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(file), check_digests="raise")
    ]


def test_any_unzip_opens_it_and_nothing_in_it_is_compressed():
    with unzipped() as opened:
        assert opened.testzip() is None
        assert {one.compress_type for one in opened.infolist()} == {zipfile.ZIP_STORED}
        assert opened.namelist() == [
            "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl", "page/text.txt",
            "verify/readme.txt", "verify/verify.py", "datapackage.json", "datapackage-digest.json",
        ]  # fmt: skip


def test_the_archive_is_read_and_checked_by_a_public_reader(tmp_path):
    file = unzipped().read("archive/data.warc.gz")
    found = records(file)
    assert [(kind, address) for kind, address, _ in found] == [
        ("warcinfo", None), ("response", OLD), ("request", OLD), ("response", PAGE), ("request", PAGE),
    ]  # fmt: skip
    assert found[3][2] == HTML
    path = tmp_path / "data.warc.gz"
    path.write_bytes(file)
    command = type("Command", (), {"inputs": [str(path)], "verbose": False})()
    assert Checker(command).process_all() == 0


def test_what_went_over_the_wire_is_in_it_byte_for_byte():
    (response,) = [
        one.raw_stream.read()
        for one in ArchiveIterator(
            io.BytesIO(unzipped().read("archive/data.warc.gz")), no_record_parse=True
        )
        if one.rec_headers.get_header("WARC-Target-URI") == PAGE and one.rec_type == "response"
    ]
    assert response == SHOWN.answered


def test_each_record_says_which_machine_answered_and_when():
    heads = [
        one.rec_headers
        for one in ArchiveIterator(io.BytesIO(unzipped().read("archive/data.warc.gz")))
    ]
    assert [head.get_header("WARC-IP-Address") for head in heads] == [
        None, "192.0.2.7", "192.0.2.7", "2001:db8::7", "2001:db8::7",
    ]  # fmt: skip
    assert {head.get_header("WARC-Date") for head in heads} == {"2026-07-03T15:10:05.250Z"}
    assert heads[4].get_header("WARC-Concurrent-To") == heads[3].get_header("WARC-Record-ID")
    assert len({head.get_header("WARC-Record-ID") for head in heads}) == 5


def test_the_index_leads_to_each_answer():
    with unzipped() as opened:
        file = opened.read("archive/data.warc.gz")
        lines = opened.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines)
    found = {}
    for line in lines:
        _, time, told = line.split(" ", 2)
        assert time == "20260703151005"
        place = json.loads(told)
        begin, length = int(place["offset"]), int(place["length"])
        ((kind, address, _),) = records(file[begin : begin + length])
        assert (kind, address) == ("response", place["url"])
        found[address] = place["status"], place["mime"]
    assert found == {OLD: ("301", "unk"), PAGE: ("200", "text/html")}


@pytest.mark.parametrize(
    ("address", "turned"),  # as the Internet Archive's own `surt` turns them
    [
        (PAGE, "example,wexcombe,forum)/t/4-gate?a=1&b=2"),
        ("https://Example.com:8443/A/b/?", "com,example:8443)/a/b"),
        ("http://127.0.0.1:8000/x", "1,0,0,127:8000)/x"),
        ("http://m\xfcnchen.example/\xfc?Q=\xe4#f", "example,xn--mnchen-3ya)/%c3%bc?q=%c3%a4"),
        ("http://example.org", "org,example)/"),
        ("http://www2.example.org:80/", "org,example)/"),
        ("http://[::1]:80/a", "::1)/a"),
    ],
)  # fmt: skip
def test_an_address_is_turned_round_as_everybody_does(address, turned):
    assert key(address) == turned


def test_the_list_of_parts_says_all_of_the_visit():
    told = check(pack(VISIT)[0]).listed
    assert (told["wacz_version"], told["mainPageUrl"], told["title"]) == (
        "1.1.1",
        PAGE,
        "Gate \U0001f615",
    )
    ours = told["goodname"]
    assert (ours["requested"], ours["address"], ours["status"]) == (OLD, PAGE, 200)
    assert [hop["status"] for hop in ours["hops"]] == [301, 200]
    assert ours["at"] == "2026-07-03T15:10:05.250Z"
    assert ours["at_london"] == "2026-07-03T16:10:05.250+01:00"
    assert ours["at_london_words"] == "Friday 3 July 2026 at 16:10:05 in London"
    assert (ours["who"], ours["why"], ours["about"]) == (
        "person-7", "first sight of harm", {"case": "case-3"},
    )  # fmt: skip
    assert ours["signed_in"] is False


def test_the_digest_is_that_of_the_list():
    data, digest = pack(VISIT)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert sha256(opened.read("datapackage.json")).hexdigest() == digest


def test_the_same_visit_is_the_same_file_and_another_is_another():
    assert pack(VISIT) == pack(replace(VISIT))
    assert pack(replace(VISIT, status=404))[1] != pack(VISIT)[1]


def test_half_a_sign_in_a_title_does_not_stop_it():
    data, _ = pack(replace(VISIT, title="\ud83d", derived={"text.txt": b"\xff"}))
    assert check(data).faults == []


def test_an_answer_that_is_hardly_one_is_kept_too():
    odd = Exchange(
        "http://odd.example/", b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 999\r\n\r\n", "", AT
    )
    visit = replace(VISIT, exchanges=(MOVED, odd))
    data, _ = pack(visit)
    assert check(data).faults == []
    assert '"status": "999"' in unzipped(visit).read("indexes/index.cdx").decode()
