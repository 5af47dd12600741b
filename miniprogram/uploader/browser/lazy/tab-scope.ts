import type { Database } from './database'
import { orNothing } from './or-nothing'

/** A value of the store, and the scope of its tab. */
export interface Row {
  scope: string
  json: string
}

/** In a frame with a name of its own, because a tab shares `sessionStorage` between a page and its frames. */
const REMEMBERED = `wx-oss-upload.scope${window === top ? '' : ` of ${location.pathname}`}`

/** After a reload, the old document releases its lock within this time, ms. */
const RELOAD_MS = 1_000

/**
 * The name that separates this tab's values from those of other open tabs: one tab must not list as unfinished, or
 * discard, what another is sending. The page holds a lock on it as long as it lives. A new tab takes over the scope of
 * a closed one. https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export function tabScope(database: Database): Promise<string> {
  const here = document as Document & { [SCOPE]?: Promise<string> }
  here[SCOPE] ??= findScope(database)
  return here[SCOPE]
}

/**
 * All stores of a document share one scope, because the tab remembers only one over a reload. It is kept at the
 * document and not in this module, which may be loaded twice: at another address after a failed load, or in two
 * bundles.
 */
const SCOPE = Symbol.for('wx-oss-upload.scope')

async function findScope(database: Database): Promise<string> {
  // Missing before Safari 15.4, and in plain http.
  if (!('locks' in navigator)) return '1'
  const remembered = remember()
  if (remembered && (await hold(remembered, RELOAD_MS))) return remembered
  const rows = (await database.all('values')) as Row[]
  const left = rows.filter(({ json }) => json !== '[]').map(({ scope }) => scope)
  for (const scope of [...new Set(left), ...NUMBERS]) {
    const isHeld = await hold(scope)
    if (isHeld) return remember(scope)
    // The locks fail or do not answer, and would not for another scope either.
    if (isHeld === undefined) break
  }
  return '1'
}

/** Tabs beyond the ninth share the first scope. */
const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * Resolves with whether this page holds the scope now; with undefined if it did not become known.
 * @param waitMs how long to wait while another page holds it. Default: not at all.
 */
function hold(scope: string, waitMs = 0): Promise<boolean | undefined> {
  const timeout = new AbortController()
  const options = waitMs ? { signal: timeout.signal } : { ifAvailable: true }
  let isWanted = true
  const held = new Promise<boolean>((resolve, reject) => {
    const onLock = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock && isWanted ? new Promise(() => {}) : undefined
    }
    // Throws in a frame without an origin.
    navigator.locks.request(`wx-oss-upload.scope.${scope}`, options, onLock).catch(reject)
  })
  return orNothing(held, waitMs || MOST_MS, () => {
    isWanted = false
    timeout.abort()
  })
}

/** A browser that has not answered by then will not answer, ms. */
const MOST_MS = 2_000

/** Remembers the scope in this tab over reloads. Returns what is remembered. */
function remember(scope?: string): string {
  try {
    if (scope) sessionStorage.setItem(REMEMBERED, scope)
    return scope ?? sessionStorage.getItem(REMEMBERED) ?? ''
  } catch {
    return scope ?? ''
  }
}
