import { readFileSync } from 'node:fs'

export interface PictureCase {
  /** What dimensionsOf does. */
  name: string
  mediaType: string
  file: Uint8Array
  /** Such as `40x30`; absent where nothing may be said: viewers refuse the picture, or show it with different sizes. */
  shown?: string
  /** How many of the first bytes are read, where that is the reason why nothing may be said. */
  headBytes?: number
}

export const readFixture = (name: string): Buffer => readFileSync(new URL(`../../files/${name}`, import.meta.url))
