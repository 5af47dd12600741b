import type { PageLink } from '../admin/admin-context'
import type { Account } from '../auth/key-ring'
import type { Inspection } from '../cloud/inspection'
import type { Link } from '../link'
import type { Words } from './words/texts'
import type { Language } from './words/words'

/** The input of the page. */
export interface View {
  words: Words
  language: Language
  inspection: Inspection
  link: Link | undefined
  /** The addresses of OSS and STS for clients. */
  addresses: { oss: string; sts: string }
  /** Other pages to link to. */
  pages: readonly PageLink[]
  account: Account
  /** The cloud's clock, milliseconds since 1970; `clockShift` is how far it is ahead of this machine's. */
  now: number
  clockShift: number
  /** The number of pending faults. */
  faults: number
  /** The bucket whose objects and uploads are listed. */
  bucket: string
  /** Only keys that contain this text are listed; empty for all. */
  find: string
}

/** The page's query parameters. */
export interface Choice {
  lang?: string
  bucket?: string
  find?: string
}

/** The page's address with other parameters. */
export function addressOf({ bucket, find, language }: View, change: Choice): string {
  const choice = { bucket, find, lang: language, ...change }
  const pairs = Object.entries(choice).filter(([, value]) => value)
  return `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}
