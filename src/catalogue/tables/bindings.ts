import type { NormalizedName } from "../../pip/requirement.ts";

/** A project that only the distribution has in a usable form: it must fit the system's libraries or services. */
export interface Binding {
  readonly package: string;
  readonly reason: string;
  /** Publishers besides the distribution that the package may come from, as their Release files name them. */
  readonly alsoFrom: readonly string[];
  /** Debian's releases without the package. Where apt is asked, apt knows better: a board's archive may have it. */
  readonly missingFrom: readonly string[];
}

/** What decides whether a row applies. */
export interface BindingContext {
  readonly raspberryPi: boolean;
  /** The value of `ROS_DISTRO`: `humble`, `jazzy`; null where it is not set. */
  readonly rosDistro: string | null;
}

type Where = "everywhere" | "raspberry-pi" | "ros";
type Row = readonly [name: string, packageName: string, where: Where, reason: string];

/** The reviewed rows. In a ROS row, `*` stands for ROS's release. */
const BINDINGS: readonly Row[] = [
  [
    "pygobject",
    "python3-gi",
    "everywhere",
    "it is built against the system's GObject introspection, and its libraries are the distribution's",
  ],
  [
    "gi",
    "python3-gi",
    "everywhere",
    "gi is PyGObject's module, built against the system's GObject introspection",
  ],
  ["dbus-python", "python3-dbus", "everywhere", "it is built against the system's D-Bus library"],
  ["python-apt", "python3-apt", "everywhere", "it must fit the system's apt; the index has none"],
  ["pycairo", "python3-cairo", "everywhere", "it is built against the system's cairo"],
  ["pycups", "python3-cups", "everywhere", "it is built against the system's printing service"],
  ["systemd-python", "python3-systemd", "everywhere", "it is built against the system's systemd"],
  ["libvirt-python", "python3-libvirt", "everywhere", "it must fit the system's libvirt"],
  ["selinux", "python3-selinux", "everywhere", "what the index has is a forwarder to the system's module"],
  ["rpm", "python3-rpm", "everywhere", "what the index has is a forwarder to the system's module"],
  ["pyatspi", "python3-pyatspi", "everywhere", "it belongs to the desktop's accessibility service"],
  ["python-uno", "python3-uno", "everywhere", "it belongs to the installed LibreOffice"],
  [
    "libcamera",
    "python3-libcamera",
    "everywhere",
    "it belongs to the system's camera library; the index has none",
  ],
  [
    "picamera2",
    "python3-picamera2",
    "raspberry-pi",
    "it needs the system's libcamera, which the index does not have",
  ],
  ["rpi-libcamera", "python3-libcamera", "raspberry-pi", "it belongs to the system's camera library"],
  ["rpi-kms", "python3-kms++", "raspberry-pi", "it belongs to the system's display library"],
  ["rpi-gpio", "python3-rpi.gpio", "raspberry-pi", "it must fit the system's kernel"],
  ["rpi-lgpio", "python3-rpi-lgpio", "raspberry-pi", "it must fit the system's kernel"],
  ["lgpio", "python3-lgpio", "raspberry-pi", "it belongs to the system's GPIO library"],
  ["rgpio", "python3-rgpio", "raspberry-pi", "it belongs to the system's GPIO service"],
  ["gpiozero", "python3-gpiozero", "raspberry-pi", "its pins are driven by the system's GPIO libraries"],
  ["pigpio", "python3-pigpio", "raspberry-pi", "it talks to the system's GPIO service"],
  ["gpiod", "python3-libgpiod", "raspberry-pi", "it belongs to the system's GPIO library"],
  ["spidev", "python3-spidev", "raspberry-pi", "it must fit the system's kernel"],
  ["smbus", "python3-smbus", "raspberry-pi", "it must fit the system's kernel"],
  [
    "sense-hat",
    "python3-sense-hat",
    "raspberry-pi",
    "it needs the board's library, which the index does not have",
  ],
  ["rtimulib", "python3-rtimulib", "raspberry-pi", "it is the board's sensor library"],
  [
    "opencv-python",
    "python3-opencv",
    "raspberry-pi",
    "it is built for the board, and compiles for hours from the index",
  ],
  [
    "opencv-python-headless",
    "python3-opencv",
    "raspberry-pi",
    "it is built for the board, and compiles for hours from the index",
  ],
  [
    "opencv-contrib-python",
    "python3-opencv",
    "raspberry-pi",
    "it is built for the board, and compiles for hours from the index",
  ],
  [
    "pyqt5",
    "python3-pyqt5",
    "raspberry-pi",
    "it is built for the board, and compiles for hours from the index",
  ],
  ["rclpy", "ros-*-rclpy", "ros", "it belongs to the installed ROS"],
  ["rospy", "ros-*-rospy", "ros", "it belongs to the installed ROS"],
  ["rosidl-runtime-py", "ros-*-rosidl-runtime-py", "ros", "it belongs to the installed ROS"],
  ["sensor-msgs-py", "ros-*-sensor-msgs-py", "ros", "it belongs to the installed ROS"],
  ["std-msgs", "ros-*-std-msgs", "ros", "it belongs to the installed ROS"],
  ["geometry-msgs", "ros-*-geometry-msgs", "ros", "it belongs to the installed ROS"],
  ["sensor-msgs", "ros-*-sensor-msgs", "ros", "it belongs to the installed ROS"],
  ["nav-msgs", "ros-*-nav-msgs", "ros", "it belongs to the installed ROS"],
  ["tf2-ros", "ros-*-tf2-ros-py", "ros", "it belongs to the installed ROS"],
  ["tf2-ros-py", "ros-*-tf2-ros-py", "ros", "it belongs to the installed ROS"],
  ["cv-bridge", "ros-*-cv-bridge", "ros", "it belongs to the installed ROS"],
  ["ament-index-python", "ros-*-ament-index-python", "ros", "it belongs to the installed ROS"],
  ["launch-ros", "ros-*-launch-ros", "ros", "it belongs to the installed ROS"],
];

/** Packages of the rows for everywhere that came to Debian late. */
const MISSING: ReadonlyMap<string, readonly string[]> = new Map([
  // In Debian since trixie.
  ["python3-libcamera", ["bullseye", "bookworm"]],
]);

/** The binding that a name is in a place; null for everything else. */
export function bindingOf(name: NormalizedName, { raspberryPi, rosDistro }: BindingContext): Binding | null {
  const ros = rosDistro !== null && /^[a-z][a-z0-9]*$/.test(rosDistro) ? rosDistro : null;
  const holds = { everywhere: true, "raspberry-pi": raspberryPi, ros: ros !== null };
  const row = BINDINGS.find(([each, , where]) => each === name && holds[where]);
  if (!row) return null;
  const [, packageName, where, reason] = row;
  return {
    package: packageName.replace("*", ros ?? ""),
    reason,
    alsoFrom: where === "ros" ? ["ROS"] : [],
    missingFrom: MISSING.get(packageName) ?? [],
  };
}
