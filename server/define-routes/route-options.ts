/** What an author writes in `route({ … })`, and what the hooks are given. */
import type { z } from 'zod'
import type { StoredFile } from '../../miniprogram/uploader/contract'
import type { Fault } from '../faults/fault'
import type { User } from '../identity/identity'
import type { Size } from './size'

export type Visibility = 'private' | 'public'

/** Whether browsers show a file in place or save it. */
export type Disposition = 'inline' | 'attachment'

/** A stored file, before a hook has given it its `data`. */
export type NewFile = Omit<StoredFile, 'data'>

export interface StoredEvent<Input> {
  file: NewFile
  user: User
  input: Input
  /** The same for every call about one upload: `onStored` runs at least once, so store by it. */
  id: string
}

/** As it was declared. */
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
  /** Those that the route's other rules allow. */
  files: readonly (DeclaredFile & {
    /** It had a ticket before and asks for a fresh one: whoever counts files has counted it. */
    isRenewal: boolean
  })[]
}

/** Nothing: all may go up. Else, file by file and in their order, why one may not. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing is a good one
export type Authorization = void | readonly (Fault | undefined)[]

export interface ReadEvent {
  user: User
  key: string
  /** As `onStored` was given it. */
  id: string
  /** Whether `user` uploaded it. */
  isOwner: boolean
}

/** Names of letters, digits and `-`. */
export type Metadata = Readonly<Record<string, string>>

export interface MetadataEvent<Input> {
  user: User
  input: Input
  file: DeclaredFile
}

/** Hooks have ten seconds. What they throw refuses when it is a `Fault` and is `server-error` when it is not. */
export interface RouteOptions<Schema extends z.ZodType, Data, Style extends string> {
  /** Media types, exact and in lower case: `['image/jpeg', 'image/png']`. */
  accept: readonly string[]
  /** Of one file, in units of 1024: `'5MB'`. At most `5GB`, which is OSS's limit for one POST. */
  maxSize: Size
  /** Default: one byte. `'0KB'` lets empty files through. */
  minSize?: Size
  /** Files in one call. Default: as many as the contract allows. */
  maxFiles?: number
  /** Who may read what was stored. Default `private`: only by signed URL. */
  visibility?: Visibility
  /** Folder of the keys, below the backend's own prefix: `'2026/avatars'`. Default: the route's name. */
  keyPrefix?: string
  /** What the route asks for besides files. Default: nothing, and anything given is refused. */
  input?: Schema
  /** Runs before tickets are given. Throw a `Fault` to refuse the call, return `Fault`s to refuse files. */
  authorize?: (event: AuthorizeEvent<z.output<Schema>>) => Authorization | Promise<Authorization>
  /** Whether a user gets a URL of a private file. Default: whoever uploaded it. */
  canRead?: (event: ReadEvent) => boolean | Promise<boolean>
  /**
   * Kept with the object as `x-oss-meta-<name>`, 8 KB in all. Of values, `%` and what is not printable ASCII are
   * percent-encoded.
   */
  metadata?: Metadata | ((event: MetadataEvent<z.output<Schema>>) => Metadata)
  /** Of the object: `'public, max-age=31536000, immutable'`. */
  cacheControl?: string
  /** Default: `inline` for pictures, videos and sound, `attachment` for all else. */
  contentDisposition?: Disposition
  /** Pictures as OSS can make them, by name: `{ small: 'image/resize,w_200' }`. Clients choose among these. */
  styles?: Readonly<Record<Style, string>>
  /** The one of `styles` that `thumbnailUrl` of a stored picture shows. */
  thumbnail?: NoInfer<Style>
  /** Runs when the file is stored and checked; its result travels to the mini-program as `data`, so it must be JSON. */
  onStored?: (event: StoredEvent<z.output<Schema>>) => Data | Promise<Data>
}
