import { OUTCOME_WORDS, type Outcome } from "../../contract/outcome.ts";
import type { Scenario } from "../../scenario.ts";
import type { AlarmCode } from "../../trace/alarmCode.ts";
import { isJudged, type JudgedReport, type Report } from "./report.ts";

/** What one run came to, in the column of one defence. */
export interface Cell {
  readonly scenario: string;
  readonly outcome: Outcome;
  /**
   * False: the run was attacked, and this defence raised no alarm in it. What the run came to is then not this defence's
   * doing. Of a run that was not attacked, silence is what a defence owes.
   */
  readonly credited: boolean;
}

/** Attacks against defences. A cell is empty where no scenario has the one against the other. */
export interface Matrix {
  readonly attacks: readonly string[];
  readonly defences: readonly string[];
  cell(attack: string, defence: string): readonly Cell[];
  /** The scenarios of one attack, each with all its defences; those that raised an alarm stand first. */
  rows(attack: string): readonly {
    readonly scenario: string;
    readonly outcome: Outcome;
    readonly raised: readonly string[];
    readonly silent: readonly string[];
  }[];
}

/** The alarms that each defence may raise. The report cannot look defences up. */
export type DefenceAlarms = Readonly<Record<string, readonly AlarmCode[]>>;

/** What attacks and defences are called, by id. A name that is not in it is in words already. */
export type Titles = Readonly<Record<string, string>>;

export const NO_DEFENCE = "no defence";
export const NO_ATTACK = "no attack";

/** Only what was run and judged is in it: a scenario without such a report has no cell. */
export function matrixOf(
  scenarios: readonly Scenario[],
  reports: readonly Report[],
  defenceAlarms: DefenceAlarms,
): Matrix {
  const entries = scenarios.flatMap((scenario) => {
    const report = reports.filter(isJudged).find((candidate) => candidate.scenario === scenario.id);
    if (!report) return [];
    const attacks = attacksOf(scenario);
    const defences: string[] = scenario.defences.length === 0 ? [NO_DEFENCE] : [...scenario.defences];
    return attacks.flatMap((attack) =>
      defences.map((defence) => ({
        attack,
        defence,
        cell: {
          scenario: scenario.id,
          outcome: report.outcome,
          credited:
            attack === NO_ATTACK || defence === NO_DEFENCE || hasRaised(report, defenceAlarms[defence] ?? []),
        },
      })),
    );
  });
  return {
    attacks: unique(entries.map(({ attack }) => attack)),
    defences: unique(entries.map(({ defence }) => defence)),
    cell: (attack, defence) =>
      entries.filter((entry) => entry.attack === attack && entry.defence === defence).map(({ cell }) => cell),
    rows: (attack) => {
      const those = entries.filter((entry) => entry.attack === attack);
      return unique(those.map(({ cell }) => cell.scenario)).flatMap((scenario) => {
        const own = those.filter(({ cell }) => cell.scenario === scenario);
        const [first] = own;
        if (!first) return [];
        const named = (credited: boolean) =>
          own.filter(({ cell }) => cell.credited === credited).map(({ defence }) => defence);
        return [{ scenario, outcome: first.cell.outcome, raised: named(true), silent: named(false) }];
      });
    },
  };
}

/** What is done to the peers in a scenario, whoever does it: also without anybody in the middle of a call. */
export function attacksOf({ calls, afterwards }: Scenario): string[] {
  const steps = new Set(calls.flatMap(({ script }) => script.map(({ step }) => step)));
  const attacks = [
    ...calls.flatMap(({ attack }) => attack ?? []),
    ...(steps.has("leak-session-secret") || calls.some(({ clientCode }) => clientCode !== undefined)
      ? ["malicious client code"]
      : []),
    ...(steps.has("toss-coins") ? ["traffic analysis"] : []),
    // With an attack named, the reused nonces are what it needs.
    ...(calls.some(
      ({ attack, dangerSkipGuards = [] }) => attack === undefined && dangerSkipGuards.includes("nonce"),
    )
      ? ["reused nonces"]
      : []),
    ...(afterwards === undefined ? [] : [AFTERWARDS[afterwards]]),
  ];
  return attacks.length === 0 ? [NO_ATTACK] : unique(attacks);
}

const AFTERWARDS: Readonly<Record<NonNullable<Scenario["afterwards"]>, string>> = {
  "operator-gets-certificate-keys": "stolen certificate keys",
  "key-exchange-broken": "key exchange broken, simulated",
};

function hasRaised({ evidence }: JudgedReport, codes: readonly AlarmCode[]): boolean {
  return evidence.alarms.some(({ code }) => codes.includes(code));
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** A cell in words: what the run came to, and that it was not this defence's doing where it was not. */
export function cellWords({ outcome, credited }: Pick<Cell, "outcome" | "credited">): string {
  const { words } = OUTCOME_WORDS[outcome];
  if (credited) return words;
  const wasStopped = outcome.startsWith("caught") || outcome.startsWith("blocked");
  return `${wasStopped ? "not by this defence" : "raised nothing"}: ${words}`;
}
