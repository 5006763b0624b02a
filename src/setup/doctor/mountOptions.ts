/** A mount point and its options (fstab(5)). */
export interface Mount {
  readonly point: string;
  readonly options: readonly string[];
}

/**
 * The mount that a path lies on.
 *
 * @param table of /proc/self/mounts; the last of equal mount points is on top
 */
export function mountOptions(table: string, path: string): Mount | null {
  let found: Mount | null = null;
  for (const line of table.split("\n")) {
    const [, written, , options] = line.split(" ");
    if (written === undefined || options === undefined) continue;
    const point = written.replace(/\\([0-7]{3})/g, (_, octal) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const holds = path === point || path.startsWith(point === "/" ? "/" : `${point}/`);
    if (holds && point.length >= (found?.point.length ?? 0)) found = { point, options: options.split(",") };
  }
  return found;
}
