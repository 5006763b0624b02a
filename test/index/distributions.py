"""Wheels and source distributions, made in memory, byte for byte the same each time."""
import base64
import hashlib
import io
import re
import tarfile
import zipfile
from collections import namedtuple

# What one file of the index is: its project, its name, its bytes, and its METADATA (None for an sdist).
File = namedtuple("File", "project version requires_python name content metadata")

ZIP_TIME = (2024, 1, 2, 3, 4, 6)
TAR_TIME = 1704164646

# The in-tree build backend (PEP 517) of every sdist: it needs nothing that is not in the standard library.
BACKEND = '''\
import base64, hashlib, os, zipfile
NAME, VERSION, MODULE, BROKEN = {name!r}, {version!r}, {module!r}, {broken!r}
def get_requires_for_build_wheel(config_settings=None): return []
def get_requires_for_build_editable(config_settings=None): return []
def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if BROKEN:
        print("building 'demo' extension")
        print("error: command 'gcc' failed: No such file or directory")
        raise SystemExit(1)
    return pack(wheel_directory, MODULE + ".py", "VERSION = %r\\n" % VERSION)
def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return pack(wheel_directory, MODULE + ".pth", os.getcwd() + "\\n")
def pack(wheel_directory, path, text):
    info = MODULE + "-" + VERSION + ".dist-info/"
    wheel = MODULE + "-" + VERSION + "-py3-none-any.whl"
    files = {{path: text,
             info + "METADATA": "Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (NAME, VERSION),
             info + "WHEEL": "Wheel-Version: 1.0\\nGenerator: demo\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"}}
    record = ""
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w") as archive:
        for path, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record += "%s,sha256=%s,%d\\n" % (path, digest, len(text.encode()))
            archive.writestr(path, text)
        archive.writestr(info + "RECORD", record + info + "RECORD,,\\n")
    return wheel
'''


def normal(name):
    """The name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wheel(name, version, *, module=None, requires=(), extras=None, scripts=None, requires_python=None,
          tag="py3-none-any", more=None, data_scripts=None):
    """A wheel. `scripts` maps console scripts to functions of the module, `data_scripts` names to their text."""
    module = module or normal(name).replace("-", "_")
    base = f"{re.sub(r'[-_.]+', '_', name)}-{version}"
    info = f"{base}.dist-info/"
    meta = metadata(name, version, requires, extras or {}, requires_python)
    files = {f"{module}/__init__.py": module_text(version, scripts or {}).encode(), **(more or {})}
    for script, text in (data_scripts or {}).items():
        files[f"{base}.data/scripts/{script}"] = text.encode()
    files[info + "METADATA"] = meta.encode()
    files[info + "WHEEL"] = f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    files[info + "top_level.txt"] = f"{module}\n".encode()
    if scripts:
        points = "".join(f"{script} = {module}:{function}\n" for script, function in scripts.items())
        files[info + "entry_points.txt"] = f"[console_scripts]\n{points}".encode()
    return File(name, version, requires_python, f"{base}-{tag}.whl", pack(files, info + "RECORD"), meta)


def metadata(name, version, requires, extras, requires_python):
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", f"Summary: {name}, made for tests"]
    if requires_python:
        lines.append(f"Requires-Python: {requires_python}")
    lines += [f"Provides-Extra: {extra}" for extra in extras]
    lines += [f"Requires-Dist: {need}" for need in requires]
    lines += [f'Requires-Dist: {need}; extra == "{extra}"' for extra, needs in extras.items() for need in needs]
    return "\n".join(lines) + f"\n\nThe package {name}.\n"


def module_text(version, scripts):
    text = f"VERSION = {version!r}\n"
    for script, function in scripts.items():
        text += f"\n\ndef {function}():\n    import sys\n    print({script!r}, VERSION, *sys.argv[1:])\n    return 0\n"
    return text


def pack(files, record_path):
    record = ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record += f"{path},sha256={digest},{len(content)}\n"
            archive.writestr(entry(path), content)
        archive.writestr(entry(record_path), record + record_path + ",,\n")
    return out.getvalue()


def entry(path):
    made = zipfile.ZipInfo(path, ZIP_TIME)
    made.external_attr = (0o755 if ".data/scripts/" in path else 0o644) << 16
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def sdist(name, version, broken=False):
    """A source distribution; a `broken` one ends its build as a missing compiler does."""
    module = normal(name).replace("-", "_")
    base = f"{module}-{version}"
    files = {
        "PKG-INFO": metadata(name, version, (), {}, None),
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n\n'
                          f'[project]\nname = "{name}"\nversion = "{version}"\n',
        "backend.py": BACKEND.format(name=name, version=version, module=module, broken=broken),
    }
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for path, text in files.items():
            info = tarfile.TarInfo(f"{base}/{path}")
            info.size, info.mtime = len(text.encode()), TAR_TIME
            tar.addfile(info, io.BytesIO(text.encode()))
    return File(name, version, None, f"{base}.tar.gz", out.getvalue(), None)


def existing(path):
    """A real wheel, such as pip's own, as a file of the index."""
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        meta = archive.read(name).decode()

    def field(key):
        found = re.search(rf"^{key}: *(.*)$", meta, re.M)
        return found and found[1]

    with open(path, "rb") as file:
        content = file.read()
    return File(field("Name"), field("Version"), field("Requires-Python"), path.rsplit("/", 1)[-1], content, meta)
