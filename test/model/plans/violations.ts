/** What must hold after any run. */

import type { ObjectRecord } from '../../../dev/local-cloud/store/record'
import { ERRORS } from '../../../miniprogram/uploader/error-codes'
import { isOfFile } from '../phone/files'
import { type Followed, isEnd } from '../phone/observer'
import { hasCause, refusalOf } from './expected-failures'
import type { Ran } from './run-plan'
import { indexOf } from './user-files'

/** Everything that is wrong, in words; empty after a good run. */
export function faultsOf(ran: Ran): string[] {
  return [
    ...ran.phone.observer.violations,
    ...ran.phone.uploads.flatMap((upload) => faultsOfUpload(upload, ran)),
    ...faultsOfFiles(ran),
    ...faultsAtRest(ran),
    ...faultsInCloud(ran),
  ]
}

/** Of uploads whose app was not killed under them. */
function faultsOfUpload({ path, file, life, states, settled, task }: Followed, { world, phone, plan }: Ran): string[] {
  const last = states[states.length - 1]
  const faults: string[] = []
  const fault = (text: string): void => void faults.push(`${path}: ${text}`)
  if (settled > 1) fault(`settled ${settled} times`)
  if (life === phone.life() && settled !== 1) fault(`settled ${settled} times, ${last?.phase}`)
  if (settled === 1 && (!last || !isEnd(last) || last !== states.find(isEnd))) fault('did not end once')
  if (last?.phase === 'failed' && !hasCause(last.error.code, plan, plan.files[indexOf(path)])) {
    fault(`failed with ${last.error.message}`)
  }
  const state = task.state()
  if (state.phase !== 'done') return faults
  const record = recordsOf(world.cloud.memory.store.list()).get(state.file.key)
  if (!record || !file) fault('done, and nothing is stored')
  else if (record.size !== file.size || !isOfFile(file, 0, world.cloud.memory.data.pieces(record.data))) {
    fault('done, and other bytes are stored')
  } else if (record.crc64 !== state.file.crc64) fault('done, with another checksum')
  return faults
}

const recordsOf = (records: readonly ObjectRecord[]) => new Map(records.map((record) => [record.key, record]))

/** What the user wanted is stored in the end, and nothing else. */
function faultsOfFiles({ phone, plan, user }: Ran): string[] {
  return plan.files.flatMap((file, index) => {
    const { size, kind, route } = file
    if (user.unwanted.has(index)) return []
    const mine = phone.uploads.filter(({ path }) => indexOf(path) === index)
    const ends = mine.map(({ task }) => task.state())
    const isStored = ends.some(({ phase }) => phase === 'done')
    const refusal = refusalOf(file)
    if (!refusal)
      return isStored ? [] : [`${index}.${kind} of ${size} bytes is not stored: ${JSON.stringify(ends.at(-1))}`]
    const codes = ends.flatMap((end) => (end.phase === 'failed' ? [end.error.code] : []))
    return isStored || codes.at(-1) !== refusal ? [`${index}.${kind} for ${route} ended as ${codes.at(-1)}`] : []
  })
}

function faultsAtRest({ open, phone, user, unfinished, plan, left }: Ran): string[] {
  const faults: string[] = []
  for (const counts of open) {
    if (Object.values(counts).some((count) => count !== 0)) faults.push(`left open: ${JSON.stringify(counts)}`)
  }
  if (phone.life().isAwake()) faults.push('the screen is kept on')
  const cancelled = phone.uploads.filter(({ task }) => task.state().phase === 'cancelled').map(({ task }) => task.id)
  for (const { id, path } of unfinished) {
    if (cancelled.includes(id)) faults.push(`${path} was cancelled and is unfinished`)
  }
  // What has changed since cannot go on; all else has.
  const changed = plan.acts.some(({ act }) => act.do === 'kill' && act.file.startsWith('changed'))
  for (const { path } of left) {
    if (!changed && !user.unwanted.has(indexOf(path))) faults.push(`still unfinished: ${path}`)
  }
  for (const [key, json] of phone.disk.store) {
    if (!key.includes('.session:') && json !== '[]') faults.push(`left in the store: ${key} = ${json.slice(0, 100)}`)
  }
  return faults
}

function faultsInCloud(ran: Ran): string[] {
  const { world, user } = ran
  const { store, uploads } = world.cloud.memory
  const leftParts = uploads.list().flatMap(({ uploadId, key }) => {
    const parts = uploads.parts(uploadId).length
    // Of what was not kept, nobody knows any more: a rule removes it.
    return parts > 0 && !user.wasFull() ? [`${parts} parts are left of ${key}`] : []
  })
  return [...store.list().flatMap((record) => faultsOfObject(record, ran)), ...leftParts]
}

function faultsOfObject({ key, size, data }: ObjectRecord, { world, user, phone, cloudFaults }: Ran): string[] {
  const isPending = key.startsWith('uploads/pending/')
  // Sent whole, and the app was killed before it was confirmed, or the cloud did not remove it: a rule does.
  if (isPending && (user.kills() > 0 || cloudFaults > 0 || phone.uploads.some(hasGivenUp))) return []
  if (isPending) return [`pending: ${key}`]
  if (!world.confirmed.has(key) && cloudFaults === 0) return [`not confirmed: ${key}`]
  const pieces = world.cloud.memory.data.pieces(data)
  const isKnown = phone.uploads.some(({ file }) => file?.size === size && isOfFile(file, 0, pieces))
  return isKnown ? [] : [`of no file: ${key}`]
}

/** Nobody could be reached for long. */
function hasGivenUp({ task }: Followed): boolean {
  const state = task.state()
  return (
    state.phase === 'failed' && (ERRORS[state.error.code].retry !== 'never' || state.error.code === 'unauthenticated')
  )
}
