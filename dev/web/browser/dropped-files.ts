/** A file that came into the page, and its handle where the browser gives one: with it, a reload asks for nothing. */
export interface Chosen {
  file: File
  handle?: FileSystemFileHandle
}

/** Chromium's own. https://developer.mozilla.org/docs/Web/API/DataTransferItem/getAsFileSystemHandle */
interface HandleGiver {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** To be called in the event itself: afterwards the list is empty. Folders are left out. */
export function droppedFiles(transfer: DataTransfer): Promise<Chosen[]> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file')
  return Promise.all(items.map(chosenFrom)).then((all) => all.flat())
}

async function chosenFrom(item: DataTransferItem & HandleGiver): Promise<Chosen[]> {
  const asked = item.getAsFileSystemHandle?.().catch(() => null)
  const isFolder = item.webkitGetAsEntry()?.isDirectory ?? false
  const file = item.getAsFile()
  const handle = await asked
  if (!file || isFolder) return []
  return [handle?.kind === 'file' ? { file, handle: handle as FileSystemFileHandle } : { file }]
}
