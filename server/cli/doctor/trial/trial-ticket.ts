import { randomBytes } from 'node:crypto'
import { EMPTY_CRC64, updateCrc64 } from '../../../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../../../miniprogram/uploader/core/crc64/decimal'
import { ticketForms } from '../../../oss/signing/ticket-forms'
import type { OssAnswer } from '../../cloud/oss'
import { withError } from '../../cloud/oss'
import type { Context } from '../context/context'
import { formBody } from './form-body'

/** A ticket that the backend’s own code signs, and the file that it is for. */
export interface TrialTicket {
  key: string
  fields: Record<string, string>
  file: Buffer
}

export const TRIAL_TYPE = 'image/jpeg'
export const TRIAL_SIZE = 1024
const LIFE_MS = 5 * 60_000

/** A file whose first bytes are those of a JPEG. */
export const trialFile = (size = TRIAL_SIZE): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)])

export async function trialTicket(
  context: Context,
  name: string,
  { parameter, upload = '' }: { parameter?: string; upload?: string } = {},
): Promise<TrialTicket> {
  const { settings, session, keyFor, now } = context
  const { bucket, region } = settings.oss
  const terms = { bucket, region, expiresAt: now() + LIFE_MS, callback: parameter }
  const { shared, sign } = ticketForms(terms, await session('upload'), now())
  const key = keyFor(name)
  const own = sign({ key, size: TRIAL_SIZE, contentType: TRIAL_TYPE, upload })
  return { key, fields: { ...own, ...shared }, file: trialFile() }
}

/** Uploads the file as a phone would, to the domain that clients use. What it stores is removed at the end. */
export async function sendForm(
  context: Context,
  { fields, file }: Pick<TrialTicket, 'fields' | 'file'>,
): Promise<OssAnswer> {
  const { http, settings } = context
  removeAtEnd(context, fields.key ?? '')
  const { contentType, body } = formBody(fields, file, TRIAL_TYPE)
  const url = `${settings.oss.domain}/`
  return withError(await http({ method: 'POST', url, headers: { 'content-type': contentType }, body }))
}

/** Removes the object as the role, because the permissions of the session may be what is broken. */
export function removeAtEnd({ cleanUp, oss, role }: Context, key: string): void {
  cleanUp.add(key, async () => oss.call({ method: 'DELETE', key }, await role()))
}

export const crc64Of = (bytes: Uint8Array): string => toDecimal(updateCrc64(EMPTY_CRC64, bytes))
