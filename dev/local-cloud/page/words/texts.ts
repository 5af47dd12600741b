import type { JournalEntry } from '../../cloud/journal'

/** All texts of the page. */
export interface Words {
  /** BCP 47. */
  language: string
  title: string
  about: string
  pause: string
  resume: string
  lost: string
  facts: Record<'region' | 'clock' | 'link' | 'faults' | 'role', string>
  ahead(seconds: number): string
  behind(seconds: number): string
  pending(count: number): string
  linkIs(speed: string, ping: number): string
  stalled: string
  offline: string
  unlimited: string
  headings: Record<'buckets' | 'objects' | 'uploads' | 'credentials' | 'requests', string>
  none: Record<'objects' | 'found' | 'uploads' | 'credentials' | 'requests', string>
  columns: Record<'name' | 'acl' | 'objects' | 'size' | 'uploads' | 'cors' | 'lifecycle', string>
  defaultBucket: string
  blocked: string
  find: string
  newest(shown: number, of: number): string
  download: string
  object: Record<'type' | 'acl' | 'class' | 'modified' | 'headers' | 'meta', string>
  parts(count: number): string
  started: string
  session: Record<'active' | 'expired' | 'revoked', string>
  until: string
  policy: string
  noPolicy: string
  verdicts: Record<JournalEntry['verdict'], string>
  who: Record<JournalEntry['who'], string>
  via: Record<JournalEntry['via'], string>
  request: Record<'who' | 'key' | 'message' | 'agent' | 'id' | 'object' | 'time', string>
  noRule: string
}
