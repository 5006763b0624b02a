import { type Check, ok, type Reached } from "./check.ts";
import type { AskedShell, Caller } from "./readCallers.ts";

/** What a check calls its callers, what else is known of them, and what mends them. */
interface Kind {
  readonly who: string;
  /** Of a caller that is not reached: set-up promises the shells of this user, the others only where asked for. */
  readonly verdict: "note" | "problem";
  readonly next: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  bash: { who: "bash", verdict: "problem", next: "safe-pip setup" },
  "bash-login": { who: "a login bash", verdict: "problem", next: "safe-pip setup" },
  "sh-login": { who: "a login sh", verdict: "note", next: "safe-pip setup" },
  zsh: { who: "zsh", verdict: "problem", next: "safe-pip setup" },
  "zsh-scripts": { who: "a script in zsh", verdict: "note", next: "safe-pip setup" },
  fish: { who: "fish", verdict: "problem", next: "safe-pip setup" },
  here: { who: "what is started from here", verdict: "problem", next: "exec $SHELL -l" },
  sudo: { who: "sudo", verdict: "note", next: "sudo safe-pip setup --system" },
  services: { who: "a service of systemd's", verdict: "note", next: "sudo safe-pip setup --system" },
};

/**
 * What a kind of caller reaches when it says `pip`.
 *
 * @param isSetUp whether there are shims at all: without, no caller is expected to reach them
 */
export function judgeCaller(caller: AskedShell, isSetUp: boolean): Check {
  const { name } = caller;
  const { who, verdict, next } = KINDS[name] ?? { who: name, verdict: "note", next: "safe-pip setup" };
  if ("silent" in caller)
    return { name, verdict: "note", what: `${who} could not be asked: ${caller.silent}`, next: null };
  const bypassed = [bypass("pip", caller.pip), bypass("python3", caller.python)].filter(
    (each) => each !== null,
  );
  const first = bypassed[0];
  if (first === undefined) return ok(name, `${who} reaches safe-pip by pip and python3`);
  const what = `${who}: ${bypassed.map(({ why }) => why).join("; ")}`;
  return { name, verdict: isSetUp ? verdict : "note", what, next: first.mend ?? next };
}

/**
 * What is started from here, where an environment may be active: its own pip and python are then the right ones.
 *
 * @param active the environment's directory; null where none is active
 */
export function judgeHere(caller: Caller, active: string | null, isSetUp: boolean): Check {
  const isIn = (reached: Reached) => reached.kind === "other" && reached.path.startsWith(`${active}/`);
  if (active !== null && isIn(caller.pip) && isIn(caller.python)) {
    return ok(caller.name, `${active} is active, so what is started from here has its pip and python3`);
  }
  return judgeCaller(caller, isSetUp);
}

/** sudo's PATH is its own: /usr/local/bin is on Debian 12's and 13's, and no longer on the next one's. */
export function judgeSudo(caller: Caller, securePath: string, isSetUp: boolean): Check {
  const judged = judgeCaller(caller, isSetUp);
  if (judged.verdict === "ok" || securePath.split(":").includes("/usr/local/bin")) return judged;
  const line = 'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"';
  const what = `${judged.what}; sudo looks in ${securePath} alone. A file of sudoers with this line mends it: ${line}`;
  return { ...judged, what, next: "sudo visudo -f /etc/sudoers.d/secure-path" };
}

/** A user's crontab starts with /usr/bin:/bin, which nobody but the distribution writes to. */
export function judgeCron(shims: string): Check {
  const line = `PATH=${shims}:/usr/bin:/bin`;
  const what = `a crontab's jobs have the distribution's pip, since their PATH is /usr/bin:/bin. Its first line can be: ${line}`;
  return { name: "cron", verdict: "note", what, next: "crontab -e" };
}

/** `python -m pip` follows `python`; what is started by its path follows nothing. */
export function judgeModule({ python }: Caller): Check {
  const byPath = "/usr/bin/python3 -m pip and a program's own sys.executable never look at PATH";
  if (python.kind === "shim") return ok("python-m-pip", `python3 -m pip is pip here; ${byPath}`);
  const what = `python3 -m pip is not led here, since python3 is ${shown(python)}; ${byPath}`;
  return { name: "python-m-pip", verdict: "note", what, next: "safe-pip install …" };
}

function bypass(name: string, reached: Reached): { why: string; mend: string | null } | null {
  switch (reached.kind) {
    case "shim":
      return null;
    case "covered":
      return {
        why: `${name} is ${reached.by === "alias" ? "an" : "a"} ${reached.by} there`,
        mend: mendOf(name, reached.by),
      };
    default:
      return { why: `${name} is ${shown(reached)}`, mend: null };
  }
}

function mendOf(name: string, by: string): string | null {
  if (by === "alias") return `unalias ${name}`;
  return by === "function" ? `unset -f ${name}` : null;
}

function shown(reached: Reached): string {
  if (reached.kind === "covered") return `a ${reached.by}`;
  return reached.kind === "nothing" ? "not found" : reached.path;
}
