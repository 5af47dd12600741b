import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import {
  type CompleteAnswer,
  type MultipartTicket,
  PATHS,
  type StoredFile,
} from '../../../miniprogram/uploader/contract'
import { virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import { type Attacker, attackerOn, JPEG } from './attacker'
import { type Attack, type Move, PART } from './random-attack'

export interface Outcome {
  /** What must not have happened, in words. */
  faults: string[]
  confirmed: number
}

/** Carries an attack out. */
export async function attack({ partLengthSigned, size, moves }: Attack): Promise<Outcome> {
  const clock = virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5))
  const lives = { sessionLifeMs: 7_200_000, credentialLifeMs: 3_600_000 }
  const world = openWorld({ ...lives, callback: false, partLengthSigned, clock, seed: 1 })
  const outcome: Outcome = { faults: [], confirmed: 0 }
  let isOver = false

  const all = async (): Promise<void> => {
    const attacker = attackerOn(world)
    const scene = { world, attacker, outcome, size, partLengthSigned, ticket: await attacker.ticket(size) }
    const running: Promise<void>[] = []
    for (const { move, isAwaited } of moves) {
      running.push(perform(move, scene))
      if (isAwaited) await Promise.all(running)
    }
    await Promise.all(running)
  }
  const running = all().finally(() => {
    isOver = true
  })
  await clock.run(() => isOver)
  await running
  // Nor may it stay when nobody was told of it.
  for (const { key, size: stored } of world.cloud.memory.store.list()) {
    if (stored !== size) outcome.faults.push(`${stored} bytes stay at ${key}`)
  }
  return outcome
}

interface AttackScene {
  world: World
  attacker: Attacker
  outcome: Outcome
  ticket: MultipartTicket
  size: number
  partLengthSigned: boolean
}

const lengthOf = (part: number, size: number): number => Math.max(0, Math.min(PART, size - (part - 1) * PART))

async function perform(move: Move, scene: AttackScene): Promise<void> {
  const { attacker, ticket } = scene
  const { upload } = ticket
  switch (move.do) {
    case 'put':
      return putOne(move, scene)
    case 'put all':
      return putAll(move.salt, scene)
    case 'complete':
      return complete(move.crc64, scene)
    case 'parts':
      return void (await attacker.call(PATHS.parts, { upload, from: move.from, count: move.count }))
    default:
      return void (await attacker.call(PATHS[move.do], { upload }))
  }
}

async function putOne({ piece }: Extract<Move, { do: 'put' }>, scene: AttackScene): Promise<void> {
  const { attacker, ticket, size, partLengthSigned, outcome } = scene
  const right = lengthOf(piece.number, size)
  const length = piece.length ?? right
  const status = await attacker.put(ticket, piece, length)
  const isDeclared = length === right && right > 0 && piece.signedFor === piece.number
  if (status === 200 && partLengthSigned && !isDeclared) outcome.faults.push(`part of ${length} bytes was taken`)
}

async function putAll(salt: number, { attacker, ticket, size }: AttackScene): Promise<void> {
  for (let part = 1; part <= ticket.partCount; part += 1) {
    const piece = { number: part, signedFor: part, head: 'jpeg' as const, salt }
    await attacker.put(ticket, piece, lengthOf(part, size))
  }
}

async function complete(sum: 'right' | 'wrong' | 'none', scene: AttackScene): Promise<void> {
  const { attacker, ticket, outcome } = scene
  const crc64 = sum === 'wrong' ? '12345' : sumOfParts(scene.world)
  const { upload } = ticket
  const { status, body } = await attacker.call(PATHS.complete, { upload, ...(sum === 'none' ? {} : { crc64 }) })
  if (status !== 200) return
  outcome.confirmed += 1
  if (sum === 'wrong') outcome.faults.push('confirmed against its checksum')
  judge((body as CompleteAnswer).file, scene)
}

/** Of what OSS holds at that moment, whatever it is. */
function sumOfParts({ cloud }: World): string {
  const { uploads, data } = cloud.memory
  const parts = uploads.list().flatMap(({ uploadId }) => uploads.parts(uploadId))
  return crc64Of(Buffer.concat(parts.flatMap((part) => [...data.pieces(part.data)])))
}

function judge(file: StoredFile, { world, size, outcome }: AttackScene): void {
  const { store, data } = world.cloud.memory
  const record = store.list().find(({ key }) => key === file.key)
  const bytes = record ? Buffer.concat([...data.pieces(record.data)]) : Buffer.alloc(0)
  if (bytes.length !== size || file.size !== size) outcome.faults.push(`confirmed with ${bytes.length} bytes`)
  if (!bytes.subarray(0, 3).equals(JPEG.subarray(0, 3))) outcome.faults.push('confirmed with another type')
  if (file.crc64 !== crc64Of(bytes)) outcome.faults.push('confirmed with another checksum')
}

function crc64Of(bytes: Uint8Array): string {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}
