/** What a request carries from one handler to the next. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** For the log: the source, and how many events became what. */
    counts?: { source: string; accepted: number; refused: number };
  };
}
