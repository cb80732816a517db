"""What the Python stories share: who is there, and how somebody consents without a browser."""

import os
import re
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import requests

URL = os.environ["PORTEVOIX_URL"]
PASSWORD = os.environ["PASSWORD"]
ALICE_EMAIL = os.environ["ALICE_EMAIL"]
BOB_EMAIL = os.environ["BOB_EMAIL"]
ALICE_TOKEN = os.environ["ALICE_TOKEN"]
BOB_TOKEN = os.environ["BOB_TOKEN"]
ADA_TOKEN = os.environ["ADA_TOKEN"]
DATA = os.environ["PORTEVOIX_DATA"]
PICTURE = os.environ["PICTURE"]
SCRATCH = os.environ["SCRATCH"]

PATIENCE_SECONDS = 15


def chapter(title):
    """Says where the story has come to."""
    print(f"  - {title}", flush=True)


def eventually(what, probe):
    """The first answer of `probe` that is not empty: effects may follow a moment later."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        answer = probe()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE_SECONDS} s in vain for {what}")


def later_by(seconds):
    """Puts the server's clock forward; that of this program stays."""
    with open(os.environ["AHEAD"], "w", encoding="ascii") as file:
        file.write(f"+{seconds}")


def film(name="film.mp4"):
    """A second of moving picture with a tone; the path of the file."""
    path = os.path.join(SCRATCH, name)
    picture, tone = "testsrc=size=64x48:rate=10:duration=1", "sine=duration=1"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, "-pix_fmt", "yuv420p"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, path], check=True)
    return path


def refused(status, ask):
    """What the server says when it refuses with `status`, told by an error of Mastodon.py."""
    try:
        ask()
    except Exception as error:
        assert error.args[1:2] == (status,) and error.args[3], error.args
        return error.args[3]
    raise AssertionError("it was not refused")


def hidden(ask):
    """It is not there, or not for who asks."""
    refused(404, ask)


def authorization_code(address, email):
    """Opens the page an app sends its user to, signs in, agrees, and reads the code off it."""
    session = requests.Session()
    page = session.get(address)
    page = submit(session, page, lambda form: "password" in form.fields, {
        "email": email,
        "password": PASSWORD,
    })
    if not code_on(page):
        page = submit(session, page, lambda form: "/oauth/authorize" in form.action, {})
    code = code_on(page)
    assert code, f"no code on {page.url} ({page.status_code}):\n{page.text}"
    return code


def confirm_latest():
    """Opens the link of the last letter that asks for it, and presses the button."""
    def letters():
        texts = [path.read_text() for path in sorted(Path(DATA, "mails").glob("*"))]
        found = [re.search(rf"{re.escape(URL)}/confirm/\S+", text) for text in texts]
        return [link[0] for link in found if link]
    page = requests.get(eventually("the letter", letters)[-1])
    submit(requests.Session(), page, lambda form: "/confirm" in form.action, {})


def code_on(page):
    """The authorization code that a page shows, if it shows one."""
    found = re.search(r'<code id="authorization-code"[^>]*>([^<]+)</code>', page.text)
    return found and found[1].strip()


def submit(session, page, wanted, answers):
    """Fills in the form that is `wanted` and sends it as a browser would."""
    assert page.status_code == 200, f"{page.url} answered {page.status_code}:\n{page.text}"
    reader = Forms()
    reader.feed(page.text)
    form = next((form for form in reader.forms if wanted(form)), None)
    assert form, f"the form is not on {page.url}:\n{page.text}"
    address = urljoin(page.url, form.action)
    # A browser says where the form came from; the server may insist on it.
    headers = {"Origin": URL, "Sec-Fetch-Site": "same-origin", "Referer": page.url}
    return session.post(address, data={**form.fields, **answers}, headers=headers)


class Form:
    """A form of a page: where it goes, and what it sends if nobody changes anything."""

    def __init__(self, action):
        self.action = action
        self.fields = {}


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attrs.get("action") or ""))
            self.inside = True
        elif self.inside and tag in ("input", "button") and attrs.get("name"):
            unticked = attrs.get("type") in ("checkbox", "radio") and "checked" not in attrs
            # Of several buttons, the first is the one that a person would press.
            if not unticked:
                self.forms[-1].fields.setdefault(attrs["name"], attrs.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
