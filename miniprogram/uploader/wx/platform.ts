import { UploadError } from '../core/errors'
import type { WxApi } from './wx-api'

/** The platform's API: the given one, or the global `wx`. @throws UploadError `misuse` where there is neither */
export function platformOf(given: WxApi | undefined): WxApi {
  const platform = given ?? (typeof wx === 'undefined' ? undefined : wx)
  if (platform) return platform
  const detail = 'wx: expected the option or the global, which only mini-programs have, got neither'
  throw new UploadError('misuse', { params: { detail } })
}
