/** How a file is divided: every part but the last has `partSize` bytes. */
export interface Layout {
  /** Bytes of the whole file. */
  size: number
  partSize: number
}

export const partCount = ({ size, partSize }: Layout): number => Math.ceil(size / partSize)

/** Bytes of part `number`, which counts from 1. */
export const partLength = (layout: Layout, number: number): number =>
  number < partCount(layout) ? layout.partSize : layout.size - (partCount(layout) - 1) * layout.partSize
