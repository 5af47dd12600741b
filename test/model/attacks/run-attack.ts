import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import {
  type CompleteAnswer,
  type MultipartTicket,
  PATHS,
  type StoredFile,
} from '../../../miniprogram/uploader/contract'
import { virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import { type Attacker, createAttacker, JPEG } from './attacker'
import { type Attack, type AttackStep, PART_BYTES } from './random-attack'

export interface AttackResult {
  /** One sentence for each thing that must not happen. */
  violations: string[]
  confirmed: number
}

interface AttackContext {
  world: World
  attacker: Attacker
  result: AttackResult
  ticket: MultipartTicket
  size: number
  partLengthSigned: boolean
}

export async function runAttack({ partLengthSigned, size, steps }: Attack): Promise<AttackResult> {
  const clock = virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5))
  const lives = { sessionLifeMs: 7_200_000, credentialLifeMs: 3_600_000 }
  const world = openWorld({ ...lives, callback: false, partLengthSigned, clock, seed: 1 })
  const result: AttackResult = { violations: [], confirmed: 0 }
  let isOver = false

  const performAll = async (): Promise<void> => {
    const attacker = createAttacker(world)
    const context = { world, attacker, result, size, partLengthSigned, ticket: await attacker.ticket(size) }
    const running: Promise<void>[] = []
    for (const { step, isAwaited } of steps) {
      running.push(perform(step, context))
      if (isAwaited) await Promise.all(running)
    }
    await Promise.all(running)
  }
  const performed = performAll().finally(() => {
    isOver = true
  })
  await clock.run(() => isOver)
  await performed
  // A wrong file must not stay either, even if it was never confirmed.
  for (const { key, size: stored } of world.cloud.memory.store.list()) {
    // The empty mark of an upload that was never completed stays for the lifecycle rule.
    if (stored !== size && !(key.startsWith('uploads/pending/') && stored === 0))
      result.violations.push(`${stored} bytes stay at ${key}`)
  }
  return result
}

const declaredLength = (part: number, size: number): number =>
  Math.max(0, Math.min(PART_BYTES, size - (part - 1) * PART_BYTES))

async function perform(step: AttackStep, context: AttackContext): Promise<void> {
  const { attacker, ticket } = context
  const { upload } = ticket
  switch (step.do) {
    case 'put':
      return putPart(step, context)
    case 'put all':
      return putAllParts(step.salt, context)
    case 'complete':
      return complete(step.crc64, context)
    case 'parts':
      return void (await attacker.call(PATHS.parts, { upload, from: step.from, count: step.count }))
    default:
      return void (await attacker.call(PATHS[step.do], { upload }))
  }
}

async function putPart({ part }: Extract<AttackStep, { do: 'put' }>, context: AttackContext): Promise<void> {
  const { attacker, ticket, size, partLengthSigned, result } = context
  const declared = declaredLength(part.number, size)
  const length = part.length ?? declared
  const status = await attacker.put(ticket, part, length)
  const isAllowed = length === declared && declared > 0 && part.signedFor === part.number
  if (status === 200 && partLengthSigned && !isAllowed) result.violations.push(`OSS took a part of ${length} bytes`)
}

async function putAllParts(salt: number, { attacker, ticket, size }: AttackContext): Promise<void> {
  for (let number = 1; number <= ticket.partCount; number += 1) {
    const part = { number, signedFor: number, head: 'jpeg' as const, salt }
    await attacker.put(ticket, part, declaredLength(number, size))
  }
}

async function complete(sum: 'right' | 'wrong' | 'none', context: AttackContext): Promise<void> {
  const { attacker, ticket, result } = context
  const crc64 = sum === 'wrong' ? '12345' : crc64OfParts(context.world)
  const { upload } = ticket
  const { status, body } = await attacker.call(PATHS.complete, { upload, ...(sum === 'none' ? {} : { crc64 }) })
  if (status !== 200) return
  result.confirmed += 1
  if (sum === 'wrong') result.violations.push('confirmed against its checksum')
  checkConfirmed((body as CompleteAnswer).file, context)
}

/** The checksum of all parts that OSS holds at this moment. */
function crc64OfParts({ cloud }: World): string {
  const { uploads, data } = cloud.memory
  const parts = uploads.list().flatMap(({ uploadId }) => uploads.parts(uploadId))
  return crc64Of(Buffer.concat(parts.flatMap((part) => [...data.pieces(part.data)])))
}

function checkConfirmed(file: StoredFile, { world, size, result }: AttackContext): void {
  const { store, data } = world.cloud.memory
  const record = store.list().find(({ key }) => key === file.key)
  const bytes = record ? Buffer.concat([...data.pieces(record.data)]) : Buffer.alloc(0)
  if (bytes.length !== size || file.size !== size) result.violations.push(`confirmed with ${bytes.length} bytes`)
  if (!bytes.subarray(0, 3).equals(JPEG.subarray(0, 3))) result.violations.push('confirmed with another type')
  if (file.crc64 !== crc64Of(bytes)) result.violations.push('confirmed with another checksum')
}

function crc64Of(bytes: Uint8Array): string {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}
