"""Writes an index as files: PEP 503 (HTML), PEP 691 (JSON), PEP 658 (metadata), and /pypi/NAME/json."""
import hashlib
import html
import json
import os
import re

from distributions import normal
from projects import BAD_HASH, YANKED


def build(where, files, with_metadata):
    """Writes DIR/files, DIR/simple and DIR/pypi. It works as file://DIR/simple too."""
    projects = {}
    for file in files:
        page = projects.setdefault(normal(file.project), {"name": file.project, "entries": [], "metadata": {}})
        page["entries"].append((file.version, write_file(where, file, with_metadata)))
        page["metadata"][file.version] = file.metadata or ""
    for key, page in projects.items():
        versions = list(dict.fromkeys(version for version, _ in page["entries"]))
        entries = [entry for _, entry in page["entries"]]
        write(where, f"simple/{key}/index.html", as_html(f"Links for {key}", map(link, entries)))
        write(where, f"simple/{key}/index.json", json.dumps(
            {"meta": {"api-version": "1.1"}, "name": key, "versions": versions, "files": entries}))
        write_releases(where, key, page, versions)
    write(where, "simple/index.html", as_html("Simple index", [f'<a href="{k}/">{k}</a><br>' for k in sorted(projects)]))
    write(where, "simple/index.json", json.dumps(
        {"meta": {"api-version": "1.1"}, "projects": [{"name": key} for key in sorted(projects)]}))
    return len(projects), sum(len(page["entries"]) for page in projects.values())


def write_file(where, file, with_metadata):
    """The distribution itself; answers with its entry on the project's page (PEP 691)."""
    write(where, f"files/{file.name}", file.content)
    wrong = normal(file.project) in BAD_HASH
    digest = hashlib.sha256(b"another file" if wrong else file.content).hexdigest()
    entry = {"filename": file.name, "url": f"../../files/{file.name}", "hashes": {"sha256": digest},
             "size": len(file.content), "upload-time": "2024-01-02T03:04:06.000000Z",
             "yanked": YANKED.get((file.project, file.version), False)}
    if file.requires_python:
        entry["requires-python"] = file.requires_python
    if file.metadata and with_metadata:
        write(where, f"files/{file.name}.metadata", file.metadata)
        entry["core-metadata"] = {"sha256": hashlib.sha256(file.metadata.encode()).hexdigest()}
    return entry


def link(entry):
    """The entry as PEP 503's anchor."""
    more = ""
    if "requires-python" in entry:
        more += f' data-requires-python="{html.escape(entry["requires-python"])}"'
    if entry["yanked"]:
        more += f' data-yanked="{html.escape(entry["yanked"])}"'
    if "core-metadata" in entry:
        digest = "sha256=" + entry["core-metadata"]["sha256"]
        more += f' data-core-metadata="{digest}" data-dist-info-metadata="{digest}"'
    return f'<a href="{entry["url"]}#sha256={entry["hashes"]["sha256"]}"{more}>{entry["filename"]}</a><br>'


def as_html(title, rows):
    return ('<!DOCTYPE html>\n<html><head><meta name="pypi:repository-version" content="1.1">'
            f"<title>{title}</title></head><body>\n" + "\n".join(rows) + "\n</body></html>\n")


def write_releases(where, key, page, versions):
    """What the JSON API of the real index says of a project and of each version."""
    def info(version):
        meta = page["metadata"][version]
        python = re.search(r"^Requires-Python: (.*)$", meta, re.M)
        reason = YANKED.get((page["name"], version))
        return {"name": page["name"], "version": version, "summary": f"{page['name']}, made for tests",
                "requires_dist": re.findall(r"^Requires-Dist: (.*)$", meta, re.M) or None,
                "requires_python": python and python[1], "yanked": bool(reason), "yanked_reason": reason}

    def urls(version):
        return [{"filename": e["filename"], "url": "{base}/files/" + e["filename"], "digests": e["hashes"],
                 "size": e["size"], "yanked": bool(e["yanked"]), "requires_python": e.get("requires-python"),
                 "packagetype": "bdist_wheel" if e["filename"].endswith(".whl") else "sdist"}
                for v, e in page["entries"] if v == version]

    final = [v for v in versions if (page["name"], v) not in YANKED and not re.search("[a-z]", v)] or versions
    write(where, f"pypi/{key}/json", json.dumps(
        {"info": info(final[-1]), "releases": {v: urls(v) for v in versions}, "urls": urls(final[-1])}))
    for version in versions:
        write(where, f"pypi/{key}/{version}/json", json.dumps({"info": info(version), "urls": urls(version)}))


def write(where, path, content):
    path = os.path.join(where, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
