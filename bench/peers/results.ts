import { readFileSync, writeFileSync } from 'node:fs'
import { median } from '../rig/samples'

/** One upload of one cell. */
export interface Measure {
  /** Its time, of the least that the link allows; in some cells round trips. */
  value: number
  files: number
  /** How many files the peer takes for stored. */
  claimed: number
  /** How many whole files the far side has. */
  stored: number
  /** The most memory that the process had, MB. */
  peakMb: number
  /** CPU of the process with the backend and the local cloud, for each file that is stored. */
  farMs?: number
  /** The load of the machine, before. */
  load: number
  /** Only in web pages. */
  scriptMs?: number
  requests?: number
}

/** All measures by cell and peer. */
export type Results = Record<string, Record<string, Measure[]>>

const RESULTS = new URL('../../docs/performance/results.json', import.meta.url)

export function readResults(): Results {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results
  } catch {
    return {}
  }
}

/** Rounded, so that the file shows no digits that nobody measured. */
export const writeResults = (results: Results): void =>
  writeFileSync(
    RESULTS,
    `${JSON.stringify(results, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 1)}\n`,
  )

export const medianOf = (measures: readonly Measure[], of: (one: Measure) => number): number => median(measures.map(of))
