"""Where the fetcher may go, and every way that is known to talk it into going elsewhere."""

import random
from collections.abc import Sequence
from ipaddress import IPv4Address

import pytest

from goodname.adapters import guard, machines
from goodname.adapters.answer import Blocked, FetchFailed, NoAnswer

PUBLIC = "93.184.216.34"


def judge(
    address: str, answers: Sequence[str] = (PUBLIC,), allow: frozenset[str] = frozenset()
) -> guard.Place:
    return guard.place(address, allow=allow, resolve=lambda host, port: answers)


@pytest.mark.parametrize(
    "machine",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
        "100.127.255.255", "127.0.0.1", "127.1.2.3", "168.63.129.16", "169.254.0.1",
        "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1",
        "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:20::1", "2001:db8::1",
        "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "3ffe::1", "3fff::1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1",
        "4000::1", "2606:4700::1%eth0",
    ],
)  # fmt: skip
def test_a_machine_that_is_not_on_the_public_internet_is_refused(machine: str) -> None:
    with pytest.raises(Blocked):
        judge("http://forum.test/", [machine])
    if "%" not in machine:
        literal = f"[{machine}]" if ":" in machine else machine
        with pytest.raises(Blocked):
            judge(f"http://{literal}/")


@pytest.mark.parametrize(
    "machine",
    [PUBLIC, "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
     "223.255.255.255", "168.63.129.17", "2606:4700::1111", "2a00:1450:4009::1", "2620:fe::fe",
     "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)  # fmt: skip
def test_a_machine_on_the_public_internet_is_let_through(machine: str) -> None:
    assert judge("http://forum.test/", [machine]).machines == (machine,)


def test_another_judge_agrees_about_ten_thousand_addresses() -> None:
    """Python's own opinion is the slow check; where we are stricter, we know why."""
    stricter = {"168.63.129.16"}
    numbers = random.Random(5)
    for _ in range(10_000):
        machine = IPv4Address(numbers.getrandbits(32))
        theirs = machine.is_global and not machine.is_multicast
        ours = machines.why_not(str(machine)) == ""
        relay = machine in machines.NOT_PUBLIC_4[9]  # 192.88.99.0/24: old 6to4 relays
        assert ours == theirs or relay or str(machine) in stricter, machine


@pytest.mark.parametrize(
    "address",
    [
        "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.1/",
        "http://127.1/", "http://127.0.1/", "http://0177.0.0.1/", "http://0x7f.0.0.0x1/",
        "http://127.0.0.1./", "http://0/", "http://0x/", "http://1.2.3.4.5/", "http://a.test.1/",
        "http://a.0x7f/", "http://127。0。0。1/", "http://１２７.0.0.1/", "http://①②⑦.0.0.1/",
        "http://127.0.0.1%00.a.test/", "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:7f00:1]/",
        "http://user@forum.test/", "http://user:word@forum.test/", "http://@forum.test/",
        "http://forum.test@127.0.0.1/", "http://127.0.0.1\\@forum.test/",
        "http://forum.test\\.evil.test/", "http://fo rum.test/", "http://forum.test\t/",
        "http://forum.test\n/", "http://-.test/", "http://a..test/", "http://.test/",
        "http:///path", "http:forum.test", "//forum.test/", "forum.test", "", " http://forum.test/",
        "file:///etc/passwd", "gopher://forum.test/", "ftp://forum.test/", "javascript:alert(1)",
        "data:text/html,x", "unix:///run/x.sock", "ws://forum.test/", "http+unix://x/",
        "http://forum.test:22/", "http://forum.test:25/", "http://forum.test:6379/",
        "http://forum.test:0/", "http://forum.test:99999/", "http://forum.test:-80/",
        "http://[::1", "http://[fe80::1%25eth0]/", "http://" + "a" * 300 + ".test/",
    ],
)  # fmt: skip
def test_an_address_in_a_form_that_hides_something_is_refused(address: str) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC]

    with pytest.raises(Blocked) as refused:
        guard.place(address, allow=frozenset(), resolve=resolve)
    assert refused.value.reason.endswith(".")
    assert asked == []  # not even its name was looked up


def test_one_bad_machine_among_good_ones_spoils_the_name() -> None:
    for answers in ([PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"]):
        with pytest.raises(Blocked):
            judge("http://forum.test/", answers)


def test_a_name_that_leads_nowhere_is_a_failure_and_no_refusal() -> None:
    with pytest.raises(FetchFailed):
        judge("http://forum.test/", [])


def test_what_a_good_address_becomes() -> None:
    place = judge("HTTPS://Bücher.TEST:8443/ü?q=ü b#top", [PUBLIC, PUBLIC])
    assert (place.scheme, place.host, place.port) == ("https", "xn--bcher-kva.test", 8443)
    assert place.target == "/%C3%BC?q=%C3%BC%20b"
    assert place.netloc == "xn--bcher-kva.test:8443"
    assert place.machines == (PUBLIC,)
    assert judge("http://forum.test").netloc == "forum.test"


def test_an_allowed_host_may_be_at_home_on_that_port_only() -> None:
    allow = guard.allow_hosts("127.0.0.1:8101, LocalHost:8102,[::1]:8103 ,searx.lan:8888")
    assert judge("http://127.0.0.1:8101/", allow=allow).machines == ("127.0.0.1",)
    assert judge("http://localhost:8102/", ["::1", "127.0.0.1"], allow).allowed
    assert judge("http://[::1]:8103/", allow=allow).netloc == "[::1]:8103"
    assert judge("http://searx.lan:8888/", ["192.168.1.5"], allow).allowed
    for address in ("http://127.0.0.1:8102/", "http://127.0.0.1/", "http://localhost:8101/",
                    "http://127.0.0.2:8101/", "http://[::1]:8101/"):  # fmt: skip
        with pytest.raises(Blocked):
            judge(address, ["127.0.0.1"], allow)


@pytest.mark.parametrize("machine", ["169.254.169.254", "fd00:ec2::254", "224.0.0.1", "0.0.0.0",
                                     "fe80::1%eth0", "100.100.100.200"])  # fmt: skip
def test_even_an_allowed_host_may_not_be_a_clouds_inside(machine: str) -> None:
    with pytest.raises(NoAnswer):
        judge("http://searx.lan:8888/", [machine], frozenset({"searx.lan:8888"}))


def test_no_host_is_allowed_by_default() -> None:
    assert guard.allow_hosts("") == frozenset()
    assert guard.allow_hosts(" , ") == frozenset()


@pytest.mark.parametrize("value", ["localhost", "localhost:", ":80", "localhost:0", "a:70000",
                                   "http://a:80", "a:80/x", "*:80", "a:eighty", "127.0.0.1/8:80",
                                   "a:80;b:80", "a:٨٠"])  # fmt: skip
def test_a_wrong_entry_is_named(value: str) -> None:
    with pytest.raises(ValueError, match=r"GOODNAME_ALLOW_HOSTS: .* is not a host and a port"):
        guard.allow_hosts(f"good.test:80,{value}")
