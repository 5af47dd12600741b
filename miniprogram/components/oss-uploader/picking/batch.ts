import type { PickedFile } from '../../../uploader/wx/index'

/** @param maxSize bytes; 0 = no limit */
export const isOversize = ({ size }: PickedFile, maxSize: number): boolean => maxSize > 0 && size > maxSize

export interface Batch {
  admitted: PickedFile[]
  oversize: PickedFile[]
  exceed: PickedFile[]
}

/**
 * Decides which of the picked files are added. Each is judged by itself: an oversize file neither takes a place nor
 * holds back the others.
 *
 * @param room how many more the list may hold
 * @param maxSize bytes; 0 = no limit
 */
export function admit(picked: PickedFile[], room: number, maxSize: number): Batch {
  const fits = (file: PickedFile): boolean => !isOversize(file, maxSize)
  const fitting = picked.filter(fits)
  const places = Math.max(0, room)
  return {
    admitted: fitting.slice(0, places),
    oversize: picked.filter((file) => !fits(file)),
    exceed: fitting.slice(places),
  }
}
