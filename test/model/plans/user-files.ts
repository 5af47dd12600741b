import type { PhoneFile } from '../phone/files'
import type { Phone } from '../phone/phone'
import type { Fate, PlannedFile } from './plan'

/** The files of a plan, wherever on the phone they are by now. */
export interface UserFiles {
  count: number
  path(index: number): string
  /** As it is, whether or not the phone has it. */
  latest(index: number): PhoneFile
  route(index: number): PlannedFile['route']
  /** What becomes of all of them. */
  befall(fate: Fate): void
  /** The user picks what is gone again: it is under another path then, and of another date. */
  pickMissing(): void
}

/** Far enough from one to the next that no two are alike. */
const SALT_STEP = 1000

export function userFiles(phone: Phone, files: readonly PlannedFile[]): UserFiles {
  const paths = files.map(({ kind }, index) => `${index}.${kind}`)
  const latest: PhoneFile[] = []
  const pathOf = (index: number): string => paths[index] as string
  const latestOf = (index: number): PhoneFile => latest[index] as PhoneFile

  const put = (index: number, file: PhoneFile): void => {
    latest[index] = file
    phone.put(pathOf(index), file)
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

  function befallOne(index: number, fate: Fate): void {
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
    befall(fate) {
      for (const index of files.keys()) befallOne(index, fate)
    },
    pickMissing() {
      for (const index of files.keys()) if (!phone.disk.files.has(pathOf(index))) pickAgain(index)
    },
  }
}

/** Of a planned file, whatever path it has got since. */
export const indexOf = (path: string): number => Number(/^\d+/.exec(path)?.[0])
