"""Answers questions, one JSON line each, by the `packaging` of the pip on PYTHONPATH; one JSON line an answer.

"error" stands for any exception where pip has a value to give, null for a text that it refuses.
"""

import json
import sys
import warnings

from pip._vendor.packaging import markers, requirements, specifiers, version

warnings.simplefilter("ignore")
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def parsed(kind, text):
    try:
        return kind(text)
    except Exception:
        return None


def printed(value):
    try:
        return None if value is None else str(value)
    except Exception:
        return "error"


def answer_version(case):
    return printed(parsed(version.parse, case["text"]))


def answer_compare(case):
    left, right = (parsed(version.parse, case[side]) for side in ("left", "right"))
    if left is None or right is None:
        return None
    return (left > right) - (left < right)


def answer_specifiers(case):
    return printed(parsed(specifiers.SpecifierSet, case["text"]))


def answer_satisfies(case):
    wanted = parsed(specifiers.SpecifierSet, case["text"])
    candidate = parsed(version.parse, case["version"])
    if wanted is None or candidate is None:
        return None
    try:
        return wanted.contains(candidate, prereleases=case["prereleases"])
    except Exception:
        return "error"


def answer_marker(case):
    return printed(parsed(markers.Marker, case["text"]))


def answer_evaluate(case):
    marker = parsed(markers.Marker, case["text"])
    if marker is None:
        return None
    markers.default_environment = lambda: dict(case["environment"])
    try:
        return any(marker.evaluate({"extra": extra}) for extra in case["extras"] or [""])
    except Exception:
        return "error"


def answer_requirement(case):
    requirement = parsed(requirements.Requirement, case["text"])
    if requirement is None:
        return None
    return {
        "spelling": requirement.name,
        "extras": sorted(requirement.extras),
        "specifiers": str(requirement.specifier),
        "url": requirement.url,
        "marker": printed(requirement.marker),
        "text": printed(requirement),
    }


ANSWERS = {name[len("answer_") :]: answer for name, answer in list(globals().items()) if name.startswith("answer_")}

for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(ANSWERS[question["kind"]](question)))
