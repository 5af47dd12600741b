import type { Entry, Family } from '../entry'
import { CALLBACK } from './callback'
import { EC_MORE } from './ec-more'
import { EC_POLICY } from './ec-policy'
import { EC_READING } from './ec-reading'
import { EC_SIGNATURE } from './ec-signature'
import { NETWORK } from './network'
import { OSS_BUCKET } from './oss-bucket'
import { OSS_FORM } from './oss-form'
import { OSS_IDENTITY } from './oss-identity'
import { OSS_LOAD } from './oss-load'
import { OSS_OBJECT } from './oss-object'
import { OSS_PERMISSION } from './oss-permission'
import { STS } from './sts'
import { WECHAT } from './wechat'
import { WX } from './wx'

/** Everything that others say when something is wrong. */
export const TABLES: Readonly<Record<Family, readonly Entry[]>> = {
  oss: [...OSS_IDENTITY, ...OSS_PERMISSION, ...OSS_FORM, ...OSS_OBJECT, ...OSS_BUCKET, ...OSS_LOAD, ...CALLBACK],
  ec: [...EC_SIGNATURE, ...EC_POLICY, ...EC_MORE, ...EC_READING],
  sts: STS,
  wx: WX,
  wechat: WECHAT,
  network: NETWORK,
}
