"""The row states of an import, decided from values alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.exchange.row_states import (
    STATES,
    Decision,
    Online,
    Questions,
    Reply,
    Sent,
    decide,
)

SENT = Sent("A", "Hello", 4, "current")
OPEN = Sent("A")
SAME = Online(4, "Hello", "A", False)
EDITED = Online(5, "Hi there", "A", True)
NO = Questions(lambda: (), lambda: False, lambda: False)
BEHIND = Questions(lambda: (), lambda: True, lambda: False)
BROKEN = Questions(lambda: ("codes: missing code 1",), lambda: False, lambda: False)
KEPT = Questions(lambda: (), lambda: False, lambda: True)
HI = Reply("Hi", "translated")


@pytest.mark.parametrize(
    ("reply", "sent", "online", "now", "ask", "expected"),
    [
        (HI, None, None, "A", NO, ("unknown", "")),
        (Reply("", fault="resegmented"), SENT, SAME, "A", NO, ("rejected", "resegmented")),
        (Reply(""), SENT, SAME, "A", NO, ("unchanged", "untranslated")),
        (Reply("Hello", "translated"), SENT, SAME, "A", NO, ("unchanged", "same")),
        (Reply("Hello"), SENT, EDITED, "A", NO, ("unchanged", "untouched")),
        (HI, SENT, SAME, "A", NO, ("applied", "")),
        (HI, OPEN, None, "A", NO, ("applied", "")),
        (HI, SENT, SAME, "A", BROKEN, ("rejected", "checks")),
        (Reply("Hi", "unfinished"), SENT, SAME, "A", NO, ("rejected", "unfinished")),
        (HI, SENT, EDITED, "A", NO, ("newer", "online")),
        (HI, SENT, EDITED, "A", KEPT, ("unchanged", "kept")),
        (HI, SENT, SAME, "B", BEHIND, ("older", "source")),
        (HI, SENT, SAME, "B", NO, ("applied", "")),
        (HI, SENT, None, None, NO, ("older", "gone")),
        (HI, SENT, EDITED, "B", BEHIND, ("older", "source")),
    ],
)
def test_each_state(
    reply: Reply,
    sent: Sent | None,
    online: Online | None,
    now: str | None,
    ask: Questions,
    expected: tuple[str, str],
) -> None:
    """What the file says, what was sent and what is online decide together."""
    found = decide(reply, sent, online, now, ask)
    assert expected == (found.state, found.reason)


@pytest.mark.parametrize("standing", ["machine", "unverified"])
def test_looked_at_is_confirmed(standing: str) -> None:
    """The same text as translated says that a person has seen it; said once it is said."""
    sent = replace(SENT, standing=standing)
    assert "confirmed" == decide(Reply("Hello", "translated"), sent, SAME, "A", NO).reason
    assert "same" == decide(Reply("Hello", ""), sent, SAME, "A", NO).reason
    after = replace(SAME, target_id=9)
    assert "same" == decide(Reply("Hello", "translated"), sent, after, "A", NO).reason


def test_an_old_text_put_in_again_is_confirmed() -> None:
    """A stale paragraph goes out empty, so that what stands in it was put there."""
    sent, online = replace(SENT, source="B", standing="stale"), SAME
    assert "confirmed" == decide(Reply("Hello"), sent, online, "B", NO).reason


@pytest.mark.parametrize(
    ("online", "now", "served"),
    [(None, "B", True), (SAME, "B", True), (EDITED, "B", False),
     (replace(SAME, answers="B", text="Machine"), "B", False)],
)  # fmt: skip
def test_an_older_text_is_served_only_where_there_is_nothing_better(
    online: Online | None, now: str, served: bool
) -> None:
    """A translation of the source of now, or a person's later one, stays."""
    assert served == decide(HI, SENT, online, now, BEHIND).serve


def test_taken_goes_before_a_newer_text() -> None:
    """By a person's word for this row, also when it was kept before; never if it is broken."""
    assert Decision("applied", "taken", (), "translated", True) == decide(
        HI, SENT, EDITED, "A", KEPT, taken=True
    )
    assert "rejected" == decide(HI, SENT, EDITED, "A", BROKEN, taken=True).state


@given(
    reply=st.builds(
        Reply, st.sampled_from(["", "Hello", "Hi", "Hi there"]),
        st.sampled_from(["", "unfinished", "translated", "reviewed"]),
        st.sampled_from(["", "twice"]),
    ),
    sent=st.none() | st.builds(
        Sent, st.sampled_from("AB"), st.just("Hello"), st.just(4),
        st.sampled_from(["missing", "stale", "machine", "unverified", "advise", "current"]),
    ),
    online=st.none() | st.builds(
        Online, st.sampled_from([4, 5]), st.sampled_from(["Hello", "Hi there"]),
        st.sampled_from("AB"), st.booleans(),
    ),
    now=st.sampled_from([None, "A", "B"]),
    broken=st.booleans(), behind=st.booleans(), kept=st.booleans(), taken=st.booleans(),
)  # fmt: skip
def test_nobody_is_driven_out_in_silence(
    reply: Reply, sent: Sent | None, online: Online | None, now: str | None,
    broken: bool, behind: bool, kept: bool, taken: bool,
) -> None:  # fmt: skip
    """Whatever comes: one of six states; a person's newer text goes only by a person's word; what is
    broken, empty or the same is never written."""
    ask = Questions(lambda: ("x",) if broken else (), lambda: behind, lambda: kept)
    found = decide(reply, sent, online, now, ask, taken)
    assert found.state in STATES
    if online is not None and online.is_newer and not taken:
        assert not found.serve
    if found.serve:
        assert reply.text
        assert not broken
        assert "" == reply.fault
    if found.state == "older":
        assert now is None or (sent is not None and now != sent.source)
