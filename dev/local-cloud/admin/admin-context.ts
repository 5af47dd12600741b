import type { Cloud } from '../cloud/cloud'
import type { Inspection } from '../cloud/inspection'
import type { Link } from '../link'

/** A page that belongs to the same program. */
export interface PageLink {
  name: { zh: string; en: string }
  url: string
}

/** What the admin page and API read and change. */
export interface AdminContext {
  cloud: Cloud
  inspection: Inspection
  link: Link | undefined
  /** The address of OSS without the link. */
  ossUrl: string
  /** Other pages that its page links to. */
  pages: () => readonly PageLink[]
  now: () => number
}
