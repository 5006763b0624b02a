import type { Held, Working } from "./values.ts";

/** The dest's list with one more item; a default is left as it is. */
export function appended({ value, origins }: Held, item: string): Working {
  const list = Array.isArray(value) ? (value as string[]) : [];
  if (origins.length === 0) return [...list, item];
  list.push(item);
  return list;
}
