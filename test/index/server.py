"""Serves an index that pages.py wrote, on 127.0.0.1: GET and HEAD, Range, ETag, HTML or JSON by Accept."""
import hashlib
import http.server
import json
import os
import re
import threading
import time

from distributions import normal

JSON_PAGE = "application/vnd.pypi.simple.v1+json"
HTML_PAGE = "application/vnd.pypi.simple.v1+html"


def make_server(where, port, *, log=None, ranges=True, fails=(), delay=0.0):
    """A server that is bound but does not serve yet; port 0 chooses a free one."""
    settings = {"where": os.path.abspath(where), "log": log, "ranges": ranges, "fails": fails, "delay": delay}
    server = Server(("127.0.0.1", port), type("Settled", (Handler,), settings))
    server.daemon_threads = True
    return server


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that went away is no error."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    where = log = None
    ranges, fails, delay = True, (), 0.0
    lock = threading.Lock()

    def do_GET(self):
        time.sleep(self.delay)
        path = self.path.split("?")[0].split("#")[0]
        for text, status in self.fails:
            if text in path:
                return self.send(status, b"asked to fail\n", "text/plain")
        match = re.fullmatch(r"/(simple|pypi)/([^/]+)(/.*)?", path)
        if match and match[1] == "simple" and match[2] != normal(match[2]):
            return self.send(301, b"", "text/plain", Location=f"/simple/{normal(match[2])}/")
        if match and match[1] == "simple" and not match[3]:
            return self.send(301, b"", "text/plain", Location=path + "/")
        if match and match[1] == "pypi":
            path = f"/pypi/{normal(match[2])}{(match[3] or '').rstrip('/')}"
        return self.send_file(*self.choose(path))

    do_HEAD = do_GET

    def log_message(self, *args):
        """Its own log (below) is the only one."""

    def choose(self, path):
        """The file that answers a path, and its content type."""
        if path.startswith("/simple/") and path.endswith("/"):
            accept = self.headers.get("Accept", "")
            if JSON_PAGE in accept:
                return path + "index.json", JSON_PAGE
            return path + "index.html", HTML_PAGE if HTML_PAGE in accept else "text/html"
        return path, "application/json" if path.startswith("/pypi/") else "application/octet-stream"

    def send_file(self, path, kind):
        try:
            if ".." in path.split("/"):
                raise OSError
            with open(self.where + path, "rb") as file:
                content = file.read()
        except OSError:
            return self.send(404, b"404 Not Found\n", "text/plain")
        if path.startswith("/pypi/"):
            content = content.replace(b"{base}", f"http://{self.headers.get('Host', '')}".encode())
        etag = '"%s"' % hashlib.sha256(content).hexdigest()[:16]
        wanted = self.headers.get("Range", "")
        found = self.ranges and re.fullmatch(r"bytes=(\d*)-(\d*)", wanted.strip())
        if not found or wanted.strip() == "bytes=-" or self.headers.get("If-Range", etag) != etag:
            return self.send(200, content, kind, ETag=etag)
        size = len(content)
        first = int(found[1]) if found[1] else max(0, size - int(found[2]))
        last = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
        if first > last:
            return self.send(416, b"", kind, **{"Content-Range": f"bytes */{size}"})
        return self.send(206, content[first:last + 1], kind, ETag=etag, **{"Content-Range": f"bytes {first}-{last}/{size}"})

    def send(self, status, content, kind, **headers):
        self.send_response(status)
        if self.ranges:
            self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        if self.log:
            sent = 0 if self.command == "HEAD" else len(content)
            line = json.dumps({"method": self.command, "path": self.path, "status": status, "bytes": sent,
                               "range": self.headers.get("Range"), "accept": self.headers.get("Accept"),
                               "agent": (self.headers.get("User-Agent") or "")[:60]})
            with self.lock, open(self.log, "a", encoding="utf-8") as file:
                file.write(line + "\n")
