import { baseName } from "./paths.ts";

/** True for `pylock.toml` and `pylock.NAME.toml` in any directory (PEP 751), at the end of a URL too where allowed. */
export function isPylockName(location: string, allowUrls: boolean): boolean {
  if (!/^(?:https?|file):/i.test(location)) return NAME.test(baseName(location.replace(/(?:\/\.?)+$/, "")));
  return allowUrls && NAME.test(baseName(location.replace(/[?#].*$/s, "")));
}

const NAME = /^pylock(?:\.[^.]+)?\.toml$/;
