import { open } from 'node:fs/promises'

/** The first bytes of an MP4. */
export const MP4_HEAD = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')])

/** Writes a file with the head of a video; the rest is a hole, which takes no space on the disk. */
export async function writeVideo(path: string, size: number): Promise<string> {
  const file = await open(path, 'w')
  await file.write(MP4_HEAD)
  await file.truncate(size)
  await file.close()
  return path
}
