import { ACCELERATION } from './acceleration'
import { ACCESS } from './access'
import { BUCKET } from './bucket'
import { CALLBACK } from './callback'
import { CERTIFICATE } from './certificate'
import type { Check } from './check'
import { CLOCK } from './clock'
import { CONFIGURATION } from './configuration'
import { CORS_CHECK } from './cors'
import { DOMAIN } from './domain'
import { DOMAINS } from './domains'
import { FORM } from './form'
import { LEAKS } from './leaks'
import { LIFECYCLE_CHECK } from './lifecycle'
import { MULTIPART } from './multipart'
import { PERMISSIONS } from './permissions'
import { ROLE } from './role'
import { SESSIONS } from './sessions'
import { SOURCE } from './source'
import { VERSIONING } from './versioning'
import { WECHAT_CHECK } from './wechat'

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
  CALLBACK,
  VERSIONING,
  ACCELERATION,
  CORS_CHECK,
  LIFECYCLE_CHECK,
  WECHAT_CHECK,
  DOMAINS,
  LEAKS,
]
