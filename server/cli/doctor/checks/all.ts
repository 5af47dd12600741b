import { PROXY } from './backend/proxy'
import { ACCELERATION } from './bucket/acceleration'
import { ACCESS } from './bucket/access'
import { BUCKET } from './bucket/bucket'
import { CERTIFICATE } from './bucket/certificate'
import { CORS_CHECK } from './bucket/cors'
import { DOMAIN } from './bucket/domain'
import { HOTLINK } from './bucket/hotlink'
import { LIFECYCLE_CHECK } from './bucket/lifecycle'
import { VERSIONING } from './bucket/versioning'
import type { Check } from './check'
import { CLOCK } from './identity/clock'
import { CONFIGURATION } from './identity/configuration'
import { PERMISSIONS } from './identity/permissions'
import { ROLE } from './identity/role'
import { SESSIONS } from './identity/sessions'
import { SOURCE } from './identity/source'
import { DOMAINS } from './mini-program/domains'
import { LEAKS } from './mini-program/leaks'
import { WECHAT_CHECK } from './mini-program/wechat'
import { CALLBACK } from './uploads/callback'
import { FORM } from './uploads/form'
import { MULTIPART } from './uploads/multipart'

/** In the order in which they run. */
export const CHECKS: readonly Check[] = [
  CONFIGURATION,
  CERTIFICATE,
  CLOCK,
  SOURCE,
  ROLE,
  BUCKET,
  ACCESS,
  DOMAIN,
  PERMISSIONS,
  SESSIONS,
  FORM,
  MULTIPART,
  HOTLINK,
  CALLBACK,
  PROXY,
  VERSIONING,
  ACCELERATION,
  CORS_CHECK,
  LIFECYCLE_CHECK,
  WECHAT_CHECK,
  DOMAINS,
  LEAKS,
]
