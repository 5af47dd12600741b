import { createActivity } from '../../../wx-host/device/activity'
import type { Device } from '../../../wx-host/device/device'
import { createFaults } from '../../../wx-host/device/faults'
import { createThread } from '../../../wx-host/device/thread'
import { traitsOf } from '../../../wx-host/options'

/** A device of `wx-host` that behaves like DevTools: it fails beyond 10 connections and has `http://tmp/` paths. */
export function createBrowserDevice(): Device {
  return {
    platform: 'devtools',
    traits: traitsOf({ platform: 'devtools' }),
    referer: '',
    thread: createThread(),
    activity: createActivity(),
    faults: createFaults(),
    // No log: the panel lists the requests, and a page that is open all day should not keep every call.
    log: { entries: [], write: (call) => call },
    now: Date.now,
    randomHex,
  }
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
