/** How the command line ends; docs/command-line.md lists them with their meaning. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** It ran, and the answer is no: a test failed, a check found an error, two models differ. */
  failed: 1,
  /** The command, a file or the model cannot be used as given. Nothing was written. */
  usage: 2,
  /** `--strict`, and rows were rejected. Nothing was written. */
  rejected: 3,
  /** The result could not be written. */
  output: 4,
  /** A fault in Leadline. */
  fault: 70,
  /** Ctrl-C. Nothing half written was left. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
