export interface Progress {
  /** 0 to 100, whole. */
  progress: number
  totalBytesSent: number
  /** Of the whole multipart body: more than the file has. */
  totalBytesExpectedToSend: number
}

const EVERY_MS = 100
const EVERY_BYTES = 64 * 1024

/** Takes the bytes sent so far; tells every 100 ms or 64 KB, whichever comes first, and always the end. */
export function createUploadProgress(total: number, now: () => number, tell: (progress: Progress) => void) {
  let toldAt = now()
  let toldBytes = 0
  return (sent: number) => {
    if (sent < total && now() - toldAt < EVERY_MS && sent - toldBytes < EVERY_BYTES) return
    toldAt = now()
    toldBytes = sent
    tell({
      progress: Math.floor((sent / total) * 100),
      totalBytesSent: sent,
      totalBytesExpectedToSend: total,
    })
  }
}
