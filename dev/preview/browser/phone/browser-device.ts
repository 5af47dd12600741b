import { createActivity } from '../../../wx-host/device/activity'
import type { Device } from '../../../wx-host/device/device'
import { createFaults } from '../../../wx-host/device/faults'
import { createThread } from '../../../wx-host/device/thread'
import { traitsOf } from '../../../wx-host/options'

/** The phone as `wx-host` has it, in DevTools' manners: fails beyond 10 connections, `http://tmp/` paths. */
export function createBrowserDevice(): Device {
  return {
    platform: 'devtools',
    traits: traitsOf({ platform: 'devtools' }),
    referer: '',
    thread: createThread(),
    activity: createActivity(),
    faults: createFaults(),
    // The panel lists the requests; a page open all day need not remember every call.
    log: { entries: [], write: (call) => call },
    now: Date.now,
    randomHex,
  }
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
