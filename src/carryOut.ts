import { join } from "node:path";
import { sharedHome } from "./context/facts.ts";
import { SHARED_PIP } from "./context/realPip.ts";
import { recordEntry } from "./ledger/ledger.ts";
import type { Facts } from "./plan/facts.ts";
import type { AptRemoveStep, AptStep, PipStep, PipxStep, Plan, VenvStep } from "./plan/plan.ts";
import { commandOf, isOn, wantedNames } from "./plan/request.ts";
import { recordOf } from "./recording.ts";
import { quietOf, sayPlan, sayResult } from "./report/saying.ts";
import type { Answer } from "./routes/answer.ts";
import type { StepResult } from "./routes/route.ts";
import { type RunnerSettings, runPip, runVenv } from "./routes/running.ts";
import { ensureSharedPip } from "./routes/sharedPip.ts";
import type { Planned, Way } from "./way.ts";

/**
 * Makes a plan so. apt and pipx are carried out here; for pip and for an environment, sh becomes the program, so
 * that signals, stdin and the exit code are pip's own. The first step that fails ends the command.
 */
export async function carryOut(planned: Planned, way: Way): Promise<Answer> {
  const { facts, plan } = await settled(planned, way);
  sayPlan(plan, facts);
  for (const step of plan.steps) {
    switch (step.route) {
      case "pip":
        return startPip(step, facts, way);
      case "venv":
        return startVenv(step, plan, facts, way);
      default: {
        const result = await carryOutHere(step, facts, way);
        record(step, result, plan, way);
        // A No is remembered by then, so that the same line leads home.
        if (result.error?.code === "declined" && plan.rule === "distro-libraries") {
          const without = await way.plan(way.given.argv);
          // A No that could not be remembered, or a policy that stays with apt, must not ask for ever.
          if (without.plan.rule !== plan.rule) return carryOut(without, way);
        }
        const last = plan.steps.at(-1);
        const answers = last === step || (last?.route === "venv" && !last.runsPip);
        const code = sayResult(step, result, facts, answers);
        if (code === 0 && last === step && step.route === "apt") await writeDownHere(facts, way);
        if (result.exitCode !== 0 || result.error || last === step) return { kind: "exit", code };
      }
    }
  }
  if (plan.route === "nothing") await writeDownHere(facts, way);
  return { kind: "exit", code: plan.route === "explain" ? 1 : 0 };
}

/** The policy's `record` means what was asked for, also where the runner had nothing to do. */
async function writeDownHere(facts: Facts, way: Way): Promise<void> {
  const recording = facts.policy.projectIsHome.value ? null : recordOf(facts);
  const python = facts.interpreter?.path;
  if (!recording || !python) return;
  const { writeDown } = await import("./routes/writeDown.ts");
  await writeDown(recording, { ...sharedSettings(facts, way), python }, way.world);
}

/** The plan once the user has been asked what it wants to know. */
async function settled(planned: Planned, way: Way): Promise<Planned> {
  const { question } = planned.plan;
  if (!question) return planned;
  const { settleAdoption } = await import("./routes/adopting.ts");
  return (await settleAdoption(question, way.world)) ? way.plan(way.given.argv) : planned;
}

async function startPip(step: PipStep, facts: Facts, way: Way): Promise<Answer> {
  const at = step.program.indexOf(SHARED_PIP);
  const [python] = step.program;
  if (step.program.length === 0 || !python) {
    way.world.say("no pip is on PATH, and there is no python3 to run one");
    way.world.say("type: sudo apt install python3-pip");
    return { kind: "exit", code: 127 };
  }
  if (at < 0) return runPip(step);
  const program = await ensureSharedPip(python, sharedSettings(facts, way), way.world);
  return program
    ? runPip({ ...step, program: step.program.map((word) => (word === SHARED_PIP ? program : word)) })
    : { kind: "exit", code: 1 };
}

/** What the runner is started with for this step. */
export function startVenv(step: VenvStep, plan: Plan, facts: Facts, way: Way): Answer {
  const root = sharedHome(facts.interpreter?.version ?? "", way.world.uid);
  const isHome = plan.destination.kind === "home-environment";
  const settings: RunnerSettings = {
    ...sharedSettings(facts, way),
    rule: plan.rule,
    quiet: quietOf(facts) > 0,
    publish: !isOn(facts, "dry_run"),
    where: whereOf(plan, facts),
    asked: wantedNames(facts),
    ...usedBy(step, facts, way),
    hidesSystem: !isHome && facts.policy.systemPackages.value === false,
    record: isHome ? null : recordOf(facts),
    also:
      root && isHome
        ? [join(root.path, "venv/lib", `python${facts.interpreter?.version}`, "site-packages")]
        : [],
  };
  return runVenv(step, settings);
}

function sharedSettings(facts: Facts, way: Way) {
  return { data: facts.data ?? "", runner: join(way.package, "shims/runner.py"), network: networkOf(facts) };
}

/** The user's index, proxy and certificates, as pip's options or configuration name them. */
function networkOf(facts: Facts): Record<string, string> {
  const options = commandOf(facts)?.options;
  const named = { index: "index_url", cert: "cert", proxy: "proxy", timeout: "timeout" };
  const pairs = Object.entries(named).map(([key, dest]) => [key, options?.get(dest)?.value] as const);
  if (facts.policy.indexUrl.value) pairs.push(["index", facts.policy.indexUrl.value]);
  return Object.fromEntries(pairs.flatMap(([key, value]) => (value ? [[key, String(value)]] : [])));
}

function whereOf(plan: Plan, facts: Facts): string {
  if (plan.destination.kind === "home-environment") return "in the home environment";
  return `for ${facts.project.kind === "none" ? "this directory" : facts.project.directory}`;
}

/** The python that imports it afterwards, and what comes before a command of its environment. */
function usedBy(
  step: VenvStep,
  facts: Facts,
  way: Way,
): Pick<RunnerSettings, "python" | "use" | "isPreferred"> {
  const { projectPython } = facts;
  if (projectPython.kind === "other" && projectPython.interpreter.path === step.base) {
    const name = `python${projectPython.interpreter.version}`;
    const python = projectPython.isShim ? name : `${step.slot}/venv/bin/python`;
    return { python, use: "", isPreferred: true };
  }
  return { use: facts.invocation.pythonIsShim ? "" : useOf(way) };
}

/** How a command is led to an environment where `python` is not our shim. */
function useOf(way: Way): string {
  return way.given.env.npm_command === "exec" ? "npx safe-pip run " : "safe-pip run ";
}

async function carryOutHere(
  step: AptStep | AptRemoveStep | PipxStep,
  facts: Facts,
  way: Way,
): Promise<StepResult> {
  switch (step.route) {
    case "apt":
      return (await import("./routes/apt.ts")).carryOutApt(step, way.world);
    case "apt-remove":
      return (await import("./routes/aptRemove.ts")).carryOutAptRemove(step, way.world);
    case "pipx":
      return (await import("./routes/pipx.ts")).carryOutPipx(
        step,
        { ...way.world, env: { ...way.world.env, ...step.environment } },
        sharedSettings(facts, way),
      );
  }
}

/** What apt and pipx changed; the runner writes its own entries. */
function record(step: AptStep | AptRemoveStep | PipxStep, result: StepResult, plan: Plan, way: Way): void {
  if (result.installed.length === 0 || way.world.data === "") return;
  const packages =
    step.route === "apt"
      ? new Map(step.packages.map((each) => [each.spelling, each.name]))
      : new Map<string, string>();
  const items = result.installed.map((item) => ({
    ...item,
    ...(packages.has(item.name) ? { package: packages.get(item.name) ?? "" } : {}),
  }));
  const taken = step.route === "apt-remove";
  const entry = {
    version: 1,
    state: result.exitCode === 0 ? "done" : "failed",
    route: step.route === "pipx" ? "pipx" : "apt",
    rule: plan.rule,
    slot: null,
    exitCode: result.exitCode,
    installed: taken ? [] : items,
    removed: taken ? items : [],
  } as const;
  try {
    recordEntry(way.world.data, entry, new Date());
  } catch (error) {
    way.world.say(`the ledger could not be written: ${(error as Error).message}`);
  }
}
