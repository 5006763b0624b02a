import { decodeWith } from "./decode.ts";
import { joinPath } from "./paths.ts";
import { doubt, end, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";

/** A UTF-8 file's text, noted among the files that were read; null where pip ends or only pip can read it. */
export function readLocal(
  reading: Reading,
  path: string,
  origin: Origin,
  consequence: string,
  exitCode = 1,
): string | null {
  const full = joinPath(reading.around.cwd, path);
  const content = reading.around.files.read(full);
  switch (content.kind) {
    case "absent":
      end(reading, "missing-file", `${path} not found. ${consequence}.`, origin, exitCode);
      return null;
    case "unreadable":
      end(reading, "unreadable-file", `Error reading ${path}: ${content.reason}`, origin, exitCode);
      return null;
    case "special":
      doubt(reading, "special-file", `${path} is no regular file and can be read only once, by pip`, origin);
      return null;
    case "read": {
      reading.files.push(full);
      const text = decodeWith("utf-8", content.bytes);
      if (text === null) end(reading, "undecodable-file", `${path} is not valid UTF-8`, origin, 2);
      return text;
    }
  }
}
