import type { PhoneFile } from '../phone/files'
import type { Phone } from '../phone/phone'
import type { FileFate, PlannedFile } from './plan'

/** The files of a plan. The user finds them by their index, although their paths change. */
export interface UserFiles {
  count: number
  path(index: number): string
  /** The file in its present version, even if it was deleted from the phone. */
  latest(index: number): PhoneFile
  route(index: number): PlannedFile['route']
  /** Changes, deletes or moves all files. */
  applyFate(fate: FileFate): void
  /** The user picks the deleted files again: each gets another path and another date. */
  pickMissing(): void
}

/** Files and their changed versions must all have different salts. */
const SALT_STEP = 1000

export function userFiles(phone: Phone, files: readonly PlannedFile[]): UserFiles {
  const paths = files.map(({ kind }, index) => `${index}.${kind}`)
  const latest: PhoneFile[] = []
  const pathOf = (index: number): string => paths[index] as string
  const latestOf = (index: number): PhoneFile => latest[index] as PhoneFile

  const put = (index: number, file: PhoneFile): void => {
    latest[index] = file
    phone.putFile(pathOf(index), file)
  }
  files.forEach(({ size, kind }, index) => {
    put(index, { size, kind, salt: SALT_STEP * (index + 1), modified: 1_700_000_000 + index })
  })

  function pickAgain(index: number): void {
    const { modified, ...file } = latestOf(index)
    phone.disk.files.delete(pathOf(index))
    paths[index] = `${pathOf(index)}+`
    put(index, { ...file, modified: modified + 3600 })
  }

  function applyTo(index: number, fate: FileFate): void {
    const file = latestOf(index)
    switch (fate) {
      case 'gone':
        phone.disk.files.delete(pathOf(index))
        break
      case 'changed':
        put(index, { ...file, salt: file.salt + 1, modified: file.modified + 60 })
        break
      case 'changed secretly':
        put(index, { ...file, salt: file.salt + 1 })
        break
      case 'picked again':
        pickAgain(index)
    }
  }

  return {
    count: files.length,
    path: pathOf,
    latest: latestOf,
    route: (index) => files[index]?.route ?? 'any',
    applyFate(fate) {
      for (const index of files.keys()) applyTo(index, fate)
    },
    pickMissing() {
      for (const index of files.keys()) if (!phone.disk.files.has(pathOf(index))) pickAgain(index)
    },
  }
}

/** Every path of a planned file begins with its index. */
export const indexOf = (path: string): number => Number(/^\d+/.exec(path)?.[0])
