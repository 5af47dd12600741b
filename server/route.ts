import { z } from 'zod'
import { LIMITS, type StoredFile } from '../miniprogram/uploader/contract'
import type { User } from './identity/identity'
import type { Json } from './json'
import { MEDIA_TYPE } from './media-types'

export type Visibility = 'private' | 'public'

/** A stored file, before a hook has given it its `data`. */
export type NewFile = Omit<StoredFile, 'data'>

export interface StoredEvent<Input> {
  file: NewFile
  user: User
  input: Input
  /** The same for every call about one upload: `onStored` runs at least once, so store by it. */
  id: string
}

export interface RouteOptions<Schema extends z.ZodType, Data> {
  /** Media types, exact and in lower case: `['image/jpeg', 'image/png']`. */
  accept: readonly string[]
  /** Of one file, in units of 1024: `'5MB'`. At most `5GB`, which is OSS's limit for one POST. */
  maxSize: `${number}${SizeUnit}`
  /** Files in one call. Default: as many as the contract allows. */
  maxFiles?: number
  /** Who may read what was stored. Default `private`: only by signed URL. */
  visibility?: Visibility
  /** What the route asks for besides files. Default: nothing, and anything given is refused. */
  input?: Schema
  /** Runs when the file is stored and checked; its result travels to the mini-program as `data`, so it must be JSON. */
  onStored?: (event: StoredEvent<z.output<Schema>>) => Data | Promise<Data>
}

/** One kind of upload, as the steps see it. */
export interface RouteRules {
  readonly accept: readonly string[]
  /** Bytes. */
  readonly maxSize: number
  readonly maxFiles: number
  readonly visibility: Visibility
  readonly input: z.ZodType
  readonly onStored?: (event: StoredEvent<unknown>) => unknown
}

/** `~types` exists for the compiler only: the page's `input` and `data` are read from it. */
export interface Route<Input, Data> extends RouteRules {
  readonly '~types'?: { input: Input; data: Data }
}

/** Not of `Route<unknown, unknown>`, which would take part in inference and turn every `data` into `unknown`. */
export type RouteTable = Readonly<Record<string, RouteRules>>

type SizeUnit = 'KB' | 'MB' | 'GB'

/** Refuses, at the call, a hook whose result is not JSON. */
type MustBeJson<Data> = [Exclude<Data, void>] extends [Json<Exclude<Data, void>>] ? unknown : { onStored: never }

/**
 * @throws Error when a media type, the size or the count is not one.
 */
export function route<Schema extends z.ZodType = z.ZodUndefined, Data = undefined>(
  options: RouteOptions<Schema, Data> & MustBeJson<Data>,
): Route<z.input<Schema>, Data extends void ? undefined : Data> {
  const { accept, maxFiles = LIMITS.filesPerCall, visibility = 'private', input, onStored } = options
  for (const type of accept) {
    if (!MEDIA_TYPE.test(type)) throw new Error(`accept: expected media types in lower case, got "${type}"`)
  }
  if (!Number.isInteger(maxFiles) || maxFiles < 1 || maxFiles > LIMITS.filesPerCall) {
    throw new Error(`maxFiles: expected 1 to ${LIMITS.filesPerCall}, got ${maxFiles}`)
  }
  return {
    accept,
    maxSize: parseSize(options.maxSize),
    maxFiles,
    visibility,
    input: input ?? z.undefined(),
    // Its input was parsed by `input` of this very record.
    onStored: onStored as RouteRules['onStored'],
  }
}

/** Words of the key's own grammar: `<prefix>/pending/…` must never be taken for a route. */
const RESERVED = ['pending', 'sts']

/**
 * @throws Error when a name cannot stand in an object key.
 */
export function defineRoutes<const Routes extends RouteTable>(routes: Routes): Routes {
  for (const name of Object.keys(routes)) {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(name) || RESERVED.includes(name)) {
      throw new Error(`Route "${name}": expected 1 to 32 letters, digits, - or _, and none of ${RESERVED.join(', ')}`)
    }
  }
  return routes
}

const UNITS: Record<SizeUnit, number> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** https://help.aliyun.com/en/oss/developer-reference/postobject */
const POST_LIMIT = 5 * UNITS.GB

function parseSize(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/.exec(text) ?? []
  const bytes = amount && unit ? Math.floor(Number(amount) * UNITS[unit as SizeUnit]) : 0
  if (bytes < 1 || bytes > POST_LIMIT) throw new Error(`maxSize: expected such as 5MB and at most 5GB, got "${text}"`)
  return bytes
}
