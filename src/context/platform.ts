import { existsSync, readFileSync } from "node:fs";
import { APT_LISTS } from "../catalogue/candidates.ts";

/** The distribution that this machine runs, as far as routing asks. */
export interface Platform {
  /** `debian`, `ubuntu`, `raspbian` … ; empty where unknown. */
  readonly id: string;
  /** What it is made from, the closest first: `ubuntu debian` for Mint. */
  readonly like: readonly string[];
  /** `bookworm`, `noble` …; empty where unknown (Debian's testing has none). */
  readonly codename: string;
  readonly raspberryPi: boolean;
  /** apt and dpkg are here. */
  readonly apt: boolean;
  /** Where apt keeps its package lists. */
  readonly aptLists: string;
}

/** Reads /etc/os-release (os-release(5)). */
export function readPlatform(): Platform {
  const release = osRelease();
  return {
    id: release.get("ID") ?? "",
    like: (release.get("ID_LIKE") ?? "").split(" ").filter((each) => each !== ""),
    codename: release.get("VERSION_CODENAME") ?? release.get("UBUNTU_CODENAME") ?? "",
    raspberryPi: existsSync("/etc/rpi-issue") || release.get("ID") === "raspbian",
    apt: existsSync("/usr/bin/apt-get") && existsSync("/usr/bin/dpkg-query"),
    aptLists: APT_LISTS,
  };
}

function osRelease(): Map<string, string> {
  const values = new Map<string, string>();
  let text = "";
  try {
    text = readFileSync("/etc/os-release", "utf8");
  } catch {
    return values;
  }
  for (const line of text.split("\n")) {
    const match = /^([A-Z_]+)=(?:"([^"]*)"|(\S*))$/.exec(line.trim());
    if (match?.[1]) values.set(match[1], match[2] ?? match[3] ?? "");
  }
  return values;
}
