import type { Family } from '../../cloud/reported-error'
import { BROWSER } from './browser'
import { EC_MORE } from './ec/more'
import { EC_POLICY } from './ec/policy'
import { EC_READING } from './ec/reading'
import { EC_SIGNATURE } from './ec/signature'
import type { Entry } from './entry'
import { HTTP } from './http'
import { NETWORK } from './network'
import { OSS_BUCKET } from './oss/bucket'
import { CALLBACK } from './oss/callback'
import { OSS_FORM } from './oss/form'
import { OSS_IDENTITY } from './oss/identity'
import { OSS_LOAD } from './oss/load'
import { OSS_OBJECT } from './oss/object'
import { OSS_PERMISSION } from './oss/permission'
import { SDK } from './sdk'
import { STS } from './sts'
import { WECHAT } from './wechat'
import { WX } from './wx'

/** The known errors of each family. */
export const TABLES: Readonly<Record<Family, readonly Entry[]>> = {
  oss: [...OSS_IDENTITY, ...OSS_PERMISSION, ...OSS_FORM, ...OSS_OBJECT, ...OSS_BUCKET, ...OSS_LOAD, ...CALLBACK],
  ec: [...EC_SIGNATURE, ...EC_POLICY, ...EC_MORE, ...EC_READING],
  sts: STS,
  wx: WX,
  wechat: WECHAT,
  network: NETWORK,
  browser: BROWSER,
  sdk: SDK,
  http: HTTP,
}
