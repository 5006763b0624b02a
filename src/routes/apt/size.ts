/** How much a transaction fetches and fills, bytes. */
export interface Size {
  readonly packages: number;
  readonly fetched: number;
  /** Null where apt does not say; 0 where it frees space. */
  readonly disk: number | null;
}

/**
 * Above these nobody would expect it from `pip install`: matplotlib pulls in 55 packages, opencv 172 and 461 MB,
 * where django is 4 and 25 MB. Then it is asked for, or refused where nobody can be asked.
 */
export const LIMIT: Size = { packages: 40, fetched: 100e6, disk: 300e6 };

/** Reads what `apt-get install --print-uris` says under LC_ALL=C: a line a file that is not there yet, and the sum. */
export function parseSize(text: string, packages: number): Size {
  const files = [...text.matchAll(/^'[^']*' \S+ (\d+) /gm)];
  const [, number, unit] =
    /^After this operation, ([\d.,]+) (k|M|G)?B of additional disk space/m.exec(text) ?? [];
  const freed = /^After this operation, .* will be freed/m.test(text);
  return {
    packages,
    fetched: files.reduce((sum, [, bytes]) => sum + Number(bytes), 0),
    disk: number ? Number(number.replaceAll(",", "")) * (MULTIPLES[unit ?? ""] ?? 1) : freed ? 0 : null,
  };
}

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };

/** True where it is more than anybody would expect. */
export function exceeds(size: Size): boolean {
  return (
    size.packages > LIMIT.packages || size.fetched > LIMIT.fetched || (size.disk ?? 0) > (LIMIT.disk ?? 0)
  );
}

/** `6 packages, 535 kB to fetch, 2.8 MB on disk`. */
export function formatSize({ packages, fetched, disk }: Size): string {
  const count = packages === 1 ? "1 package" : `${packages} packages`;
  return [count, `${amount(fetched)} to fetch`, ...(disk === null ? [] : [`${amount(disk)} on disk`])].join(
    ", ",
  );
}

function amount(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 10e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.round(bytes / 1e6)} MB`;
}
