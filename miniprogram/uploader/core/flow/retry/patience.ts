// A file of its own, because a web page loads it before the rest of the engine.

/** An upload gives up when nothing has got through for so long, ms: backends and tunnels come back within a minute. */
export const PATIENCE_MS = 120_000

/** The same for a call on which no upload depends: the user waits for its result, ms. */
export const CALL_PATIENCE_MS = 20_000
