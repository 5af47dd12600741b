/** The options of `route({ … })`, and the events that its hooks get. */
import type * as z from 'zod'
import type { StoredFile } from '../../miniprogram/uploader/contract'
import type { Fault } from '../faults/fault'
import type { User } from '../identity/user'
import type { Size } from './size'

export type Visibility = 'private' | 'public'

/** Whether browsers show a file in place (`inline`) or save it. */
export type Disposition = 'inline' | 'attachment'

/** A stored file without `data`, which `onStored` returns. */
export type NewFile = Omit<StoredFile, 'data'>

export interface StoredEvent<Input> {
  file: NewFile
  user: User
  input: Input
  /** The same in every call for one upload. `onStored` runs at least once, so use the id as the key of your record. */
  id: string
}

/** A file as the client declared it. */
export interface DeclaredFile {
  name?: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
}

export interface AuthorizeEvent<Input> {
  user: User
  input: Input
  /** The files that the route's other rules allow. */
  files: readonly (DeclaredFile & {
    /** The file had a ticket before. A hook that counts files has counted it already. */
    isRenewal: boolean
  })[]
}

/** Nothing: all files may be uploaded. Else, for each file in order, a `Fault` that refuses it, or `undefined`. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing is a good one
export type Authorization = void | readonly (Fault | undefined)[]

/** A private file that a user asks for. */
export interface ReadFile {
  key: string
  /** The id that `onStored` got. */
  id: string
  /** Name of its route. */
  route: string
  /** Whether the user uploaded it. */
  isOwner: boolean
}

export interface ReadEvent {
  user: User
  /** The files of one call, of this route and of all others that have the same hook. */
  files: readonly ReadFile[]
}

/** For each file in order: `true` allows it, a `Fault` refuses it with its own sentence, anything else refuses it. */
export type Reads = readonly (boolean | Fault | undefined)[]

/** Names of letters, digits and `-`. */
export type Metadata = Readonly<Record<string, string>>

export interface MetadataEvent<Input> {
  user: User
  input: Input
  file: DeclaredFile
}

/** A hook has ten seconds. A `Fault` that it throws is a refusal; any other error becomes `server-error`. */
export interface RouteOptions<Schema extends z.ZodType, Data, Style extends string> {
  /**
   * Media types without parameters, and families: `['image/*', 'application/pdf']`. There are families of `image`, `audio`,
   * `video`, `text` and `font`, and one of all types. A family includes no type that may carry scripts (HTML, SVG, XML,
   * MHTML) and no unknown one (`application/octet-stream`), so name those exactly.
   */
  accept: readonly string[]
  /** Largest size of one file, in units of 1024: `'5MB'`. At most `5GB`, which is OSS's limit for one form. */
  maxSize: Size
  /** Smallest size of one file. Default: one byte. `'0KB'` allows empty files. */
  minSize?: Size
  /** Number of files in one call. Default: the contract's limit, 20. */
  maxFiles?: number
  /** Who may read the stored files. Default `private`: only by signed URL. */
  visibility?: Visibility
  /** Folder of the keys, below the backend's own prefix: `'2026/avatars'`. Default: the route's name. */
  keyPrefix?: string
  /**
   * Name of another bucket of the configuration, such as `public` in `OSS_BUCKETS`. Default: the first bucket. Files that
   * are stored already do not move if it changes.
   */
  bucket?: string
  /** Schema of what the page sends besides files. Default: nothing is accepted. */
  input?: Schema
  /** Runs before tickets are given. Throw a `Fault` to refuse the call, return `Fault`s to refuse single files. */
  authorize?: (event: AuthorizeEvent<z.output<Schema>>) => Authorization | Promise<Authorization>
  /** Which private files a user gets URLs of. Default: those that the user uploaded. */
  canRead?: (event: ReadEvent) => Reads | Promise<Reads>
  /**
   * Stored with the object as `x-oss-meta-<name>`, 8 KB in all. In values, `%` and everything but printable ASCII is
   * percent-encoded.
   */
  metadata?: Metadata | ((event: MetadataEvent<z.output<Schema>>) => Metadata)
  /** `Cache-Control` of the object: `'public, max-age=31536000, immutable'`. */
  cacheControl?: string
  /**
   * Default: `inline` for pictures, videos and sound, `attachment` for everything else. Files that may carry scripts, and
   * unknown ones, are always `attachment`.
   */
  contentDisposition?: Disposition
  /** OSS image styles by name: `{ small: 'image/resize,w_200' }`. Clients can only choose one of these. */
  styles?: Readonly<Record<Style, string>>
  /** The style of a stored picture's `thumbnailUrl`. */
  thumbnail?: NoInfer<Style>
  /** `false`: the app's hooks over HTTP (`HOOK_URL`) do not run for this route. Default: they do, if there are any. */
  hooks?: boolean
  /** Runs after the file is stored and checked. The result becomes `data` in the mini-program, so it must be JSON. */
  onStored?: (event: StoredEvent<z.output<Schema>>) => Data | Promise<Data>
}
