import { splitUrl } from "../argument/url.ts";
import { type PipVersion, pipIsAtLeast } from "../options/pipVersion.ts";

/**
 * Why pip ends with a traceback (2) at `--trusted-host VALUE` in a requirements file; null where it goes on.
 * The value is read as the network location of a URL, by urllib: a port is a number up to 65535.
 */
export function trustedHostProblem(value: string, pip: PipVersion): string | null {
  const bareIPv6 = value.split(":").length > 2 && !/[@[]/.test(value);
  const netloc = splitUrl(`https://${bareIPv6 ? `[${value}]` : value}`)?.netloc;
  if (netloc === undefined) return `The trusted host ${value} is no host`;
  const place = netloc.slice(netloc.lastIndexOf("@") + 1);
  const [, host = "", port = ""] = BRACKETED.exec(place) ?? PLAIN.exec(place) ?? [];
  if (port !== "" && !(/^[0-9]+$/.test(port) && Number(port) <= 65_535)) {
    return `The port of the trusted host ${value} is no number up to 65535`;
  }
  return host === "" && pipIsAtLeast(pip, 23, 2, 1) ? "A trusted host needs a host" : null;
}

const BRACKETED = /\[([^\]]*)\]?[^:]*:?(.*)$/s;
const PLAIN = /^([^:]*):?(.*)$/s;
