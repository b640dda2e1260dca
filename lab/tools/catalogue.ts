import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COURSES } from "../../scenarios/courses.ts";
import { SCENARIOS } from "../../scenarios/index.ts";
import { renderCatalogue } from "../../src/catalogue.ts";

// `npm run catalogue`: npm starts it in the project's folder.
writeFileSync(join(process.cwd(), "scenarios", "README.md"), renderCatalogue(SCENARIOS, COURSES));
