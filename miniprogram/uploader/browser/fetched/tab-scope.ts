import type { Database } from './database'

/** A value of the store, and whose it is. */
export interface Row {
  scope: string
  json: string
}

/** A tab has one `sessionStorage` for the page and the frames of its origin. */
const REMEMBERED = `wx-oss-upload.scope${window === top ? '' : ` of ${location.pathname}`}`

/** The document before a reload lets go of its lock only a moment later, ms. */
const RELOAD_MS = 1_000

/**
 * The name under which this tab keeps its values apart from those of other open tabs: one tab must not offer as
 * unfinished, or discard, what another is just sending. It is held by a lock for as long as the page lives, and a
 * new tab takes over what a closed one has left. https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export function tabScope(database: Database): Promise<string> {
  const here = document as Document & { [SCOPE]?: Promise<string> }
  here[SCOPE] ??= findScope(database)
  return here[SCOPE]
}

/**
 * One for the document, whatever stores are in it: the tab remembers but one over a reload. Not of this module, which
 * may be there twice: asked for again under another address, or in two bundles.
 */
const SCOPE = Symbol.for('wx-oss-upload.scope')

async function findScope(database: Database): Promise<string> {
  // Before Safari 15.4, and in plain http.
  if (!('locks' in navigator)) return '1'
  const remembered = remember()
  if (remembered && (await hold(remembered, RELOAD_MS))) return remembered
  const rows = (await database.all('values')) as Row[]
  const left = rows.filter(({ json }) => json !== '[]').map(({ scope }) => scope)
  for (const scope of [...new Set(left), ...NUMBERS]) {
    if (await hold(scope)) return remember(scope)
  }
  return '1'
}

/** More tabs than that share one. */
const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** @param waitMs for whoever holds it; default: not at all */
function hold(scope: string, waitMs?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = new AbortController()
    const options = waitMs === undefined ? { ifAvailable: true } : { signal: giveUp.signal }
    const timer = setTimeout(() => giveUp.abort(), waitMs)
    navigator.locks
      .request(`wx-oss-upload.scope.${scope}`, options, (lock) => {
        clearTimeout(timer)
        resolve(lock !== null)
        return lock ? new Promise(() => {}) : undefined
      })
      .catch(() => resolve(false))
  })
}

/** In the tab, over its reloads. Answers what is remembered. */
function remember(scope?: string): string {
  try {
    if (scope) sessionStorage.setItem(REMEMBERED, scope)
    return scope ?? sessionStorage.getItem(REMEMBERED) ?? ''
  } catch {
    return scope ?? ''
  }
}
