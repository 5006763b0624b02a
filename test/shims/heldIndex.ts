import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An index whose one project, `held`, is answered only when the test says so. */
export interface HeldIndex {
  readonly url: string;
  /** Resolves once pip has asked for the project and waits. */
  readonly asked: Promise<void>;
  /** Answers what waits: there is no such project. */
  release(): void;
  stop(): Promise<void>;
}

export async function startHeldIndex(): Promise<HeldIndex> {
  const waiting: ServerResponse[] = [];
  let heard = () => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  let held = true;
  const answer = (response: ServerResponse) => response.writeHead(404).end();
  const server = createServer((_, response) => {
    if (held) waiting.push(response);
    else answer(response);
    heard();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`,
    asked,
    release() {
      held = false;
      for (const response of waiting.splice(0)) answer(response);
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
