import type { NormalizedName } from "../../pip/requirement.ts";

/** What a person means who asks for a name that the index does not have. */
export interface Hint {
  /** What the name is, as a sentence without its period. */
  readonly meaning: string;
  /** The project to ask for instead; null where none is. */
  readonly project: string | null;
  /** The Debian package that brings it; null where none does. */
  readonly package: string | null;
}

type Row = readonly [name: string, meaning: string, project: string | null, packageName: string | null];

const STANDARD = "it comes with Python itself: nothing is to be installed";
const GONE = "it belonged to Python's standard library and is gone from newer ones";

/** Reviewed. None of the names was on the index when the table was made, so no hint hides a project. */
const HINTS: readonly Row[] = [
  ["tkinter", "tkinter is a part of Python that Debian ships on its own", null, "python3-tk"],
  ["python-tk", "tkinter is a part of Python that Debian ships on its own", null, "python3-tk"],
  ["python3-tk", "tkinter is a part of Python that Debian ships on its own", null, "python3-tk"],
  ["python3-tkinter", "tkinter is a part of Python that Debian ships on its own", null, "python3-tk"],
  ["cv2", "cv2 is the module of the project opencv-python", "opencv-python", "python3-opencv"],
  ["opencv", "the Python binding of OpenCV is the project opencv-python", "opencv-python", "python3-opencv"],
  ["yaml", "yaml is the module of the project PyYAML", "PyYAML", "python3-yaml"],
  ["pil", "PIL is the module of the project pillow", "pillow", "python3-pil"],
  ["mysqldb", "MySQLdb is the module of the project mysqlclient", "mysqlclient", "python3-mysqldb"],
  [
    "dateutil",
    "dateutil is the module of the project python-dateutil",
    "python-dateutil",
    "python3-dateutil",
  ],
  ["git", "git is the module of the project GitPython", "GitPython", "python3-git"],
  ["magic", "magic is the module of the project python-magic", "python-magic", "python3-magic"],
  ["wx", "wx is the module of the project wxPython", "wxPython", "python3-wxgtk4.0"],
  ["cairo", "cairo is the module of the project pycairo", "pycairo", "python3-cairo"],
  ["dbus", "dbus is the module of the project dbus-python", "dbus-python", "python3-dbus"],
  ["libvirt", "libvirt is the module of the project libvirt-python", "libvirt-python", "python3-libvirt"],
  [
    "cryptodome",
    "Cryptodome is the module of the project pycryptodomex",
    "pycryptodomex",
    "python3-pycryptodome",
  ],
  ["vlc", "vlc is the module of the project python-vlc", "python-vlc", null],
  ["win32api", "win32api is the module of the project pywin32, for Windows only", null, null],
  ["speech-recognition", "the project is called SpeechRecognition", "SpeechRecognition", null],
  [
    "pkg-resources",
    "pkg_resources is a module of the project setuptools",
    "setuptools",
    "python3-pkg-resources",
  ],
  ["apt", "apt is the module of the project python-apt, which belongs to the system", null, "python3-apt"],
  [
    "apt-pkg",
    "apt_pkg is the module of the project python-apt, which belongs to the system",
    null,
    "python3-apt",
  ],
  [
    "apt-inst",
    "apt_inst is a module of the project python-apt, which belongs to the system",
    null,
    "python3-apt",
  ],
  [
    "libcamera",
    "libcamera's module belongs to the system's camera library, and comes with Debian 13 and Raspberry Pi OS",
    null,
    "python3-libcamera",
  ],
  ["pyatspi", "pyatspi belongs to the desktop's accessibility service", null, "python3-pyatspi"],
  ["freecad", "FreeCAD's modules belong to the program FreeCAD", null, "freecad"],
  ["rclpy", "rclpy belongs to an installed ROS", null, null],
  ["rospy", "rospy belongs to an installed ROS", null, null],
  ["gtk", "GTK is reached by the project PyGObject", "PyGObject", "python3-gi"],
  ["qt5", "Qt 5 is reached by the project PyQt5", "PyQt5", "python3-pyqt5"],
  ["venv", "venv is a part of Python that Debian ships on its own", null, "python3-venv"],
  ["python3-venv", "venv is a part of Python that Debian ships on its own", null, "python3-venv"],
  ["ensurepip", "ensurepip is a part of Python that Debian ships with venv", null, "python3-venv"],
  ["distutils", `${GONE}; the project setuptools brings it`, "setuptools", "python3-setuptools"],
  ["python3-distutils", `${GONE}; the project setuptools brings it`, "setuptools", "python3-setuptools"],
  ["imp", `${GONE}; importlib took its place`, null, null],
  ["urllib2", `${GONE}; urllib.request took its place`, null, null],
  [
    "turtle",
    "turtle is a part of Python, and needs tkinter, which Debian ships on its own",
    null,
    "python3-tk",
  ],
  ["idlelib", "idlelib is a part of Python that Debian ships on its own", null, "idle"],
  ["pip3", "pip3 is the command of the project pip", "pip", "python3-pip"],
  ["python3-pip", "pip3 is the command of the project pip", "pip", "python3-pip"],
  ["python3", "Python itself is not on the index", null, "python3"],
  ["os", STANDARD, null, null],
  ["sys", STANDARD, null, null],
  ["re", STANDARD, null, null],
  ["io", STANDARD, null, null],
  ["json", STANDARD, null, null],
  ["math", STANDARD, null, null],
  ["time", STANDARD, null, null],
  ["random", STANDARD, null, null],
  ["sqlite3", STANDARD, null, null],
  ["curses", STANDARD, null, null],
  ["ctypes", STANDARD, null, null],
  ["socket", STANDARD, null, null],
  ["hashlib", STANDARD, null, null],
  ["threading", STANDARD, null, null],
  ["subprocess", STANDARD, null, null],
  ["urllib", STANDARD, null, null],
  ["itertools", STANDARD, null, null],
  ["collections", STANDARD, null, null],
  ["traceback", STANDARD, null, null],
  ["unittest", STANDARD, null, null],
  ["zlib", STANDARD, null, null],
  ["csv", STANDARD, null, null],
];

const BY_NAME: ReadonlyMap<string, Hint> = new Map(
  HINTS.map(([name, meaning, project, packageName]) => [name, { meaning, project, package: packageName }]),
);

/** What a name that the index does not have plainly means; null where that is not plain. */
export function hintFor(name: NormalizedName): Hint | null {
  return BY_NAME.get(name) ?? null;
}
