import type { HostWx } from '../create-wx'
import { isArrayBuffer } from './array-buffer'
import { collectGarbage } from './collect-garbage'

/**
 * Counts the ArrayBuffers that crossed between the program and `wx`, until they can be collected. It measures what the
 * program holds, on purpose or by a leak. Copies that `wx` makes for itself do not count, nor copies that the program
 * makes and never passes on.
 */
export interface HeldBuffers {
  /** Bytes. A second call in the same turn of the thread returns the same: dereferencing keeps a buffer until its end. */
  now(): number
  /** The largest number of bytes held at one time. */
  most(): number
}

export interface BufferCount extends HeldBuffers {
  /** Call it whenever a value crosses, in either direction; the same buffer counts once. */
  crossed(value: unknown): void
}

export function createBufferCount(): BufferCount {
  const seen = new WeakSet<ArrayBuffer>()
  let held: { buffer: WeakRef<ArrayBuffer>; bytes: number }[] = []
  let most = 0

  const sum = (): number => held.reduce((total, { bytes }) => total + bytes, 0)
  const now = (): number => {
    collectGarbage()
    held = held.filter(({ buffer }) => buffer.deref() !== undefined)
    return sum()
  }
  return {
    now,
    most: () => most,
    crossed(value) {
      if (!isArrayBuffer(value) || seen.has(value)) return
      seen.add(value)
      held.push({ buffer: new WeakRef(value), bytes: value.byteLength })
      // Collecting is slow, and not needed unless the sum, garbage included, exceeds the maximum.
      if (sum() > most) most = Math.max(most, now())
    },
  }
}

/** The same `wx`, with every crossing buffer counted. */
export function withCounted(wx: HostWx, { crossed }: BufferCount): HostWx {
  const manager = wx.getFileSystemManager()
  const counted: typeof manager = {
    ...manager,
    read(options) {
      crossed(options.arrayBuffer)
      manager.read(options)
    },
    readFile: (options) =>
      manager.readFile({
        ...options,
        success(result) {
          crossed(result.data)
          options.success?.(result)
        },
      }),
  }
  return {
    ...wx,
    getFileSystemManager: () => counted,
    request(options) {
      crossed(options.data)
      return wx.request({
        ...options,
        success(result) {
          crossed(result.data)
          options.success?.(result)
        },
      })
    },
  }
}
