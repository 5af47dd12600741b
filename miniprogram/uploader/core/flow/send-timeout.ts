const SLOWEST_BYTES_PER_SECOND = 50 * 1024
const LEAST_TIMEOUT_MS = 60_000
const MOST_TIMEOUT_MS = 600_000

/** WeChat's timeout is for the whole transfer, not for silence, so it grows with the file. */
export function sendTimeoutMs(size: number): number {
  return Math.min(MOST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, (size / SLOWEST_BYTES_PER_SECOND) * 1000))
}
