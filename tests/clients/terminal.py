"""A terminal that a program draws on and a story reads: what a person would see."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time

import pyte

from people import PATIENCE_SECONDS

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "enter": "\r", "escape": "\x1b", "tab": "\t",
    "page down": "\x1b[6~",
}
# A screen that has not changed for so long is a screen one can read.
CALM_SECONDS = 0.2


class Terminal:
    """A program on a screen of its own."""

    def __init__(self, words, env, columns=100, lines=38):
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.ours, theirs = pty.openpty()
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        self.program = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env={**env, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        )
        os.close(theirs)

    def press(self, *keys):
        """Presses keys, by name or letter by letter."""
        for key in keys:
            os.write(self.ours, KEYS.get(key, key).encode())
            self.draws(0.05)

    def sees(self, *texts):
        """Waits until all of this is on the screen and the screen is calm; its lines."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            calm = not self.draws(CALM_SECONDS)
            if calm and all(text in self.text() for text in texts):
                return self.lines()
        raise AssertionError(f"{texts} did not appear on:\n{self.text()}")

    def draws(self, seconds):
        """Lets the program draw for a while; whether it did."""
        drew = False
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.ours], [], [], left)
            if not ready:
                break
            try:
                self.stream.feed(os.read(self.ours, 65_536))
            except OSError:
                break
            drew = True
        return drew

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def text(self):
        return "\n".join(self.lines())

    def ends(self):
        """Waits until the program is over."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.program.poll() is None and time.monotonic() < end:
            self.draws(0.1)
        assert self.program.poll() == 0, f"{self.program.poll()}:\n{self.text()}"
        os.close(self.ours)
