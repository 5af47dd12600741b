/**
 * The public names of `wx-oss-upload-server/routes`. A mini-program imports the type of its backend's routes, so the
 * declarations of this entry need neither Node nor any package but zod.
 */

export { Fault, refusal } from '../faults/fault'
export type { User } from '../identity/user'
export { defineRoutes, type Route, type RouteTable, route } from './route'
export type {
  Authorization,
  AuthorizeEvent,
  DeclaredFile,
  Metadata,
  MetadataEvent,
  NewFile,
  ReadEvent,
  ReadFile,
  Reads,
  RouteOptions,
  StoredEvent,
} from './route-options'

declare global {
  // The declarations of zod name this type, which a mini-program's project lacks. Where it exists, this adds nothing.
  interface URL {}
}
