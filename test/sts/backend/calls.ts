/** Calls of the `Backend` that signs in the client, as the engine makes them. */
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import type { FileDeclaration, FormTicket, MultipartTicket, Ticket } from '../../../miniprogram/uploader/contract'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import { never, putPart, type Side, type StsRig, type StsRigOptions, startStsRig } from '../rig'

export const KB = 1024
export const DAY = 24 * 60 * 60 * 1000

/** Starts rigs for the tests of a file; each is closed after its test. */
export function useRigs(): (options?: StsRigOptions) => Promise<StsRig> {
  let rigs: StsRig[] = []
  afterEach(async () => {
    const open = rigs
    rigs = []
    for (const rig of open) await rig.close()
  })
  return async (options) => {
    const rig = await startStsRig(options)
    rigs.push(rig)
    return rig
  }
}

export const crcOf = (bytes: Uint8Array): string => {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}

export type Declared = Partial<FileDeclaration> & { size: number; renew?: string }

/** Asks for a ticket for one file. Throws the file's refusal. */
async function ticketFor({ backend }: Side, { type = 'image/jpeg', ...file }: Declared): Promise<Ticket> {
  const [outcome] = await backend.uploads({ route: 'photo', files: [{ type, ...file }] }, never)
  if (!outcome || outcome instanceof UploadError) throw outcome
  return outcome
}

export const formFor = async (side: Side, file: Declared): Promise<FormTicket> =>
  (await ticketFor(side, file)) as FormTicket

export const partsFor = async (side: Side, file: Declared): Promise<MultipartTicket> =>
  (await ticketFor(side, { type: 'video/mp4', ...file })) as MultipartTicket

export const send = ({ transport }: Side, { url, fields }: FormTicket, path: string): Promise<HttpAnswer> =>
  transport.sendForm({ url, fields, path, timeoutMs: 30_000 }, never, () => {})

export const sendParts = (side: Side, ticket: MultipartTicket, bytes: Uint8Array, numbers: number[]) =>
  Promise.all(numbers.map((number) => putPart(side, ticket, ticket, number, bytes)))
