import { open } from 'node:fs/promises'

/** An MP4 by its first bytes. */
export const MP4_HEAD = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')])

/** A video by its head; the rest is a hole, which takes no room on the disk. */
export async function writeVideo(path: string, size: number): Promise<string> {
  const file = await open(path, 'w')
  await file.write(MP4_HEAD)
  await file.truncate(size)
  await file.close()
  return path
}
