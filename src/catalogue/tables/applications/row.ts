/**
 * An application: a program that a person types, whose modules nobody imports. Its name on the index (normalised), its
 * commands, the first one the one to try, and `dependencies` where the commands come from what it depends on, so that
 * pipx needs `--include-deps`.
 */
export type ApplicationRow = readonly [name: string, commands: string, from?: "dependencies"];
