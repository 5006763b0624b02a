"""Fetches pip's newest wheel from the user's index (PEP 503, PEP 691), for a machine that has no pip at all."""
import os
import re
import sys

from .speaking import say

# pip's own default where neither configuration nor environment names an index.
DEFAULT_INDEX = "https://pypi.org/simple"
LIMIT = 32 << 20


class Unreachable(Exception):
    """Why no pip could be had, as one line."""


def newest(settings):
    """(version, wheel's bytes); the hash that the index states is held."""
    index = (settings.get("index") or DEFAULT_INDEX).rstrip("/")
    say("this machine has no pip; fetching one from %s" % without_secrets(index))
    page = index + "/pip/"
    content, kind, address = get(page, settings, "application/vnd.pypi.simple.v1+json, text/html;q=0.5")
    files = from_json(content) if kind.startswith("application/vnd.pypi.simple.v1+json") else from_html(content)
    best = choose(files)
    if not best:
        raise Unreachable("%s offers no pip for Python %d.%d" % ((without_secrets(index),) + sys.version_info[:2]))
    from urllib.parse import urljoin

    wheel, _, _ = get(urljoin(address, best["url"]), settings, "*/*")
    if best["sha256"]:
        import hashlib

        if hashlib.sha256(wheel).hexdigest() != best["sha256"]:
            raise Unreachable("%s does not have the hash that the index states" % best["filename"])
    return best["version"], wheel


def get(url, settings, accept):
    import ssl
    import urllib.error
    import urllib.request

    context = ssl.create_default_context()
    certificates = settings.get("cert") or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if certificates:
        context.load_verify_locations(certificates)
    handlers = [urllib.request.HTTPSHandler(context=context)]
    if settings.get("proxy"):
        handlers.append(urllib.request.ProxyHandler({"http": settings["proxy"], "https": settings["proxy"]}))
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "safe-pip"})
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=float(settings.get("timeout", "15"))) as answer:
            return answer.read(LIMIT), answer.headers.get("Content-Type", ""), answer.geturl()
    except (OSError, ValueError) as error:
        raise Unreachable("%s: %s" % (without_secrets(url), getattr(error, "reason", error)))


def from_json(content):
    import json

    for file in json.loads(content.decode("utf-8"))["files"]:
        if not file.get("yanked"):
            yield file["filename"], file["url"], file.get("hashes", {}).get("sha256"), file.get("requires-python")


def from_html(content):
    import html

    for tag, name in re.findall(r"<a\s([^>]*)>([^<]*)</a>", content.decode("utf-8", "replace")):
        attributes = {key: html.unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if "href" in attributes and "data-yanked" not in attributes:
            url, _, fragment = attributes["href"].partition("#")
            digest = fragment[7:] if fragment.startswith("sha256=") else None
            yield name.strip(), url, digest, attributes.get("data-requires-python")


def choose(files):
    best = None
    for filename, url, digest, requires in files:
        match = re.match(r"^pip-(\d+(?:\.\d+)*)-py[23.py]*-none-any\.whl$", filename)
        if not match or not allows(requires):
            continue
        key = [int(part) for part in match.group(1).split(".")]
        if best is None or key > best["key"]:
            best = {"key": key, "version": match.group(1), "filename": filename, "url": url, "sha256": digest}
    return best


def allows(requires):
    """pip's own Requires-Python is a list of >=, > and != clauses; anything else is not for us to judge."""
    for clause in (requires or "").replace(" ", "").split(","):
        match = re.match(r"^(>=|>|!=)(\d+)\.(\d+)(\.\*|\.\d+)?$", clause)
        if clause and not match:
            return False
        if match:
            bound, here = (int(match.group(2)), int(match.group(3))), sys.version_info[:2]
            if {">=": here < bound, ">": here <= bound, "!=": here == bound}[match.group(1)]:
                return False
    return True


def without_secrets(url):
    return re.sub(r"//[^/@]*@", "//****@", url)
