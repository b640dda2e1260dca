import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HarnessError } from "../../../lab/run/harnessError.ts";
import { run } from "../../../lab/run/run.ts";
import mitm from "../../../scenarios/mitm.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { Conductor } from "../conductor.ts";
import { descendantsOf, eventually, running } from "../processes.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const ACTORS = 4;

describe("the end of a run that is disturbed", () => {
  describe("when the user interrupts it", () => {
    for (const moment of ["The server starts", "Alice is connected"]) {
      it(`at "${moment}": says so with the exit code 130, and leaves no file and no process`, async () => {
        const { conductor, out, processes } = await disturbed(moment, (conductor) =>
          conductor.process.kill("SIGINT"),
        );
        const { code, stderr } = await conductor.ended;
        expect({ code, stderr }).to.deep.equal({
          code: 130,
          stderr: "mitm: interrupted\n",
        });
        expect(readdirSync(out)).to.deep.equal([]);
        expect(running(processes())).to.deep.equal([]);
      });
    }

    it("from a keyboard, which reaches the actors as well: says so all the same", async () => {
      const { conductor, out, processes } = await disturbed(
        "The server starts",
        ({ pid }) => process.kill(-pid, "SIGINT"),
        { detached: true },
      );
      const { code, stderr } = await conductor.ended;
      expect({ code, stderr }).to.deep.equal({
        code: 130,
        stderr: "mitm: interrupted\n",
      });
      expect(readdirSync(out)).to.deep.equal([]);
      expect(running(processes())).to.deep.equal([]);
    });

    // As a shell has it: 128 and the signal's number.
    for (const [signal, code] of [
      ["SIGTERM", 143],
      ["SIGHUP", 129],
    ] as const) {
      it(`by ${signal}: the same`, async () => {
        const act = (conductor: Conductor) => conductor.process.kill(signal);
        const { conductor, out, processes } = await disturbed("Alice starts", act);
        expect(await conductor.ended).to.include({ code, signal: null });
        expect(readdirSync(out)).to.deep.equal([]);
        expect(running(processes())).to.deep.equal([]);
      });
    }
  });

  describe("when the conductor is killed", () => {
    for (const moment of ["Alice starts", "The server starts", "Alice is connected"]) {
      it(`at "${moment}": the actors end by themselves`, async () => {
        const { conductor, out, processes } = await disturbed(moment, (conductor) =>
          conductor.process.kill("SIGKILL"),
        );
        expect(await conductor.ended).to.include({ signal: "SIGKILL" });
        expect(processes()).to.not.be.empty;
        await eventually("no process is left", () => running(processes()).length === 0);
        expect(readdirSync(out))
          .to.have.length(1)
          .and.match(/^\.mitm\.\d+-[0-9a-f]+\.partial$/);
      });
    }
  });

  describe("when an actor is killed", () => {
    const moments = {
      alice: "actor-started",
      server: "call-started",
      bob: "description-received",
      network: "channel-open",
    } as const;
    for (const [name, moment] of Object.entries(moments)) {
      it(`${name}, after ${moment}: the run fails at once and names it`, async () => {
        const { error, left } = await disturbedPlay(name, moment, "SIGKILL", 15_000).failure;
        expect(error.code).to.equal("actor-died");
        expect(error.message).to.equal(`${name} ended early (SIGKILL)`);
        expect(left).to.deep.equal([]);
      });
    }
  });

  describe("when an actor hangs", () => {
    const moments = {
      alice: ["actor-started", /^alice did not start within 8 s$/],
      network: ["hung-up", /^network did not close the recording within 8 s$/],
      server: ["call-started", /^server did not open the room within 8 s$/],
      bob: ["message-received", /^bob did not read aloud within 8 s$/],
    } as const;
    const plays = new Map<string, Promise<Failure>>();
    let commandLine: ReturnType<typeof disturbed>;
    // While one play waits for its deadline, the next one starts.
    before(async function () {
      this.timeout(60_000);
      const stop = (conductor: Conductor) => process.kill(conductor.actors().get("Bob") ?? 0, "SIGSTOP");
      commandLine = disturbed("Bob starts", stop, { words: ["--timeout", "8"] });
      await commandLine;
      for (const [name, [moment]] of Object.entries(moments)) {
        const { landed, failure } = disturbedPlay(name, moment, "SIGSTOP", 8000);
        plays.set(name, failure);
        await landed;
      }
    });

    for (const [name, [moment, message]] of Object.entries(moments)) {
      it(`${name}, after ${moment}: the run fails at its deadline and names actor and step`, async () => {
        const { error, left } = (await plays.get(name)) ?? expect.fail("it was not played");
        expect(error.code).to.equal("deadline");
        expect(error.message).to.match(message);
        expect(left).to.deep.equal([]);
      });
    }

    it("the command line says so in one line with the exit code 3, and leaves no file and no process", async () => {
      const { conductor, out, processes } = await commandLine;
      const { code, stderr } = await conductor.ended;
      expect({ code, stderr }).to.deep.equal({
        code: 3,
        stderr: "mitm: the lab itself failed (deadline): bob did not start within 8 s\n",
      });
      expect(readdirSync(out)).to.deep.equal([]);
      expect(running(processes())).to.deep.equal([]);
    });
  });

  it("leaves no process after a run that nothing disturbed", async () => {
    const pids: number[] = [];
    const trace = await run(mitm, {
      ...options(15_000),
      onEvent: (event) => {
        if (event.kind === "actor-started") pids.push(event.pid);
      },
    });
    expect(trace.at(-1)).to.include({ kind: "run-ended" });
    expect(pids).to.have.length(ACTORS);
    expect(running(pids)).to.deep.equal([]);
  });
});

/** Starts the scenario mitm and does something to it as soon as its story gets to a sentence. */
async function disturbed(
  moment: string,
  act: (conductor: Conductor) => void,
  { detached = false, words = [] }: { detached?: boolean; words?: readonly string[] } = {},
): Promise<{ conductor: Conductor; out: string; processes: () => number[] }> {
  const out = temporaryDirectory();
  const conductor = new Conductor(["scenario", "mitm", "--out", out, ...words], { detached });
  await conductor.says(new RegExp(moment));
  // The actors, and the instruments that the conductor started beside them.
  const descendants = descendantsOf(conductor.pid);
  act(conductor);
  return { conductor, out, processes: () => [...descendants, ...conductor.actors().values()] };
}

interface Failure {
  readonly error: HarnessError;
  /** The actors that still run. */
  readonly left: readonly number[];
}

/**
 * Plays mitm with the conductor in this process, and sends a signal to one actor at the very moment between two
 * steps: when it has been started and an event of this kind has been reported by anybody.
 */
function disturbedPlay(
  name: string,
  moment: TraceEvent["kind"],
  signal: NodeJS.Signals,
  deadlineMs: number,
): { landed: Promise<void>; failure: Promise<Failure> } {
  const pids = new Map<string, number>();
  let land: () => void = () => undefined;
  const landed = new Promise<void>((resolve) => {
    land = resolve;
  });
  let pending = true;
  const onEvent = (event: TraceEvent) => {
    if (event.kind === "actor-started") pids.set(event.name, event.pid);
    const pid = pids.get(name);
    if (!pending || event.kind !== moment || pid === undefined) return;
    pending = false;
    process.kill(pid, signal);
    land();
  };
  const failure = run(mitm, { ...options(deadlineMs), onEvent }).then(
    () => {
      throw new Error("the run came to its end");
    },
    (error: unknown) => {
      if (!(error instanceof HarnessError)) throw error;
      return { error, left: running([...pids.values()]) };
    },
  );
  return { landed: Promise.race([landed, failure.then(() => undefined)]), failure };
}

function options(deadlineMs: number) {
  const directory = temporaryDirectory();
  return {
    programs: PROGRAMS,
    captureFile: join(directory, "capture.pcapng"),
    kernelFile: join(directory, "kernel.pcapng"),
    instruments: "all" as const,
    deadlineMs,
    signal: new AbortController().signal,
  } as const;
}
