"""The projects of the index: each is there for one behaviour of pip that tests need."""
import hashlib

from distributions import sdist, wheel

YANKED = {("demo-lib", "2.0"): "removed a function everybody uses"}
BAD_HASH = {"demo-badhash"}


def files():
    """Every file, in the order in which its project's page lists it."""
    # A library: several versions, a yanked one, a pre-release, an sdist beside its wheel.
    yield from (wheel("demo-lib", version) for version in ("1.0", "1.1", "1.2", "2.0", "2.1a1"))
    yield sdist("demo-lib", "1.2")
    yield from (wheel("demo-leaf", version) for version in ("1.0", "1.1"))
    # An application with a dependency, and one with two commands.
    for version in "1.0", "1.1":
        yield wheel("demo-app", version, requires=["demo-lib>=1.1"], scripts={"demo-app": "main"}, requires_python=">=3.6")
    for version in "3.0", "3.1":
        yield wheel("demo-tool", version, scripts={"demo-tool": "main", "demo-ctl": "ctl"})
    # The real cowsay's name and command: an application that the catalogue knows.
    yield wheel("cowsay", "6.1", scripts={"cowsay": "main"})
    # The names of two libraries that Debian has too.
    yield wheel("six", "1.17.0")
    yield wheel("requests", "2.32.5", requires=["demo-leaf"])
    # Another module than the project's name; a name that needs normalising.
    yield from (wheel("PyDemoYAML", version, module="demoyaml") for version in ("6.0", "6.0.1"))
    yield wheel("Demo.Under_Score", "1.0")
    # Markers, extras, conflicts, what is missing.
    yield wheel("demo-deps", "1.0", requires=["demo-lib<2", "demo-leaf>=1.0", 'demo-native; sys_platform == "win32"'],
                extras={"fast": ["demo-leaf>=1.1"]})
    yield wheel("demo-pin-old", "1.0", requires=["demo-leaf==1.0"])
    yield wheel("demo-pin-new", "1.0", requires=["demo-leaf==1.1"])
    yield wheel("demo-missing-dep", "1.0", requires=["demo-does-not-exist"])
    # Ways to be installed, and ways to fail.
    yield wheel("demo-script", "1.0", data_scripts={"demo-script": '#!/bin/sh\necho demo-script "$@"\n'})
    yield sdist("demo-sdist", "1.0")
    yield sdist("demo-broken-build", "1.0", broken=True)
    yield wheel("demo-future", "9.0", requires_python=">=4")
    yield wheel("demo-native", "1.0", tag="cp39-cp39-win_amd64")
    yield wheel("demo-badhash", "1.0")
    yield wheel("demo-big", "1.0", scripts={"demo-big": "main"}, more={"demo_big/data.bin": noise(4 << 20)})


def noise(size):
    """Bytes that do not compress, the same each time."""
    return b"".join(hashlib.sha256(b"%d" % i).digest() for i in range(size // 32))
