import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createDisk, type Disk } from '../wx-host'

/** A phone's disk with its storage in a file, so that it survives if the process is killed. */
export function keptDisk(path: string): Disk {
  const storage = new Map<string, string>(readEntries(path))
  const save = (): void => {
    writeFileSync(`${path}.draft`, JSON.stringify([...storage]))
    renameSync(`${path}.draft`, path)
  }
  const { set, delete: remove } = Map.prototype
  storage.set = (key, value) => {
    set.call(storage, key, value)
    save()
    return storage
  }
  storage.delete = (key) => {
    const existed = remove.call(storage, key)
    if (existed) save()
    return existed
  }
  return { ...createDisk(), storage }
}

/** Whether the library has stored a checkpoint there. */
export const hasUnfinished = ({ storage }: Disk): boolean =>
  [...storage.keys()].some((key) => /\.unfinished:.*#/.test(key))

function readEntries(path: string): [string, string][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as [string, string][]
  } catch {
    return []
  }
}
