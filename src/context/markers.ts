import { spawnSync } from "node:child_process";
import { arch, version as kernelVersion, machine, release } from "node:os";
import type { MarkerEnvironment } from "../pip/evaluateMarker.ts";
import type { Interpreter } from "../plan/facts.ts";

const PROGRAM = "import sys;print('%d.%d.%d' % sys.version_info[:3])";

/**
 * PEP 508's marker variables of an interpreter. Its full version is asked of itself, isolated and without site (8 ms),
 * once and only where a marker names it; everything else is this machine's.
 */
export function readMarkerEnvironment(interpreter: Interpreter): MarkerEnvironment {
  let asked: string | null = null;
  const full = () => {
    asked ??= askVersion(interpreter);
    return asked;
  };
  return {
    // A `pythonX.Y` is CPython's: PyPy and GraalPy have names of their own.
    implementation_name: "cpython",
    platform_python_implementation: "CPython",
    get implementation_version() {
      return full();
    },
    get python_full_version() {
      return full();
    },
    os_name: process.platform === "win32" ? "nt" : "posix",
    get platform_machine() {
      return machine?.() ?? arch();
    },
    get platform_release() {
      return release();
    },
    platform_system: { linux: "Linux", darwin: "Darwin", win32: "Windows" }[process.platform as string] ?? "",
    get platform_version() {
      return kernelVersion();
    },
    python_version: interpreter.version,
    sys_platform: process.platform,
  };
}

function askVersion({ path, version }: Interpreter): string {
  const asked = spawnSync(path, ["-I", "-S", "-c", PROGRAM], { encoding: "utf8", cwd: "/", timeout: 5000 });
  return (asked.stdout ?? "").trim() || `${version}.0`;
}
