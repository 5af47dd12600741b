/** A chosen file, with its handle if the browser has one: then the file need not be chosen again after a reload. */
export interface Chosen {
  file: File
  handle?: FileSystemFileHandle
}

/** Only in Chromium: https://developer.mozilla.org/docs/Web/API/DataTransferItem/getAsFileSystemHandle */
interface WithHandle {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** Must be called in the event itself: afterwards the list is empty. Folders are skipped. */
export function droppedFiles(transfer: DataTransfer): Promise<Chosen[]> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file')
  return Promise.all(items.map(chosenFrom)).then((all) => all.flat())
}

async function chosenFrom(item: DataTransferItem & WithHandle): Promise<Chosen[]> {
  const handleLater = item.getAsFileSystemHandle?.().catch(() => null)
  const isFolder = item.webkitGetAsEntry()?.isDirectory ?? false
  const file = item.getAsFile()
  const handle = await handleLater
  if (!file || isFolder) return []
  return [handle?.kind === 'file' ? { file, handle: handle as FileSystemFileHandle } : { file }]
}
