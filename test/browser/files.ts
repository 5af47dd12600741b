import { randomBytes } from 'node:crypto'
import { open, rm, writeFile } from 'node:fs/promises'
import { inPage } from '../ports/remote-ports'
import { type Here, nextSecond } from './here'

export function describeFiles(on: () => Here): void {
  describe('The files of a browser', () => {
    it('are missing if they were deleted after they were measured', async () => {
      const { path, realPath } = await on().choose('a.bin', randomBytes(1_000))
      await on().ports.files.stat(path)
      await rm(realPath)
      const file = await on().ports.files.open(path)
      await expect(file.read(0, 10)).rejects.toMatchObject({ code: 'file-missing' })
    })

    it('have changed if other bytes of the same size were written', async () => {
      const { path, realPath } = await on().choose('a.bin', randomBytes(1_000))
      await on().ports.files.stat(path)
      await nextSecond()
      await writeFile(realPath, randomBytes(1_000))
      const file = await on().ports.files.open(path)
      await expect(file.read(0, 10)).rejects.toMatchObject({ code: 'file-changed' })
    })

    it('are kept over a reload as long as a stored value names them', async () => {
      const bytes = randomBytes(200_000)
      const { path } = await on().choose('照片 1.jpg', bytes)
      await on().ports.store.set('checkpoint', { file: { path }, parts: [1, 2] })
      await on().page.waitForFunction(isKept, path)
      await on().page.reload()
      expect(await on().ports.files.stat(path)).toMatchObject({ size: 200_000 })
      const file = await on().ports.files.open(path)
      expect(Buffer.from(await file.read(100_000, 100_000)).equals(bytes.subarray(100_000))).toBe(true)

      await on().ports.store.remove('checkpoint')
      await on().page.reload()
      await expect(on().ports.files.stat(path)).rejects.toMatchObject({ code: 'file-missing' })
    })

    it('are gone after a reload if no value names them', async () => {
      const { path } = await on().choose('a.jpg', randomBytes(10))
      await on().ports.store.set('other', { path: 'page-file:other/a.jpg' })
      await on().page.reload()
      await expect(on().ports.files.stat(path)).rejects.toMatchObject({ code: 'file-missing' })
    })

    it('are not copied if they are huge, and must be picked again', async () => {
      const { realPath } = await on().choose('huge.bin', randomBytes(10))
      const handle = await open(realPath, 'r+')
      await handle.truncate(256 * 1024 * 1024 + 1)
      await handle.close()
      await on().page.setInputFiles('input', realPath)
      const path = await inPage(on().page, 'pathOfChosen')
      await on().ports.store.set('huge', { path })
      await on().page.reload()
      await expect(on().ports.files.stat(path)).rejects.toMatchObject({ code: 'file-missing' })
      await on().ports.store.remove('huge')
    })

    it('are held until the last upload of them has ended', async () => {
      expect(await on().page.evaluate('heldTwice()')).toEqual([true, true, false])
    })

    it('are kept by their handle if they came as one', async () => {
      const path = await on().page.evaluate(pathOfOwnHandle)
      await on().ports.store.set('by handle', [path])
      await on().page.waitForFunction(isKept, path)
      await on().page.reload()
      expect(await on().ports.files.stat(path)).toMatchObject({ size: 5 })
      await on().page.evaluate(removeOwnFile)
      await expect(on().ports.files.stat(path)).rejects.toMatchObject({ code: 'file-missing' })
    })
  })
}

/** Runs in the page, because the store does not wait for the copy. */
function isKept(path: string): Promise<boolean> {
  interface Request<Result> {
    result: Result
    onsuccess: () => void
  }
  interface Database {
    transaction(table: string): { objectStore(table: string): { getAllKeys(): Request<string[]> } }
    close(): void
  }
  const { indexedDB } = globalThis as unknown as { indexedDB: { open(name: string): Request<Database> } }
  return new Promise((resolve) => {
    const opening = indexedDB.open('wx-oss-upload')
    opening.onsuccess = () => {
      const keys = opening.result.transaction('files').objectStore('files').getAllKeys()
      keys.onsuccess = () => {
        opening.result.close()
        resolve(keys.result.includes(path))
      }
    }
  })
}

interface OwnFiles {
  navigator: { storage: { getDirectory(): Promise<Directory> } }
  ports: { held: { pathOf(file: unknown): string } }
}
interface Directory {
  getFileHandle(name: string, options: object): Promise<{ createWritable(): Promise<Writable> }>
  removeEntry(name: string): Promise<void>
}
interface Writable {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/** Runs in the page. Makes a handle of the page's own files, because `showOpenFilePicker` needs a person. */
async function pathOfOwnHandle(): Promise<string> {
  const { navigator, ports } = globalThis as unknown as OwnFiles
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('own.txt', { create: true })
  const writable = await handle.createWritable()
  await writable.write('hello')
  await writable.close()
  return ports.held.pathOf(handle)
}

async function removeOwnFile(): Promise<void> {
  const { navigator } = globalThis as unknown as OwnFiles
  await (await navigator.storage.getDirectory()).removeEntry('own.txt')
}
