import { build } from "rolldown";
import config from "./rolldown.config.mjs";
const [programs, , tests] = config;
const want = process.argv.slice(2);
const pick = (o, f) => Object.fromEntries(Object.entries(o).filter(([k]) => f(k)));
programs.input = pick(programs.input, (k) => k.startsWith("lab/actors") || k === "lab/tools/catalogue");
tests.input = pick(tests.input, (k) => want.some((w) => k.includes(w)));
await build([programs, tests]);
