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
}

export function createFaultSwitches(faults: Faults): FaultSwitches {
  const on = new Set<CloudSwitch>()
  return {
    on: () => [...on],
    set(name, isOn) {
      if (isOn) on.add(name)
      else on.delete(name)
      faults.clear()
      for (const each of on) {
        for (const { operation, fault } of INJECTIONS[each]) faults.inject(operation, fault, Number.POSITIVE_INFINITY)
      }
    },
  }
}
