/** Random plans, with values at every boundary of the product. */
import fc from 'fast-check'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import {
  BACKEND_ERROR_ANSWERS,
  OSS_ERROR_ANSWERS,
  PLATFORM_ERRORS,
  type PlannedFault,
  type RequestFault,
} from '../network/request-faults'
import type { Action, Plan, TimedAction } from './plan'

const KB = 1024
const MB = 1024 * KB
const DAY_MS = 24 * 3600 * 1000

/** Networks on which parts have 1 MB, 2 MB and 4 MB. */
const SLOW: Network = { type: '3g', weak: false }
const MEDIUM: Network = { type: '4g', weak: false }
const FAST: Network = { type: 'wifi', weak: false }
const network = fc.oneof({ weight: 6, arbitrary: fc.constant(SLOW) }, fc.constantFrom(MEDIUM, FAST))

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
const connectionFault: fc.Arbitrary<RequestFault> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('reset' as const, 'stall' as const), share }) },
  { weight: 2, arbitrary: fc.constantFrom(...PLATFORM_ERRORS).map((error) => ({ kind: 'refuse' as const, error })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'lose-answer' as const }) },
)
const answerFault = (
  answers: Record<string, Extract<RequestFault, { kind: 'answer' }>['answer']>,
): fc.Arbitrary<RequestFault> =>
  fc.constantFrom(...Object.values(answers)).map((answer) => ({ kind: 'answer', answer }))

const nth = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, fc.nat(12))
const requestFault: fc.Arbitrary<PlannedFault> = fc.oneof(
  fc.record({
    on: fc.constantFrom('form' as const, 'part' as const, 'part' as const),
    nth,
    fault: fc.oneof(connectionFault, answerFault(OSS_ERROR_ANSWERS)),
  }),
  fc.record({
    on: fc.constant('backend' as const),
    nth,
    fault: fc.oneof(connectionFault, answerFault(BACKEND_ERROR_ANSWERS)),
  }),
)

const action: fc.Arbitrary<Action> = fc.oneof(
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
      // The longest time is longer than signatures, sessions and credentials are valid.
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
      afterRestart: fc.constantFrom('resume', 'resume', 'resume twice', 'upload again', 'discard', 'nothing'),
      files: fc.constantFrom('same', 'same', 'same', 'gone', 'changed', 'changed secretly', 'picked again'),
    }),
  },
)

const timedAction: fc.Arbitrary<TimedAction> = fc.record({
  when: fc.oneof(fc.record({ ms: fc.oneof(fc.nat(3000), fc.nat(30_000)) }), fc.record({ step: fc.nat(250) })),
  action,
})

export const randomPlan: fc.Arbitrary<Plan> = fc
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
      app: fc.record({
        network,
        onReturn: fc.constantFrom('show-first', 'callbacks-first'),
        progressDelayMs: fc.constantFrom(0, 200),
        options: fc.constant({ multipartThreshold: threshold, parallel }),
      }),
      hidesModified: fc.boolean(),
      files: fc.array(file(threshold), { minLength: 1, maxLength: 2 }),
      requestFaults: fc.array(requestFault, { maxLength: 5 }),
      readFaults: fc.array(fc.record({ nth: fc.nat(40), fault: fc.constantFrom('truncated', 'unreadable') }), {
        maxLength: 1,
      }),
      cloudFaults: fc.array(fc.record({ nth: fc.nat(20), isDone: fc.boolean() }), { maxLength: 2 }),
      droppedCallbacks: fc.constantFrom(0, 0, 1),
      actions: fc.array(timedAction, { maxLength: 5 }),
    }),
  ) as fc.Arbitrary<Plan>
