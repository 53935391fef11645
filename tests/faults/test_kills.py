"""Workers killed with kill -9 at each step of plan, call, apply: real processes on both databases."""

from __future__ import annotations

import signal

import pytest

from tests.faults.plant import Plant, process, worker

REQUESTS = 8  # four pages in two languages


def killed_at(plant: Plant, step: str) -> None:
    """A worker has run until it killed itself at a step of its first request."""
    arguments = ("-m", "tests.faults.dying", step, plant.database, plant.provider.url)
    with process(*arguments) as dying:
        said, _ = dying.communicate(timeout=60)
        assert -signal.SIGKILL == dying.returncode, said


@pytest.mark.parametrize(
    ("step", "sent", "asked", "waste"),
    [
        ("planned", {"sent": 1}, 0, 0),
        ("answered", {"sent": 1}, 1, 1),
        ("applying", {"sent": 1}, 1, 1),
        ("applied", {"ok": 1}, 1, 0),
    ],
)
def test_killed_at_a_step(
    plant: Plant, step: str, sent: dict[str, int], asked: int, waste: int
) -> None:
    """The sums hold at once; later the work is found again and done once, and a call that nobody
    answered is settled by what the provider counted."""
    killed_at(plant, step)
    assert sent == dict(plant.sums().check().outcomes)
    assert asked == len(plant.provider.requests())
    assert waste == plant.finish() if step != "planned" else 1 == plant.finish()
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    assert REQUESTS + waste == len(plant.provider.requests())
    assert {"ok": REQUESTS + waste, "refused": int(step == "planned")} == {
        "refused": 0, **after.outcomes,
    }  # fmt: skip
    assert {"done": 32} == plant.states()
    plant.check_texts()


def test_killed_while_the_provider_works(plant: Plant) -> None:
    """The worker dies while it waits for an answer that is paid: it is asked again, and both are
    booked."""
    plant.provider.set({"kind": "late", "seconds": 5, "times": 1, "skip": 2})
    with worker(plant.database, plant.provider) as at_work:
        plant.provider.wait_for(3)
        at_work.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == at_work.wait(20)
    assert {"ok": 2, "sent": 1} == dict(plant.sums().check().outcomes)
    assert 1 == plant.finish()
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    assert {"ok": REQUESTS + 1} == dict(after.outcomes)
    assert {"done": 32} == plant.states()
    plant.check_texts()


def test_killed_before_the_answer_is_paid(plant: Plant) -> None:
    """The provider never did the work of the request: nothing is spent on it."""
    plant.provider.set({"kind": "silence", "seconds": 5, "times": 1, "billed": False})
    with worker(plant.database, plant.provider) as at_work:
        plant.provider.wait_for(1)
        at_work.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == at_work.wait(20)
    assert {"sent": 1} == dict(plant.sums().check().outcomes)
    assert 1 == plant.finish()
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    assert {"ok": REQUESTS, "refused": 1} == dict(after.outcomes)
    plant.check_texts()


def test_claimed_work_is_nobody_elses_until_then(plant: Plant) -> None:
    """Another worker that comes at once does all the rest, and leaves what the dead one claimed."""
    killed_at(plant, "planned")
    with worker(plant.database, plant.provider) as at_work:
        said, _ = at_work.communicate(timeout=60)
        assert 0 == at_work.returncode, said
    assert {"claimed": 4, "done": 28} == plant.states()
    assert {"ok": REQUESTS - 1, "sent": 1} == dict(plant.sums().check().outcomes)
    plant.finish()
    assert {"done": 32} == plant.states()
    plant.check_texts()


def test_killed_again_and_again(plant: Plant) -> None:
    """Workers that die one after the other at any step cost what the provider counted, no more."""
    for step in ("planned", "answered", "applying", "planned"):
        killed_at(plant, step)
        plant.sums().check()
    assert 4 == plant.finish()
    assert {"done": 32} == plant.states()
    plant.check_texts()
    after = plant.sums().check()
    assert {"ok": REQUESTS + 2, "refused": 2} == dict(after.outcomes)
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
