/** `wx` of a host that does not do what the documentation says, in one of its functions. */

/** How a function is faulty. */
export const WAYS = [
  'missing',
  'throws',
  'never answers',
  'answers twice',
  'answers late',
  'answers wrong',
  'aborts by itself',
] as const

export type Way = (typeof WAYS)[number]

export interface FaultyWx<Wx> {
  wx: Wx
  /** The functions that were called, such as `request` and `uploadFile().abort`. */
  called: Set<string>
  /** Delivers the answers that were held back. */
  answerLate(): void
}

type Call = (...args: unknown[]) => unknown

/** @param path the faulty function; without it, `called` alone is of interest */
export function faultyWx<Wx extends object>(wx: Wx, path?: string, way?: Way): FaultyWx<Wx> {
  const called = new Set<string>()
  const held: (() => void)[] = []
  const wrapped = <T extends object>(target: T, prefix: string): T =>
    new Proxy(target, {
      get(_, name) {
        const value = target[name as keyof T] as unknown
        if (typeof value !== 'function' || typeof name !== 'string') return value
        const own = `${prefix}${name}`
        const call: Call = (...args) => {
          called.add(own)
          const result = (value as Call).apply(target, args)
          return isRecordOfFunctions(result) ? wrapped(result, `${own}().`) : result
        }
        return own === path && way ? faulty(call, way, held) : call
      },
    })
  return {
    wx: wrapped(wx, ''),
    called,
    answerLate: () => {
      for (const answer of held.splice(0)) answer()
    },
  }
}

const isRecordOfFunctions = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('then' in value)

function faulty(call: Call, way: Way, held: (() => void)[]): Call | undefined {
  let count = 0
  switch (way) {
    case 'missing':
      return undefined
    case 'throws':
      return () => {
        throw new Error('the host is broken')
      }
    case 'never answers':
      return () => silent
    case 'answers twice':
      return (...args) => call(...args.map((arg) => through(arg, twice)))
    case 'answers late':
      return (...args) => call(...args.map((arg) => through(arg, (answer) => held.push(answer))))
    case 'answers wrong':
      return (...args) => {
        const wrong = WRONG[count % WRONG.length]
        count += 1
        const result = call(...args.map((arg) => through(arg, (answer) => answer(wrong))))
        return result === undefined ? undefined : wrong
      }
    case 'aborts by itself':
      return (options) => {
        const { fail } = (options ?? {}) as { fail?: Call }
        if (fail) setImmediate(() => fail({ errMsg: 'request:fail abort' }))
        return silent
      }
  }
}

/** Answers that no documentation knows. */
const WRONG: readonly { value: unknown }[] = [
  undefined,
  {},
  'text',
  7,
  null,
  {
    statusCode: 'none',
    data: 7,
    header: 'x',
    stats: 7,
    fd: null,
    bytesRead: 'x',
    networkType: 7,
    code: 7,
    tempFiles: 7,
  },
].map((value) => ({ value }))

/** An object all of whose functions do nothing, as of a call that never answers. */
const silent: unknown = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : () => silent) })

type Answer = (wrong?: { value: unknown }) => void

function twice(answer: Answer): void {
  answer()
  answer()
}

/** Replaces the callbacks in an argument, which is a listener or a record with `success` and `fail`. */
function through(arg: unknown, deliver: (answer: Answer) => void): unknown {
  const replaced =
    (callback: Call): Call =>
    (...results) =>
      deliver((wrong) => callback(...(wrong ? [wrong.value] : results)))
  if (typeof arg === 'function') return replaced(arg as Call)
  if (typeof arg !== 'object' || arg === null) return arg
  const { success, fail } = arg as { success?: Call; fail?: Call }
  return { ...arg, ...(success && { success: replaced(success) }), ...(fail && { fail: replaced(fail) }) }
}
