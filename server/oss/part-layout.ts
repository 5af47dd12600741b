/** How a file is cut: every part but the last has `partSize` bytes. */
export interface Layout {
  /** Of the file, bytes. */
  size: number
  partSize: number
}

export const partCount = ({ size, partSize }: Layout): number => Math.ceil(size / partSize)

/** Bytes of part `number`, from 1. */
export const partLength = (layout: Layout, number: number): number =>
  number < partCount(layout) ? layout.partSize : layout.size - (partCount(layout) - 1) * layout.partSize
