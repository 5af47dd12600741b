import type { Cloud } from '../cloud/cloud'
import type { Inspection } from '../cloud/inspection'
import type { Link } from '../link'

/** What the admin page and API read and change. */
export interface AdminContext {
  cloud: Cloud
  inspection: Inspection
  link: Link | undefined
  /** The address of OSS without the link. */
  ossUrl: string
  now: () => number
}
