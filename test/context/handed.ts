import type { Surroundings } from "../../src/context/facts.ts";
import type { Handed } from "../../src/context/invocation.ts";

/** What sh hands over where it has found nothing, and what a test says otherwise. */
export function handedOf(known: Partial<Handed>): Handed {
  const nothing = {
    real: "",
    interpreter: "",
    next: "",
    here: "",
    env: "",
    data: "",
    physical: "/home/alice",
  };
  return { name: "pip", self: "/shims/pip", module: false, terminal: true, ...nothing, ...known };
}

/** A Debian without apt's lists, and an ordinary user in an empty home. */
export function surroundingsOf(handed: Partial<Handed>, more: Partial<Surroundings> = {}): Surroundings {
  const platform = {
    id: "debian",
    like: [],
    codename: "bookworm",
    raspberryPi: false,
    apt: true,
    aptLists: "/nonexistent",
  };
  return { handed: handedOf(handed), argv: [], env: {}, home: "/home/alice", uid: 1000, platform, ...more };
}
