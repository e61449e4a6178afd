"""A teacher asks a pupil to be friends online; her mother writes to the office in half-term."""

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, words_of

BEGINS = "2027-06-03 10:20"  # a Thursday of half-term; Monday 7 June is an INSET day
MARSH_END = "head@marshend.example"
MOTHER = "s.quill@home.example"
WORDS = (
    "My daughter Ivy in Year 3 had a friend request on Snapchat from Mr Okafor, her teacher, "
    "yesterday evening. I do not think he means any harm but she does not know what to do. "
    "Can you help?"
)


def test_a_teachers_friend_request(desk: Desk, post: Post, come: Come, camera: Camera):
    head, dsl = come().sign_in(HEAD), come().sign_in(DSL)
    doing.connect_mailbox(head, desk)
    post.write(by=f"Sian Quill <{MOTHER}>", subject="Snapchat", words=WORDS)
    mention = doing.unseal(dsl)
    expect(dsl.locator("h1")).to_have_text("Something about us on INBOX")
    expect(dsl.locator("main")).not_to_contain_text("Not allowed")
    case = doing.open_case(
        dsl, mention, author="Someone who works here", conduct=["A friend request"],
        towards=["A pupil"], about=["Daniel Okafor"], audience="One person",
    )  # fmt: skip
    expect(dsl.locator("h1")).to_have_text("A staff member’s contact online with a pupil")
    assert doing.asked(dsl, case) == [
        "Write it down",
        "Tell the headteacher",
        "Decline the contact",
        "Follow the staff handbook",
    ]
    for title in ("Tell the headteacher", "Decline the contact"):  # Monday is an INSET day
        expect(doing.step(dsl, title)).to_contain_text("by 15:30 on Tuesday")
    expect(dsl.locator("main")).to_contain_text(
        "seen only by Priya Hollis, Shazia Lockhart and you"
    )
    camera.take(dsl, "friend-request-case")
    doing.step(dsl, "Decline the contact").get_by_role("link", name="Who does it").click()
    offered = dsl.get_by_label("Who does it?").locator("option").all_inner_texts()
    assert not [name for name in offered if "Okafor" in name]
    step = dsl.url
    doing.do(dsl, case, "Tell the headteacher")

    desk.on("2027-06-07 08:10")  # the INSET day: nobody is written to
    assert [post.sent_to(person) for person in (HEAD, DSL, LEAD, OKAFOR)] == [0] * 4
    desk.on("2027-06-08 08:10")
    morning = post.next(HEAD)
    for secret in ("Okafor", "Ivy", "Quill", "Snapchat", "contact"):
        assert secret not in words_of(morning)
    head.goto("/")
    expect(head.locator("main")).to_contain_text("Next: decline the contact")
    head.locator("main").get_by_role("link", name="Open the case").click()
    declined = doing.step(head, "Decline the contact")
    expect(declined).to_contain_text("you, by 15:30 today")
    expect(declined).to_contain_text("It is for the member of staff to do. See to it that they do.")
    camera.take(head, "friend-request-head")
    doing.note_call(head, case, "Sian Quill", "I thanked her. Ivy should not answer the request.")
    doing.do(head, case, "Decline the contact")
    doing.do(head, case, "Follow the staff handbook")
    head.goto(case)
    expect(head.locator(".lead")).to_contain_text("Everything that our policy asks is done.")
    learnt = "Show every new teacher how to keep pupils out of a private account."
    doing.close(head, case, outcome="Settled by talking", learnt=learnt)
    head.goto(case + "story/")
    for words in ("Ivy should not answer", "Decline the contact", "closed the case"):
        expect(head.locator("main")).to_contain_text(words)

    secrets = ["Quill", "Ivy", "Can you help", case.split("/")[-2]]
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, mention, step], secrets)
        for place in ("close/", "note/", "support/", "story/print/", "people/"):
            assert doing.pressed(visitor, case + place) in (403, 404), place
        for place in (step + "done/", step + "give/", mention + "headteacher/"):
            assert doing.pressed(visitor, place) in (403, 404), place
    assert post.sent_to(OKAFOR) == 0
    assert desk.command("verify", "--ledger").returncode == 0
