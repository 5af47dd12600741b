import type { Ports } from '../core/ports'
import { browserClock } from './clock'
import { database } from './database'
import { browserLifecycle } from './lifecycle'
import { type LocalFiles, localFiles } from './local-files'
import type { PageFile } from './page-file'
import { browserStore } from './store'
import { browserTransport } from './transport'

export interface BrowserPorts extends Ports {
  files: LocalFiles
}

/** All that the engine needs, over the web's own. */
export function browserPorts(): BrowserPorts {
  const rows = database()
  const files = localFiles((path) => rows.get('files', path) as Promise<PageFile | undefined>)
  return {
    transport: browserTransport(files),
    files,
    store: browserStore(rows, files),
    clock: browserClock,
    lifecycle: browserLifecycle(),
    random: Math.random,
  }
}
