/** Plans at random, around every boundary that there is. */
import fc from 'fast-check'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import { type AimedStrike, BACKEND_ANSWERS, OSS_ANSWERS, REFUSALS, type Strike } from '../network/request-faults'
import type { Act, Plan, TimedAct } from './plan'

const KB = 1024
const MB = 1024 * KB
const DAY_MS = 24 * 3600 * 1000

/** Parts of 1 MB, of 2 MB, and of 4 MB. */
const SLOW: Network = { type: '3g', weak: false }
const MIDDLING: Network = { type: '4g', weak: false }
const FAST: Network = { type: 'wifi', weak: false }
const network = fc.oneof({ weight: 6, arbitrary: fc.constant(SLOW) }, fc.constantFrom(MIDDLING, FAST))

const THRESHOLDS = [256 * KB, MB]

const sizes = (threshold: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0, 1) },
    { weight: 3, arbitrary: fc.constantFrom(threshold - 1, threshold, threshold + 1) },
    { weight: 4, arbitrary: fc.constantFrom(MB - 1, MB, MB + 1, 2 * MB - 1, 2 * MB, 2 * MB + 1) },
    { weight: 3, arbitrary: fc.integer({ min: 2, max: 400 * KB }) },
    { weight: 2, arbitrary: fc.integer({ min: MB, max: 3 * MB }) },
  )

const file = (threshold: number) =>
  fc.record({
    size: sizes(threshold),
    kind: fc.constantFrom('jpeg' as const, 'mp4' as const, 'unknown' as const),
    route: fc.oneof(
      { weight: 8, arbitrary: fc.constant('any' as const) },
      { weight: 1, arbitrary: fc.constantFrom('picky' as const, 'small' as const) },
    ),
    startMs: fc.oneof(fc.constant(0), fc.nat(3000)),
  })

const share = fc.oneof(fc.constantFrom(0, 0.999_999), fc.double({ min: 0, max: 1, noNaN: true }))
const broken: fc.Arbitrary<Strike> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('reset' as const, 'stall' as const), share }) },
  { weight: 2, arbitrary: fc.constantFrom(...REFUSALS).map((error) => ({ kind: 'refuse' as const, error })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'lose-answer' as const }) },
)
const answered = (answers: Record<string, Extract<Strike, { kind: 'answer' }>['answer']>): fc.Arbitrary<Strike> =>
  fc.constantFrom(...Object.values(answers)).map((answer) => ({ kind: 'answer', answer }))

const nth = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, fc.nat(12))
const strike: fc.Arbitrary<AimedStrike> = fc.oneof(
  fc.record({
    on: fc.constantFrom('form' as const, 'part' as const, 'part' as const),
    nth,
    strike: fc.oneof(broken, answered(OSS_ANSWERS)),
  }),
  fc.record({ on: fc.constant('backend' as const), nth, strike: fc.oneof(broken, answered(BACKEND_ANSWERS)) }),
)

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), file: fc.nat(2) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), file: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pauseAll' as const, 'resumeAll', 'cancelAll') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('hide' as const, 'offline'),
      // The last is longer than signatures, sessions and credentials live.
      ms: fc.oneof(fc.nat(2000), fc.nat(60_000), fc.constant(3 * 3600 * 1000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('storage full' as const), ms: fc.nat(20_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('network' as const), network }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clock' as const), ms: fc.constantFrom(-DAY_MS, DAY_MS) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      downMs: fc.oneof(fc.nat(10_000), fc.constant(2 * 3600 * 1000)),
      // biome-ignore lint/suspicious/noThenProperty: what comes next
      then: fc.constantFrom('resume', 'resume', 'resume twice', 'upload again', 'discard', 'nothing'),
      file: fc.constantFrom('same', 'same', 'same', 'gone', 'changed', 'changed secretly', 'picked again'),
    }),
  },
)

const timedAct: fc.Arbitrary<TimedAct> = fc.record({
  when: fc.oneof(fc.record({ ms: fc.oneof(fc.nat(3000), fc.nat(30_000)) }), fc.record({ step: fc.nat(250) })),
  act,
})

export const plans: fc.Arbitrary<Plan> = fc
  .record({ threshold: fc.constantFrom(...THRESHOLDS), parallel: fc.constantFrom(1, 3) })
  .chain(({ threshold, parallel }) =>
    fc.record({
      seed: fc.nat(),
      order: fc.constantFrom('promises-first', 'timers-first'),
      backend: fc.record({
        callback: fc.boolean(),
        partLengthSigned: fc.boolean(),
        sessionLifeMs: fc.constantFrom(120_000, 7_200_000),
        credentialLifeMs: fc.constantFrom(900_000, 3_600_000),
      }),
      wire: fc.record({
        latencyMs: fc.constantFrom(5, 40, 300),
        bytesPerSecond: fc.constantFrom(60 * KB, 500 * KB, 4 * MB),
      }),
      life: fc.record({
        network,
        onReturn: fc.constantFrom('show-first', 'callbacks-first'),
        progressDelayMs: fc.constantFrom(0, 200),
        options: fc.constant({ multipartThreshold: threshold, parallel }),
      }),
      hidesModified: fc.boolean(),
      files: fc.array(file(threshold), { minLength: 1, maxLength: 2 }),
      strikes: fc.array(strike, { maxLength: 5 }),
      readFaults: fc.array(fc.record({ nth: fc.nat(40), fault: fc.constantFrom('truncated', 'unreadable') }), {
        maxLength: 1,
      }),
      cloudFaults: fc.array(fc.record({ nth: fc.nat(20), isDone: fc.boolean() }), { maxLength: 2 }),
      droppedCallbacks: fc.constantFrom(0, 0, 1),
      acts: fc.array(timedAct, { maxLength: 5 }),
    }),
  ) as fc.Arbitrary<Plan>
