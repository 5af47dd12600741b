/** Runs in a page: two uploads of one file, of which the first ends before the second. */
import { heldFiles } from '../../miniprogram/uploader/browser/held-files'
import { takingFiles } from '../../miniprogram/uploader/browser/uploader'
import type { Engine, LocalFile, UploadTask } from '../../miniprogram/uploader/core/api'

/** Whether the file is kept: while both upload, after one has ended, after both have ended. */
export async function heldTwice(): Promise<boolean[]> {
  const files = heldFiles()
  const ends: (() => void)[] = []
  let path = ''
  const upload = (file: LocalFile | string): UploadTask => {
    path = typeof file === 'string' ? file : file.path
    const done = new Promise<void>((resolve) => ends.push(resolve))
    return { done } as unknown as UploadTask
  }
  const taking = takingFiles({ upload } as unknown as Engine<Record<string, object>>, files)
  const file = new File(['a'], 'a.txt')
  const tasks = [taking.upload(file, { route: 'file' }), taking.upload(file, { route: 'file' })]
  const held = [files.at(path) === file]
  for (const task of tasks) {
    ends.shift()?.()
    await task.done
    await Promise.resolve()
    held.push(files.at(path) === file)
  }
  return held
}
