export interface Progress {
  /** 0 to 100, whole. */
  progress: number
  totalBytesSent: number
  /** Bytes of the whole multipart body, more than the file has. */
  totalBytesExpectedToSend: number
}

const EVERY_MS = 100
const EVERY_BYTES = 64 * 1024

/** The returned function takes the bytes sent so far. It reports every 100 ms or 64 KB, whichever is first, and the end. */
export function createUploadProgress(total: number, now: () => number, report: (progress: Progress) => void) {
  let reportedAt = now()
  let reportedBytes = 0
  return (sent: number) => {
    if (sent < total && now() - reportedAt < EVERY_MS && sent - reportedBytes < EVERY_BYTES) return
    reportedAt = now()
    reportedBytes = sent
    report({
      progress: Math.floor((sent / total) * 100),
      totalBytesSent: sent,
      totalBytesExpectedToSend: total,
    })
  }
}
