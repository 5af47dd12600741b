import type { Fault, Faults } from '../../local-cloud'
import type { CloudSwitch } from '../wire'

interface Injection {
  operation: string
  fault: Fault
}

const POST = 'PostObject'

/** The faults that each switch injects while it is on. The messages of the refusals are OSS's own. */
const INJECTIONS: Record<CloudSwitch, Injection[]> = {
  expired: [refusal(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.')],
  forbidden: [refusal(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.')],
  unavailable: [refusal(503, 'ServiceUnavailable', 'Please reduce your request rate.')],
  down: [
    { operation: POST, fault: { kind: 'reset-after', bytes: 0 } },
    { operation: 'UploadPart', fault: { kind: 'reset-after', bytes: 0 } },
    ...['HeadObject', 'GetObject', 'CopyObject'].map(
      (operation): Injection => ({ operation, fault: { kind: 'lose-answer' } }),
    ),
  ],
  'lost-callback': [{ operation: POST, fault: { kind: 'drop-callback' } }],
}

function refusal(status: number, code: string, message: string): Injection {
  return { operation: POST, fault: { kind: 'answer', status, code, message } }
}

/** The faults of the local cloud that the page can switch on and off. */
export interface FaultSwitches {
  on(): CloudSwitch[]
  set(name: CloudSwitch, isOn: boolean): void
  /** Switches all off. */
  reset(): void
}

/** @param onChange gets the switches that are on, after each change */
export function createFaultSwitches(faults: Faults, onChange: (on: CloudSwitch[]) => void): FaultSwitches {
  let on: CloudSwitch[] = []
  const change = (next: CloudSwitch[]): void => {
    if (next.join() === on.join()) return
    on = next
    faults.clear()
    for (const { operation, fault } of on.flatMap((name) => INJECTIONS[name])) {
      faults.inject(operation, fault, Number.POSITIVE_INFINITY)
    }
    onChange([...on])
  }
  return {
    on: () => [...on],
    set: (name, isOn) => change([...on.filter((other) => other !== name), ...(isOn ? [name] : [])]),
    reset: () => change([]),
  }
}
