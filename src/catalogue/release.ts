/** The distribution that the machine runs, as os-release(5) says. */
export interface Distribution {
  /** `debian`, `ubuntu`, `raspbian`. */
  readonly id: string;
  /** `bookworm`, `noble`. */
  readonly codename: string;
}

/**
 * The catalogue's name of a release: Debian's codename alone, any other distribution's with its own name before it,
 * so that `ubuntu:trixie` is never taken for Debian's. `unknown` where the machine does not say.
 */
export function releaseName({ id, codename }: Distribution): string {
  if (codename === "") return "unknown";
  return id === "debian" ? codename : `${id || "unknown"}:${codename}`;
}
