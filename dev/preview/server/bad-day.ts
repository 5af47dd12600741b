import type { Fault, Faults } from '../../local-cloud'
import type { CloudSwitch } from '../wire'

interface Trouble {
  operation: string
  fault: Fault
}

const POST = 'PostObject'

/** What each switch does to the local cloud, for as long as it is on. The words of the refusals are OSS's own. */
const TROUBLES: Record<CloudSwitch, Trouble[]> = {
  expired: [refusal(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.')],
  forbidden: [refusal(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.')],
  unavailable: [refusal(503, 'ServiceUnavailable', 'Please reduce your request rate.')],
  down: [
    { operation: POST, fault: { kind: 'reset-after', bytes: 0 } },
    { operation: 'UploadPart', fault: { kind: 'reset-after', bytes: 0 } },
    ...['HeadObject', 'GetObject', 'CopyObject'].map(
      (operation): Trouble => ({ operation, fault: { kind: 'lose-answer' } }),
    ),
  ],
  'lost-callback': [{ operation: POST, fault: { kind: 'drop-callback' } }],
}

function refusal(status: number, code: string, message: string): Trouble {
  return { operation: POST, fault: { kind: 'answer', status, code, message } }
}

export interface BadDay {
  on(): CloudSwitch[]
  set(name: CloudSwitch, isOn: boolean): void
}

export function createBadDay(faults: Faults): BadDay {
  const on = new Set<CloudSwitch>()
  return {
    on: () => [...on],
    set(name, isOn) {
      if (isOn) on.add(name)
      else on.delete(name)
      faults.clear()
      for (const each of on) {
        for (const { operation, fault } of TROUBLES[each]) faults.inject(operation, fault, Number.POSITIVE_INFINITY)
      }
    },
  }
}
