import type { Ports } from '../../core/ports'
import type { PageFile } from '../held-files'
import type { PagePorts } from '../page-ports'
import { database } from './database'
import { localFiles } from './local-files'
import { browserStore } from './store'
import { browserTransport } from './transport'

/** All ports of the engine, over the web platform. */
export function browserPorts({ held, ...early }: PagePorts): Ports {
  const rows = database()
  const files = localFiles(held, (path) => rows.get('files', path) as Promise<PageFile | undefined>)
  return { ...early, files, transport: browserTransport(files), store: browserStore(rows, held) }
}
