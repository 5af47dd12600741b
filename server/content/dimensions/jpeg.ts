import type { Dimensions } from './dimensions'
import { hasText, uint8, uint16 } from './integers'
import { oriented } from './orientation'

/**
 * Reads the size in the frame header, and turns it as the first EXIF block says. That block may stand anywhere before
 * the scan, and counts even if it is broken: Chromium and libvips ignore the blocks that follow.
 * https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B
 */
export function jpegDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, '\xff\xd8\xff')) return undefined
  let frame: Dimensions | undefined
  let exif: Uint8Array | undefined
  for (const { marker, body } of segmentsOf(head)) {
    if (marker === START_OF_SCAN) return frame && oriented(frame, exif)
    if (FRAMES.has(marker) && !frame) frame = frameIn(body)
    else if (marker === APP1 && hasText(body, 'Exif\0')) exif ??= body.subarray(EXIF_PREFIX_BYTES)
    else if (!isSkippable(marker)) return undefined
  }
  // The bytes end before the scan, so an EXIF block may still follow.
  return frame && exif && oriented(frame, exif)
}

const APP1 = 0xe1
const START_OF_SCAN = 0xda
/** `Exif`, a zero and a byte of padding. */
const EXIF_PREFIX_BYTES = 6

/** Baseline, extended and progressive frames, with either coding. Most builds of libjpeg decode no others. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2, 0xc9, 0xca])

/** Tables, a number of lines, a restart interval, a comment. */
const SKIPPABLE: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xfe])

/** At any other segment libjpeg gives up. */
const isSkippable = (marker: number): boolean => SKIPPABLE.has(marker) || (marker >= 0xe0 && marker <= 0xef)

/** TEM and RST0 to RST7 have no length. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

interface Segment {
  marker: number
  body: Uint8Array
}

/**
 * Lists the segments that are wholly inside the head. As in libjpeg's `next_marker`, any number of 0xFF fills up before
 * a marker, and bytes that belong to no segment are skipped; the two bytes of a length below 2 are such ones.
 */
function* segmentsOf(head: Uint8Array): Iterable<Segment> {
  let at = 2
  while (at < head.length) {
    while (at < head.length && uint8(head, at) !== 0xff) at += 1
    while (uint8(head, at) === 0xff) at += 1
    const marker = uint8(head, at)
    at += 1
    if (marker === 0 || standsAlone(marker)) continue
    const end = at + uint16(head, at)
    if (!(end <= head.length)) return
    yield { marker, body: head.subarray(at + 2, end) }
    at = end
  }
}

const FRAME_BYTES = 6
const COMPONENT_BYTES = 3

/** Decoders refuse a frame of any other length, and one without height (which a DNL segment would give). */
function frameIn(body: Uint8Array): Dimensions | undefined {
  if (body.length !== FRAME_BYTES + COMPONENT_BYTES * uint8(body, 5)) return undefined
  return { width: uint16(body, 3), height: uint16(body, 1) }
}
