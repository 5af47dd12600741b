import { contentDisposition } from '../../miniprogram/uploader/oss-v4/content-disposition'
import { isOnlyNamed } from '../content/accept'
import type { RouteRules } from '../define-routes/route'
import { Fault } from '../faults/fault'
import type { ObjectSettings } from '../oss/bucket/bucket'
import { metadataHeaders } from '../oss/bucket/metadata-headers'
import type { Upload } from '../oss/upload-token'
import { declaredFile } from './declared-file'

type SettingRules = Pick<RouteRules, 'visibility' | 'contentDisposition' | 'cacheControl' | 'metadata'>

/**
 * The object's headers, ACL and metadata, as the route wants them.
 * @param input as the route's schema parsed it.
 * @throws Fault `server-error` if the route's `metadata` throws, or returns invalid names or values.
 */
export function objectSettings(upload: Upload, input: unknown, route: SettingRules): ObjectSettings {
  return { ...settingsOf(upload, route), metadata: metadataOf(upload, input, route) }
}

/** The same without metadata, for a file that no user uploads. */
export const settingsOf = (
  { type, name }: Pick<Upload, 'type' | 'name'>,
  route: Omit<SettingRules, 'metadata'>,
): Omit<ObjectSettings, 'metadata'> => ({
  contentType: type,
  contentDisposition: contentDisposition(type, name, dispositionOf(type, route)),
  cacheControl: route.cacheControl,
  acl: route.visibility === 'public' ? 'public-read' : 'private',
})

/** Browsers save a file that may carry scripts, and one of an unknown type, whatever the route says. */
const dispositionOf = (
  type: string,
  { contentDisposition: wanted }: Pick<SettingRules, 'contentDisposition'>,
): SettingRules['contentDisposition'] => (isOnlyNamed(type) ? 'attachment' : wanted)

function metadataOf(upload: Upload, input: unknown, { metadata }: SettingRules): ObjectSettings['metadata'] {
  if (!metadata) return undefined
  try {
    return metadataHeaders(metadata({ user: upload.user, input, file: declaredFile(upload) }))
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('server-error', undefined, error)
  }
}
