import { fileURLToPath } from "node:url";

/** The directory of the shipped data. */
export const DATA = fileURLToPath(new URL("../../src/catalogue/data/", import.meta.url));
