import * as z from 'zod'
import { LIMITS } from '../../miniprogram/uploader/contract'
import { checkAccept } from '../content/accept'
import { metadataHeaders } from '../oss/bucket/metadata-headers'
import { routesByFolder } from './folders'
import type { Json } from './json'
import { checkCacheControl, checkMaxFiles, checkStyles } from './route-checks'
import type {
  Authorization,
  AuthorizeEvent,
  Disposition,
  Metadata,
  MetadataEvent,
  ReadEvent,
  Reads,
  RouteOptions,
  StoredEvent,
  Visibility,
} from './route-options'
import { parseSize } from './size'

/** The rules of one route, as the steps of a request use them. */
export interface RouteRules {
  readonly accept: readonly string[]
  /** Bytes. */
  readonly minSize: number
  readonly maxSize: number
  readonly maxFiles: number
  readonly visibility: Visibility
  readonly keyPrefix?: string
  /** Name of its bucket. Undefined: the first one. */
  readonly bucket?: string
  readonly input: z.ZodType
  readonly authorize?: (event: AuthorizeEvent<unknown>) => Authorization | Promise<Authorization>
  readonly canRead?: (event: ReadEvent) => Reads | Promise<Reads>
  readonly metadata?: (event: MetadataEvent<unknown>) => Metadata
  readonly cacheControl?: string
  readonly contentDisposition?: Disposition
  readonly styles: Readonly<Record<string, string>>
  readonly thumbnail?: string
  readonly hooks?: boolean
  readonly onStored?: (event: StoredEvent<unknown>) => unknown
}

/** `~types` exists only for the compiler, which reads the types of the page's `input` and `data` from it. */
export interface Route<Input, Data> extends RouteRules {
  readonly '~types'?: { input: Input; data: Data }
}

/** Its values are no `Route<unknown, unknown>`, because inference would then turn every `data` into `unknown`. */
export type RouteTable = Readonly<Record<string, RouteRules>>

/** Makes the compiler refuse a hook whose result is not JSON. */
type MustBeJson<Data> = [Exclude<Data, void>] extends [Json<Exclude<Data, void>>] ? unknown : { onStored: never }

/**
 * Declares one kind of upload.
 * @throws Error that names the option if a value is invalid.
 */
export function route<Schema extends z.ZodType = z.ZodUndefined, Data = undefined, Style extends string = never>(
  options: RouteOptions<Schema, Data, Style> & MustBeJson<Data>,
): Route<z.input<Schema>, Data extends void ? undefined : Data> {
  const { accept, maxFiles = LIMITS.filesPerCall, visibility = 'private', input, metadata, styles = {} } = options
  checkAccept(accept)
  checkMaxFiles(maxFiles)
  checkStyles(styles, options.thumbnail)
  checkCacheControl(options.cacheControl)
  if (typeof metadata === 'object') metadataHeaders(metadata)
  const maxSize = parseSize('maxSize', options.maxSize, 1)
  const minSize = options.minSize === undefined ? 1 : parseSize('minSize', options.minSize, 0)
  if (minSize > maxSize) throw new Error(`minSize: expected at most maxSize, got "${options.minSize}"`)
  // The hooks get the input that this route's own `input` has parsed, which the compiler cannot see.
  const hooks = options as Pick<RouteRules, 'authorize' | 'canRead' | 'onStored'>
  return {
    accept,
    minSize,
    maxSize,
    maxFiles,
    visibility,
    keyPrefix: options.keyPrefix,
    bucket: options.bucket,
    input: input ?? z.undefined(),
    authorize: hooks.authorize,
    canRead: hooks.canRead,
    metadata: typeof metadata === 'object' ? () => metadata : (metadata as RouteRules['metadata']),
    cacheControl: options.cacheControl,
    contentDisposition: options.contentDisposition,
    styles,
    thumbnail: options.thumbnail,
    hooks: options.hooks,
    onStored: hooks.onStored,
  }
}

/**
 * Declares everything that may be uploaded. The page imports the type of the result.
 * @throws Error if a name or a `keyPrefix` is not valid in an object key, or two routes share a folder.
 */
export function defineRoutes<const Routes extends RouteTable>(routes: Routes): Routes {
  for (const name of Object.keys(routes)) {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(name)) {
      throw new Error(`Route "${name}": expected 1 to 32 letters, digits, - or _`)
    }
  }
  routesByFolder(routes)
  return routes
}
