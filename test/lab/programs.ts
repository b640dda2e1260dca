import { pathToFileURL } from "node:url";

/** The folder with the actors' built programs. Tests run from the project's root. */
export const PROGRAMS = pathToFileURL("dist/lab/actors/");
