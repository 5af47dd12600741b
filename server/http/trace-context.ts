/** W3C Trace Context: the trace of a request, and what an outgoing call says about it. https://www.w3.org/TR/trace-context/ */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

export interface TraceContext {
  /** 32 hexadecimal digits. */
  traceId: string
  /** Two hexadecimal digits. */
  flags: string
  /** The `tracestate` of the caller. */
  state?: string
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const ZEROS = /^0+$/
/** Receivers need not accept a longer one. */
const STATE = /^[\x20-\x7e]{1,512}$/

/** Bits that this version defines: whether the trace is recorded, and whether its id is random. */
const KNOWN_FLAGS = 0b11

/**
 * The trace that a caller names. Undefined if there is none, or if the header breaks the standard's rules: then the call
 * has no trace, because a wrong one would join what does not belong together.
 */
export function readTraceContext(headers: Headers): TraceContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', more] =
    TRACEPARENT.exec(headers.get('traceparent') ?? '') ?? []
  // Only a later version may be longer.
  if (!version || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined
  const state = headers.get('tracestate') ?? ''
  return { traceId, flags: knownFlags(flags), ...(STATE.test(state) && { state }) }
}

const knownFlags = (flags: string): string => (Number.parseInt(flags, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0')

const running = new AsyncLocalStorage<TraceContext>()

/** Everything that `work` calls knows the trace, also after it waits. */
export const withTrace = <Result>(trace: TraceContext, work: () => Result): Result => running.run(trace, work)

/** The headers of one outgoing call: each call has a span id of its own. Empty outside a trace. */
export function traceHeaders(): Record<string, string> {
  const trace = running.getStore()
  if (!trace) return {}
  const { traceId, flags, state } = trace
  const traceparent = `00-${traceId}-${newSpanId()}-${flags}`
  return { traceparent, ...(state !== undefined && { tracestate: state }) }
}

/** Zeros alone mean that there is no span. */
function newSpanId(): string {
  const id = randomBytes(8).toString('hex')
  return ZEROS.test(id) ? newSpanId() : id
}
