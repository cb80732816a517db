"""The `toot` program as the stories type it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from people import SCRATCH, URL, authorization_code

TOOT = str(Path(sys.executable).parent / "toot")
HERE = URL.removeprefix("http://")
SPEECHLESS = {**os.environ, "XDG_CONFIG_HOME": SCRATCH, "HOME": SCRATCH, "NO_COLOR": "1"}


def logs_in(email):
    """`toot login` prints an address and waits for the code that the page there shows."""
    program = subprocess.Popen(
        [TOOT, "login", "--instance", URL],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=SPEECHLESS,
    )
    address = None
    while not address:
        line = program.stdout.readline()
        assert line, "toot ended before it printed an address"
        found = re.search(r"http\S+/oauth/authorize\S+", line)
        address = found and found[0]
    code = authorization_code(address, email)
    said, _ = program.communicate(f"n\n{code}\n", timeout=60)
    assert program.returncode == 0 and "Successfully logged in" in said, said


def run(words):
    return subprocess.run(
        [TOOT, "--no-color", *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env=SPEECHLESS, timeout=60,
    )


def toot(*words):
    """What `toot WORDS` prints; it must succeed."""
    done = run(words)
    assert done.returncode == 0, f"toot {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def toot_json(*words):
    return json.loads(toot(*words))


def as_bob(*words):
    return toot_json("--as", f"bob@{HERE}", *words)


def post(text, *words):
    return toot_json("post", text, "--json", *words)


def kinds():
    return {told["type"] for told in toot_json("notifications", "--json")}


def refused(*words):
    """What `toot WORDS` complains about; it must fail."""
    done = run(words)
    assert done.returncode != 0, f"toot {' '.join(words)} should have failed: {done.stdout}"
    return done.stdout + done.stderr
