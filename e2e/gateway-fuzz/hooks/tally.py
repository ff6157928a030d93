"""What happened, for the runner: how often each operation answered with each status, and which exclusions were used."""

import atexit
import json
from collections import Counter
from pathlib import Path

from facts import FACTS

answers = Counter()
exclusions_used = Counter()


def count_answer(operation, phase, mode, status):
    answers[(operation, phase, mode, status)] += 1


def excluded(name):
    """Whether EXCLUSIONS.md has this line for this API; if so, it has now been used."""
    if name not in FACTS["exclusions"]:
        return False
    exclusions_used[name] += 1
    return True


@atexit.register
def write():
    rows = [
        {"operation": operation, "phase": phase, "mode": mode, "status": status, "count": count}
        for (operation, phase, mode, status), count in sorted(answers.items())
    ]
    tally = {"answers": rows, "exclusionsUsed": dict(exclusions_used)}
    Path(FACTS["tallyFile"]).write_text(json.dumps(tally), encoding="utf-8")
