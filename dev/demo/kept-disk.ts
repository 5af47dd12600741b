import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createDisk, type Disk } from '../wx-host'

/** The disk of a phone whose storage is in a file: whatever kills the process, it has what was stored last. */
export function keptDisk(path: string): Disk {
  const storage = new Map<string, string>(readEntries(path))
  const keep = (): void => {
    writeFileSync(`${path}.draft`, JSON.stringify([...storage]))
    renameSync(`${path}.draft`, path)
  }
  const { set, delete: remove } = Map.prototype
  storage.set = (key, value) => {
    set.call(storage, key, value)
    keep()
    return storage
  }
  storage.delete = (key) => {
    const was = remove.call(storage, key)
    if (was) keep()
    return was
  }
  return { ...createDisk(), storage }
}

/** Whether the library has left a checkpoint there. */
export const hasUnfinished = ({ storage }: Disk): boolean =>
  [...storage.keys()].some((key) => /\.unfinished:.*#/.test(key))

function readEntries(path: string): [string, string][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as [string, string][]
  } catch {
    return []
  }
}
