/** What of a machine decides whose archives are its distribution's own. `Platform` fits. */
export interface OwnDistribution {
  /** `ID` of os-release(5). */
  readonly id: string;
  /** `ID_LIKE` of os-release(5), the closest first. */
  readonly like: readonly string[];
  readonly raspberryPi: boolean;
}

/** Whose archives are a distribution's own, as their Release files say. */
export interface Publishers {
  /** The values of `Origin`, which `apt-cache policy` leads to. */
  readonly origins: ReadonlySet<string>;
  /** The values of `Label`, which a simulated installation prints. */
  readonly labels: ReadonlySet<string>;
}

type Row = readonly [origins: readonly string[], labels: readonly string[]];

/** By os-release's ID. A derivative without a row of its own has its parent's archives. */
const OWN: Readonly<Record<string, Row>> = {
  debian: [["Debian"], ["Debian", "Debian-Security", "Debian Backports"]],
  ubuntu: [
    ["Ubuntu", "UbuntuESM", "UbuntuESMApps"],
    ["Ubuntu", "UbuntuESM", "UbuntuESMApps"],
  ],
  raspbian: [["Raspbian"], ["Raspbian"]],
};

/** The board's archive, which Raspberry Pi OS has beside Debian's (64 bits) or Raspbian's (32 bits). */
const BOARD = "Raspberry Pi Foundation";

/**
 * Whose archives are this machine's distribution's own. Debian's are not Ubuntu's: whoever adds one to the other
 * machine has chosen to mix them, and `pip install` is no word for that.
 */
export function publishersOf({ id, like, raspberryPi }: OwnDistribution): Publishers {
  const key = [id, ...like].find((each) => Object.hasOwn(OWN, each)) ?? "";
  const [origins, labels] = OWN[key] ?? [[], []];
  const board = raspberryPi ? [BOARD] : [];
  return { origins: new Set([...origins, ...board]), labels: new Set([...labels, ...board]) };
}
