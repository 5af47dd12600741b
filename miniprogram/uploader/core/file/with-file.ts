import type { FileSource, OpenFile } from '../ports'

/** Opens a file for as long as the work takes, and closes it whichever way that ends. */
export async function withFile<T>(files: FileSource, path: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await files.open(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
