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
