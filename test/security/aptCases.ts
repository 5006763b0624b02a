import type { UserCase } from "./userCases.ts";

/** The user's or the machine's policy vouches for the tests' own packages, which no catalogue knows. */
const vouched = (names: readonly string[]) =>
  `mkdir -p /etc/safe-pip; printf '[apt-name]\\n' > /etc/safe-pip/policy.toml
${names.map((name) => `echo '${name} = "python3-${name}"' >> /etc/safe-pip/policy.toml`).join("\n")}`;

const forget = "rm -f /etc/safe-pip/policy.toml";
const nothingFromTheIndex = '! find /var/lib/safe-pip/venvs -iname "six-*" | grep -q .';
const own = "/etc/apt/sources.list.d/local-archive.list";
const root = {
  as: "root",
  cwd: "/root",
  exitCode: 1,
  saysNot: /Successfully installed|Looking in|Collecting|Retrying/,
} as const;

/**
 * apt's own traps (threats T22, T24, T30), where the archive is as somebody has prepared it. Without PIP_INDEX_URL,
 * since apt is not asked where an index is named (T25).
 */
export const aptCases: readonly UserCase[] = [
  {
    ...root,
    name: "what would remove another package is refused, and nothing is changed (T22)",
    given: `${vouched(["demo-clash"])}; apt-get install -y -qq demo-old > /dev/null`,
    lines: ["env -u PIP_INDEX_URL pip install demo-clash"],
    says: /apt would remove demo-old/,
    afterwards: "dpkg -s demo-old > /dev/null && ! dpkg -s python3-demo-clash 2> /dev/null",
  },
  {
    ...root,
    name: "what changes between the simulation and the run removes nothing all the same (T22)",
    given: `apt-get remove -y -qq demo-old > /dev/null; touch /tmp/drift; mv /usr/bin/apt-get /usr/bin/apt-get.real
cat > /usr/bin/apt-get <<'END'
#!/bin/sh
case "$*" in *print-uris* | "-s "*) ;; *) rm /tmp/drift && apt-get.real install -y -qq demo-old > /dev/null ;; esac
exec apt-get.real "$@"
END
chmod 755 /usr/bin/apt-get`,
    lines: ["env -u PIP_INDEX_URL pip install demo-clash"],
    says: /remove/,
    afterwards: `mv /usr/bin/apt-get.real /usr/bin/apt-get; ! test -e /tmp/drift
dpkg -s demo-old > /dev/null && ! dpkg -s python3-demo-clash 2> /dev/null`,
  },
  {
    ...root,
    name: "what the administrator holds back stays (T22)",
    given: `${vouched(["demo-needs-held"])}
apt-get install -y -qq python3-demo-held=1.0-1 > /dev/null; apt-mark hold python3-demo-held > /dev/null`,
    lines: ["env -u PIP_INDEX_URL pip install demo-needs-held"],
    says: /hold|held/,
    afterwards: "dpkg -s python3-demo-held | grep -q '^Version: 1.0-1'",
  },
  {
    ...root,
    name: "what is newer in another publisher's archive is not taken from there (T22)",
    given: `${forget}; apt-get remove -y -qq python3-six > /dev/null; cp -r /srv/archive /tmp/somebody
cd /tmp/somebody/dists/*/; lists=$(echo main/*/Packages); sed -i 's/^Version: 1.16.0-4/Version: 99.0-1/' $lists
sed -i "s/^Label: .*/Label: Somebody/; s/^Origin: .*/Origin: Somebody/
s/^ [0-9a-f]* [0-9]* main/ $(sha256sum < $lists | cut -d' ' -f1) $(stat -c %s $lists) main/" Release
sed 's|/srv/archive|/tmp/somebody|' ${own} > /etc/apt/sources.list.d/somebody.list; apt-get update -qq
apt-cache policy python3-six | grep -q 'Candidate: 99.0-1'`,
    lines: ["env -u PIP_INDEX_URL pip install six"],
    afterwards: `! dpkg -s python3-six 2> /dev/null; rm /etc/apt/sources.list.d/somebody.list; apt-get update -qq
${nothingFromTheIndex}`,
  },
  {
    ...root,
    name: "an older version of the distribution's is not taken for a newer one (T24)",
    given: "true",
    lines: ["env -u PIP_INDEX_URL pip install 'six>=1.17'"],
    afterwards: `! dpkg -s python3-six 2> /dev/null; ${nothingFromTheIndex}`,
  },
  {
    ...root,
    name: "where apt fails, the index is not asked for something of the same name (T24)",
    given:
      "cp -r /srv/archive /tmp/empty; rm /tmp/empty/pool/python3-six*; mount --bind /tmp/empty /srv/archive",
    lines: ["env -u PIP_INDEX_URL pip install six"],
    says: /apt/,
    afterwards: `umount /srv/archive; ! dpkg -s python3-six 2> /dev/null; ${nothingFromTheIndex}`,
  },
  {
    name: "sudo asks for no password where nobody could give one (T30)",
    given: `${forget}; mkdir -p /home/carol/.config/safe-pip; echo 'apt = "auto"' > /home/carol/.config/safe-pip/config.toml
chown -R carol: /home/carol/.config`,
    as: "carol",
    cwd: "/home/carol",
    lines: ["env -u PIP_INDEX_URL timeout 60 safe-pip explain install six"],
    exitCode: 0,
    saysNot: /runs: .*(sudo|apt-get)|password for/,
  },
];
