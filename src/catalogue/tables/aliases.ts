import type { NormalizedName } from "../../pip/requirement.ts";

/** Another name of a project that the distribution has. */
export interface Alias {
  readonly project: NormalizedName;
  readonly reason: string;
}

/**
 * Reviewed: the same code and the same import name. pip does not know them, so an alias serves a bare name on the
 * command line only, never a requirements file, a dependency, a version or extras.
 */
const ALIASES: readonly (readonly [name: string, project: string, reason: string])[] = [
  ["psycopg2-binary", "psycopg2", "psycopg2-binary is psycopg2, compiled"],
  ["opencv-python", "opencv", "opencv-python is OpenCV's own Python binding, compiled"],
  [
    "opencv-python-headless",
    "opencv",
    "opencv-python-headless is OpenCV's own Python binding, compiled without windows",
  ],
  [
    "opencv-contrib-python",
    "opencv",
    "opencv-contrib-python is OpenCV's own Python binding with its extra modules",
  ],
  [
    "opencv-contrib-python-headless",
    "opencv",
    "opencv-contrib-python-headless is OpenCV's own Python binding, compiled without windows",
  ],
  ["bs4", "beautifulsoup4", "bs4 on the index is an empty project that depends on beautifulsoup4"],
  ["sklearn", "scikit-learn", "sklearn on the index is an empty project that stands for scikit-learn"],
  ["skimage", "scikit-image", "skimage on the index is an empty project that stands for scikit-image"],
  [
    "imblearn",
    "imbalanced-learn",
    "imblearn on the index is an empty project that depends on imbalanced-learn",
  ],
  ["zmq", "pyzmq", "zmq on the index is an empty project that stands for pyzmq"],
  ["dotenv", "python-dotenv", "dotenv on the index is an empty project that depends on python-dotenv"],
  ["igraph", "python-igraph", "python-igraph was renamed to igraph"],
  ["python-igraph", "igraph", "python-igraph was renamed to igraph"],
  ["mysql-python", "mysqlclient", "mysqlclient is MySQL-python, kept alive for Python 3"],
  ["faiss-cpu", "faiss", "faiss-cpu is Faiss's own Python binding, compiled"],
  ["python-levenshtein", "levenshtein", "python-Levenshtein was renamed to Levenshtein"],
];

const BY_NAME: ReadonlyMap<string, Alias> = new Map(
  ALIASES.map(([name, project, reason]) => [name, { project: project as NormalizedName, reason }]),
);

/** The project that the distribution has under another name; null where there is no reviewed alias. */
export function aliasOf(name: NormalizedName): Alias | null {
  return BY_NAME.get(name) ?? null;
}
