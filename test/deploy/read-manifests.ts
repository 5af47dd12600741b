import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'

const MANIFESTS = fileURLToPath(new URL('../../examples/deploy/kubernetes', import.meta.url))

export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string }
  spec?: unknown
  /** Of a ConfigMap. */
  data?: Record<string, string>
  /** Of a Secret. */
  stringData?: Record<string, string>
}

/** What `kubectl apply -f` would send, in its order. */
export const readManifests = (): Manifest[] =>
  readdirSync(MANIFESTS)
    .sort()
    .flatMap((name) => parseAllDocuments(readFileSync(join(MANIFESTS, name), 'utf8')))
    .map((document) => {
      if (document.errors[0]) throw document.errors[0]
      return document.toJS() as Manifest
    })
