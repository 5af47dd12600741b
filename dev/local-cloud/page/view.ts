import type { Account } from '../auth/key-ring'
import type { Inspection } from '../cloud/inspection'
import type { Link } from '../link'
import type { Language, Words } from './words/words'

/** What the page is made from. */
export interface View {
  words: Words
  language: Language
  inspection: Inspection
  link: Link | undefined
  /** Where clients reach OSS, and STS. */
  addresses: { oss: string; sts: string }
  account: Account
  /** The cloud's clock, milliseconds since 1970, and how far it is ahead of this machine's. */
  now: number
  clockShift: number
  /** Faults that wait for a request. */
  faults: number
  /** Whose objects and uploads are listed. */
  bucket: string
  /** Part of the keys that are looked for; empty for all. */
  find: string
}

/** Names of query parameters. */
export interface Choice {
  lang?: string
  bucket?: string
  find?: string
}

/** The page again, with another choice. */
export function addressOf({ bucket, find, language }: View, change: Choice): string {
  const choice = { bucket, find, lang: language, ...change }
  const pairs = Object.entries(choice).filter(([, value]) => value)
  return `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}
