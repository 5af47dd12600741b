/** The invariants that must hold after every run. */
import type { ObjectRecord } from '../../../dev/local-cloud/store/record'
import { ERRORS } from '../../../miniprogram/uploader/error-codes'
import { matchesFile } from '../phone/files'
import { hasEnded, type ObservedUpload } from '../phone/observer'
import { expectedRefusal, isExpectedFailure } from './expected-failures'
import type { PlanResult } from './run-plan'
import { indexOf } from './user-files'

/** One sentence for each invariant that does not hold. */
export function violationsOf(result: PlanResult): string[] {
  return [
    ...result.phone.observer.violations,
    ...result.phone.uploads.flatMap((upload) => violationsOfUpload(upload, result)),
    ...violationsOfFiles(result),
    ...violationsAtRest(result),
    ...violationsInCloud(result),
  ]
}

/** Each upload ends exactly once, unless its app was killed, and what is done is stored byte for byte. */
function violationsOfUpload(
  { path, file, app, states, settled, task }: ObservedUpload,
  { world, phone, plan }: PlanResult,
): string[] {
  const last = states[states.length - 1]
  const violations: string[] = []
  const note = (text: string): void => void violations.push(`${path}: ${text}`)
  if (settled > 1) note(`settled ${settled} times`)
  if (app === phone.app() && settled !== 1) note(`settled ${settled} times, ${last?.phase}`)
  if (settled === 1 && (!last || !hasEnded(last) || last !== states.find(hasEnded))) note('did not end once')
  if (last?.phase === 'failed' && !isExpectedFailure(last.error.code, plan, plan.files[indexOf(path)])) {
    note(`failed with ${last.error.message}`)
  }
  const state = task.state()
  if (state.phase !== 'done') return violations
  const record = world.cloud.memory.store.list().find(({ key }) => key === state.file.key)
  if (!record || !file) note('is done, but is not stored')
  else if (record.size !== file.size || !matchesFile(file, 0, world.cloud.memory.data.pieces(record.data))) {
    note('is done, but other bytes are stored')
  } else if (record.crc64 !== state.file.crc64) note('is done, but with another checksum')
  return violations
}

/** Every file that the user wanted is stored in the end, or refused as its route says. */
function violationsOfFiles({ phone, plan, user }: PlanResult): string[] {
  return plan.files.flatMap((file, index) => {
    const { size, kind, route } = file
    if (user.unwanted.has(index)) return []
    const states = phone.uploads.filter(({ path }) => indexOf(path) === index).map(({ task }) => task.state())
    const isStored = states.some(({ phase }) => phase === 'done')
    const refusal = expectedRefusal(file)
    if (!refusal)
      return isStored ? [] : [`${index}.${kind} of ${size} bytes is not stored: ${JSON.stringify(states.at(-1))}`]
    const codes = states.flatMap((state) => (state.phase === 'failed' ? [state.error.code] : []))
    return isStored || codes.at(-1) !== refusal ? [`${index}.${kind} for ${route} ended as ${codes.at(-1)}`] : []
  })
}

/** When nothing runs, the phone holds nothing open and remembers no upload that has ended. */
function violationsAtRest({ open, phone, user, unfinished, plan, left }: PlanResult): string[] {
  const violations: string[] = []
  for (const counts of open) {
    if (Object.values(counts).some((count) => count !== 0)) violations.push(`left open: ${JSON.stringify(counts)}`)
  }
  if (phone.app().isAwake()) violations.push('the screen is kept on')
  const cancelled = phone.uploads.filter(({ task }) => task.state().phase === 'cancelled').map(({ task }) => task.id)
  for (const { id, path } of unfinished) {
    if (cancelled.includes(id)) violations.push(`${path} was cancelled but is listed as unfinished`)
  }
  // An upload whose file has changed cannot be resumed. Every other one was resumed by now.
  const isChanged = plan.actions.some(({ action }) => action.do === 'kill' && action.files.startsWith('changed'))
  for (const { path } of left) {
    if (!isChanged && !user.unwanted.has(indexOf(path))) violations.push(`still unfinished: ${path}`)
  }
  for (const [key, json] of phone.disk.store) {
    if (!key.includes('.session:') && json !== '[]')
      violations.push(`left in the store: ${key} = ${json.slice(0, 100)}`)
  }
  return violations
}

/** OSS holds only confirmed files of this phone, and no parts. */
function violationsInCloud(result: PlanResult): string[] {
  const { world, user } = result
  const { store, uploads } = world.cloud.memory
  const leftParts = uploads.list().flatMap(({ uploadId, key }) => {
    const parts = uploads.parts(uploadId).length
    // Without its checkpoint the app has forgotten the upload: the bucket's lifecycle rule removes the parts.
    return parts > 0 && !user.wasFull() ? [`${parts} parts are left of ${key}`] : []
  })
  return [...store.list().flatMap((record) => violationsOfObject(record, result)), ...leftParts]
}

function violationsOfObject(
  { key, size, data }: ObjectRecord,
  { world, user, phone, cloudFaults }: PlanResult,
): string[] {
  const isPending = key.startsWith('uploads/pending/')
  // An empty mark stays after a refusal or a cancel. A pending object stays if the app was killed or gave up before the confirmation, or if OSS failed to remove it:
  // the bucket's lifecycle rule removes it.
  if (isPending && (size === 0 || user.kills() > 0 || cloudFaults > 0 || phone.uploads.some(hasGivenUp))) return []
  if (isPending) return [`pending: ${key}`]
  if (!world.confirmed.has(key) && cloudFaults === 0) return [`not confirmed: ${key}`]
  const pieces = world.cloud.memory.data.pieces(data)
  const isKnown = phone.uploads.some(({ file }) => file?.size === size && matchesFile(file, 0, pieces))
  return isKnown ? [] : [`of no file: ${key}`]
}

/** Whether the upload failed because the servers could not be reached for long. */
function hasGivenUp({ task }: ObservedUpload): boolean {
  const state = task.state()
  return (
    state.phase === 'failed' && (ERRORS[state.error.code].retry !== 'never' || state.error.code === 'unauthenticated')
  )
}
