import { spawnSync } from "node:child_process";
import { arch, version as kernelVersion, machine, release } from "node:os";
import type { MarkerEnvironment } from "../pip/evaluateMarker.ts";
import type { Interpreter } from "../plan/facts.ts";

const PROGRAM = "import sys;print('%d.%d.%d' % sys.version_info[:3], sys.implementation.name)";

/**
 * PEP 508's marker variables of an interpreter. It is asked for its full version, isolated and without site
 * (8 ms); everything else is this machine's. Called only where a marker is in play.
 */
export function readMarkerEnvironment(interpreter: Interpreter): MarkerEnvironment {
  const { full, implementation } = askVersion(interpreter);
  return {
    implementation_name: implementation,
    implementation_version: full,
    os_name: process.platform === "win32" ? "nt" : "posix",
    platform_machine: machine?.() ?? arch(),
    platform_python_implementation: implementation === "pypy" ? "PyPy" : "CPython",
    platform_release: release(),
    platform_system: { linux: "Linux", darwin: "Darwin", win32: "Windows" }[process.platform as string] ?? "",
    platform_version: kernelVersion(),
    python_full_version: full,
    python_version: interpreter.version,
    sys_platform: process.platform,
  };
}

function askVersion({ path, version }: Interpreter): { full: string; implementation: string } {
  const asked = spawnSync(path, ["-I", "-S", "-c", PROGRAM], { encoding: "utf8", cwd: "/", timeout: 5000 });
  const [full, implementation] = (asked.stdout ?? "").trim().split(" ");
  return full && implementation
    ? { full, implementation }
    : { full: `${version}.0`, implementation: "cpython" };
}
