import type { Family } from '../../cloud/reported-error'
import { BROWSER } from './browser'
import { EC_BUCKET } from './ec/bucket'
import { EC_CALLBACK } from './ec/callback'
import { EC_MULTIPART } from './ec/multipart'
import { EC_OBJECT } from './ec/object'
import { EC_PERMISSION } from './ec/permission'
import { EC_POLICY } from './ec/policy'
import { EC_READING } from './ec/reading'
import { EC_SIGNATURE } from './ec/signature'
import { EC_VERSION } from './ec/version'
import type { Entry } from './entry'
import { HTTP } from './http'
import { NETWORK } from './network'
import { OSS_BUCKET } from './oss/bucket'
import { CALLBACK } from './oss/callback'
import { OSS_FORM } from './oss/form'
import { OSS_IDENTITY } from './oss/identity'
import { OSS_LOAD } from './oss/load'
import { OSS_MULTIPART } from './oss/multipart'
import { OSS_OBJECT } from './oss/object'
import { OSS_PERMISSION } from './oss/permission'
import { SDK } from './sdk'
import { STS_IDENTITY } from './sts/identity'
import { STS_ROLE } from './sts/role'
import { STS_SERVICE } from './sts/service'
import { WECHAT } from './wechat'
import { WX_ERRNO } from './wx/errno'
import { WX_MESSAGE } from './wx/message'

/** The known errors of each family. */
export const TABLES: Readonly<Record<Family, readonly Entry[]>> = {
  oss: [
    ...OSS_IDENTITY,
    ...OSS_PERMISSION,
    ...OSS_FORM,
    ...OSS_OBJECT,
    ...OSS_MULTIPART,
    ...OSS_BUCKET,
    ...OSS_LOAD,
    ...CALLBACK,
  ],
  ec: [
    ...EC_SIGNATURE,
    ...EC_POLICY,
    ...EC_PERMISSION,
    ...EC_CALLBACK,
    ...EC_BUCKET,
    ...EC_OBJECT,
    ...EC_MULTIPART,
    ...EC_VERSION,
    ...EC_READING,
  ],
  sts: [...STS_ROLE, ...STS_IDENTITY, ...STS_SERVICE],
  wx: [...WX_ERRNO, ...WX_MESSAGE],
  wechat: WECHAT,
  network: NETWORK,
  browser: BROWSER,
  sdk: SDK,
  http: HTTP,
}
