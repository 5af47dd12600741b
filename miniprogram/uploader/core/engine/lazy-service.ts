import { cancellation } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { sleep } from '../flow/waiting'
import type { Clock } from '../ports'
import type { ServiceSource } from './facade'
import type { EngineService } from './service'

/** Before it is tried again, ms. */
const PAUSES_MS = [1_000, 3_000]

/**
 * The engine's work in a script of its own, fetched at once: nobody has picked a file yet. What does not come is asked
 * for again, when next online; whoever needs it after that asks anew.
 */
export function lazyService<Script>(
  { gate, clock }: { gate: Gate; clock: Clock },
  fetchScript: () => Promise<Script>,
  begin: (script: Script) => EngineService,
): ServiceSource {
  const { signal: never } = cancellation()
  let here: EngineService | undefined
  let coming: Promise<EngineService> | undefined

  async function persevere(pauses: number[]): Promise<Script> {
    const [pause, ...rest] = pauses
    try {
      return await fetchScript()
    } catch (thrown) {
      if (pause === undefined) throw thrown
      await sleep(clock, pause, never)
      await gate.passable(never)
      return persevere(rest)
    }
  }

  const fetch = (): Promise<EngineService> => {
    coming ??= persevere(PAUSES_MS)
      .then((script) => {
        here = begin(script)
        return here
      })
      .finally(() => {
        coming = undefined
      })
    return coming
  }
  fetch().catch(() => {})
  return () => here ?? fetch()
}
