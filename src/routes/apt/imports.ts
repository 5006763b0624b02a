import { normalizeName } from "../../pip/requirement.ts";
import type { InstalledDistribution } from "../../plan/facts.ts";
import type { AptPackage } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import type { Disk } from "./disk.ts";
import { type Held, readHeld } from "./dpkg.ts";

/** What `import` gives after a package has been installed. */
export type Import =
  | { readonly kind: "there"; readonly version: string; readonly location: string }
  /** An older copy of the same project stands in front of it. */
  | {
      readonly kind: "shadowed";
      readonly version: string;
      readonly by: InstalledDistribution;
      readonly location: string;
    }
  /** dpkg calls it installed, but its files are gone. */
  | { readonly kind: "gone"; readonly name: string };

/** Looks whether what a package brought is what is imported: by its own metadata, in the order of sys.path. */
export async function readImport(asked: AptPackage, disk: Disk, world: World): Promise<Import> {
  const own = ownOf(asked, await readHeld(asked.name, world));
  // Some bindings (python3-gi once, python3-libcamera) bear no metadata: dpkg's word is all there is.
  if (!own)
    return { kind: "there", version: asked.metadataVersion, location: "/usr/lib/python3/dist-packages" };
  const version = own.version ?? asked.metadataVersion;
  const found = disk.seen().find((each) => each.name === own.name);
  if (found && found.location !== own.location)
    return { kind: "shadowed", version, by: found, location: own.location };
  if (!found && own.version !== null) return { kind: "gone", name: asked.name };
  return { kind: "there", version, location: own.location };
}

/** A package may hold several; the asked name's is meant, or (an alias) the one at the version that was proved. */
function ownOf({ requirement, metadataVersion }: AptPackage, held: readonly Held[]): Held | null {
  const name = normalizeName(requirement);
  return (
    held.find((each) => each.name === name) ??
    held.find((each) => each.version === metadataVersion) ??
    held[0] ??
    null
  );
}
