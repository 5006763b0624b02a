import * as v from "valibot";

// The values that keys may have. Every message says what would be right, to be read after `must be`.

/** One of these words. */
export function oneOf<const T extends readonly string[]>(values: T) {
  const quoted = values.map((value) => `"${value}"`);
  return v.picklist(values, values.length === 2 ? quoted.join(" or ") : `one of ${quoted.join(", ")}`);
}

/** A truth value. */
export const truth = v.boolean("true or false");

/** A route that a policy can name; see `PolicyRoute`. */
export const route = oneOf(["venv", "home", "pipx", "apt"]);

/** Several routes. */
export const routes = v.pipe(
  v.array(route, 'a list of "venv", "home", "pipx", "apt"'),
  v.maxLength(4, "a list of at most 4 routes"),
);

const nameRight = "a package's name, such as requests";

/** A project's name by PEP 508; the length is ours. No flags: `iu` would let letters through that only look alike. */
export const packageName = v.pipe(
  v.string(nameRight),
  v.maxLength(128, nameRight),
  v.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, nameRight),
);

const aptNameRight = "a Debian package's name, such as python3-requests";

/** Debian policy 5.6.1, less what apt's command line reads as its own language (a `-` or `+` at the end). */
export const aptName = v.pipe(
  v.string(aptNameRight),
  v.maxLength(128, aptNameRight),
  v.regex(/^[a-z0-9][a-z0-9.+-]*[a-z0-9]$/, aptNameRight),
);

const reasonRight = 'the reason as one line of at most 200 characters, such as "use httpx"';

/** A sentence for people. It is shown as it is, so nothing may stand in it that ends the line. */
export const reason = v.pipe(
  v.string(reasonRight),
  v.minLength(1, reasonRight),
  v.maxLength(200, reasonRight),
  v.regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/, reasonRight),
);

const pythonRight = 'a minor version such as "3.12"';

/** A minor version; never a path, which would name a program to run. */
export const python = v.pipe(v.string(pythonRight), v.regex(/^3\.(0|[1-9][0-9]?)$/, pythonRight));

const indexRight =
  'a URL with "https://" (or "http://localhost"), without a user name, a password, "$" and blanks';

/**
 * An index. Credentials do not belong into a file that others read (pip takes them from netrc or a keyring), and
 * pip would put variables in for `${…}`.
 */
export const index = v.pipe(
  v.string(indexRight),
  v.maxLength(500, indexRight),
  v.regex(
    /^(https:\/\/[A-Za-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:[0-9]{1,5})?(\/[A-Za-z0-9._~+%/-]*)?$/,
    indexRight,
  ),
);

const ageRight = "a whole number of days from 0 to 365";

/** Days. At most a year: a file that nobody trusts can ask for it, and very old releases have known holes. */
export const age = v.pipe(
  v.number(ageRight),
  v.integer(ageRight),
  v.minValue(0, ageRight),
  v.maxValue(365, ageRight),
);
