#!/usr/bin/env python3
"""Serves Swantham on this computer, for this computer alone, and opens it in a browser.

    swantham                    start the server if it is not running, and open the app
    swantham --no-browser       start the server only
    swantham --serve --port N   be the server (in the foreground)

Only Python's standard library is used, and nothing is asked of any network: the server listens on 127.0.0.1. What a
student keeps lives in the browser, bound to the address, so the port stays the same as long as it is free.
"""
import argparse
import http.client
import json
import mimetypes
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The first that is free, or that a Swantham already listens on.
PORTS = (8327, 8328, 8329)
# What tells a Swantham from another server on its port.
WHO = "/.swantham"
# Where Linux tells of processes; other systems have nothing there.
PROC = Path("/proc")
# A server that nobody has asked anything for so long ends; the browser keeps the app without it.
IDLE_SECONDS = 4 * 3600
START_SECONDS = 10
CHUNK = 1 << 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "firefox")
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}


def about(folder: Path) -> dict:
    """The package's own description: its version, and the headers that every answer bears."""
    return json.loads((folder / "about.json").read_text(encoding="utf-8"))


def resolve(root: Path, target: str):
    """The file that a request's target names, or None: never one outside of `root`, whatever the target says."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(target).path, errors="strict")
    if "\0" in path or "\\" in path or not path.startswith("/"):
        return None
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") for part in parts):
        return None
    file = root.joinpath(*parts).resolve()
    if file == root:
        file = root / "index.html"
    return file if file.is_file() and root in file.parents else None


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with files of the app."""

    protocol_version = "HTTP/1.1"
    server_version = "Swantham"
    sys_version = ""
    timeout = 60

    def do_GET(self):
        self.answer(body=True)

    def do_HEAD(self):
        self.answer(body=False)

    def answer(self, body):
        self.server.last_request = time.monotonic()
        # Another site's name that leads here would see the app as its own.
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in ("localhost", "127.0.0.1"):
            return self.refuse(421, "This server answers only to localhost.")
        if self.path == WHO:
            text = json.dumps({"app": "swantham", "version": self.server.about["version"], "pid": os.getpid()})
            return self.send(200, "application/json", text.encode(), body)
        try:
            file = resolve(self.server.root, self.path)
        except (ValueError, OSError):
            file = None
        if file is None:
            return self.refuse(404, "There is no such file.")
        self.send_file(file, body)

    def send_file(self, file, body):
        stat = file.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
        if file.parent == self.server.root / "assets":
            # these names change with their contents
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        if self.headers.get("If-None-Match") == tag:
            return self.send(304, None, b"", False, headers)
        first, last, status = 0, stat.st_size - 1, 200
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if wanted and any(wanted.groups()) and stat.st_size > 0:
            begin, end = wanted.groups()
            first = int(begin) if begin else max(0, stat.st_size - int(end))
            last = min(int(end), last) if begin and end else last
            if first > last:
                return self.refuse(416, "The file has no such part.", {"Content-Range": f"bytes */{stat.st_size}"})
            status = 206
            headers["Content-Range"] = f"bytes {first}-{last}/{stat.st_size}"
        suffix = file.suffix.lower()
        kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.begin(status, kind, last - first + 1, headers)
        if not body:
            return
        with file.open("rb") as source:
            source.seek(first)
            left = last - first + 1
            while left > 0:
                part = source.read(min(CHUNK, left))
                if not part:
                    # the file became shorter while it was read: the promise of its length cannot be kept
                    self.close_connection = True
                    return
                self.wfile.write(part)
                left -= len(part)

    def refuse(self, status, sentence, headers=None):
        self.send(status, "text/plain; charset=utf-8", sentence.encode(), self.command != "HEAD", headers)

    def send(self, status, kind, content, body, headers=None):
        self.begin(status, kind, len(content), headers)
        if body:
            self.wfile.write(content)

    def begin(self, status, kind, length, headers=None):
        self.send_response(status)
        for name, value in {**self.server.about["headers"], **(headers or {})}.items():
            self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_):
        """Nobody's requests are written down."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # With it two servers could share a port on some systems, and take turns.
    allow_reuse_port = False

    def __init__(self, folder: Path, port: int):
        self.root = (folder / "www").resolve(strict=True)
        self.about = about(folder)
        self.last_request = time.monotonic()
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, *_):
        """A browser that hangs up is no error."""


def serve(folder: Path, port: int, idle: float) -> None:
    """Serves until nobody has asked anything for `idle` seconds; prints the port that it listens on."""
    server = Server(folder, port)

    def watch():
        while time.monotonic() - server.last_request < idle:
            time.sleep(min(60.0, idle))
        server.shutdown()

    threading.Thread(target=watch, daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
    server.server_close()


def who(port: int):
    """The description of the Swantham on `port`; None if nobody answers there, or somebody else."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", WHO)
        answer = connection.getresponse()
        told = json.loads(answer.read(1000)) if answer.status == 200 else {}
        return told if isinstance(told, dict) and told.get("app") == "swantham" else None
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def is_own_server(pid) -> bool:
    """Whether `pid` is a Swantham server of this user: whoever has the port may tell any number, -1 too, which is everybody."""
    if type(pid) is not int or pid <= 1:
        return False
    process = PROC / str(pid)
    try:
        owner = process.stat().st_uid
        command = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    # As `start` begins one: Python, this program, what it is to be.
    return owner == os.getuid() and len(command) > 2 and command[1].endswith(b"/swantham.py") and command[2] == b"--serve"


def start(folder: Path, ports=PORTS):
    """The port of a server of this version, started if need be; None if every port is taken."""
    version = about(folder)["version"]
    for port in ports:
        told = who(port)
        if told and told.get("version") != version:
            # After an update the old server ends.
            if not is_own_server(told.get("pid")):
                continue
            try:
                os.kill(told["pid"], 15)
            except ProcessLookupError:
                pass  # it has ended by itself
            wait_for(lambda: who(port) is None)
        elif told:
            return port
        command = [sys.executable, str(Path(__file__).resolve()), "--serve", "--folder", str(folder)]
        server = subprocess.Popen(
            [*command, "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # a port that somebody else has ends the server at once
        wait_for(lambda: who(port) is not None or server.poll() is not None)
        if who(port) is not None:
            return port
    return None


def wait_for(condition) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def open_browser(address: str) -> None:
    for name in (*BROWSERS, "xdg-open"):
        program = shutil.which(name)
        if program:
            subprocess.Popen([program, address], start_new_session=True)
            return
    print(f"No browser was found; please open {address} in one.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="swantham", description="Make a small language model your own, on this computer.")
    parser.add_argument("--no-browser", action="store_true", help="start the server and print the address")
    parser.add_argument("--serve", action="store_true", help="be the server")
    parser.add_argument("--port", type=int, help="another port than the usual one")
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help="seconds without a request before the server ends")
    parser.add_argument("--folder", type=Path, default=HERE, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.folder, asked.port if asked.port is not None else PORTS[0], asked.idle)
        return 0
    port = start(asked.folder, (asked.port,) if asked.port else PORTS)
    if port is None:
        print("Swantham could not start: other programs use its ports on this computer.", file=sys.stderr)
        return 1
    address = f"http://localhost:{port}/"
    if port != PORTS[0] and not asked.port:
        print(f"Another program uses Swantham's usual port, so models that were kept there are not seen at {address}")
    if asked.no_browser:
        print(address)
    else:
        open_browser(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
