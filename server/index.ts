/** The public names of `wx-oss-upload-server`. */

export { type App, createApp } from './app'
export type { Wiring } from './backend'
export { type Config, readConfig } from './config'
export type { CredentialSource, Credentials, Scope } from './credentials/credentials'
export { Fault } from './fault'
export type { Identity, User } from './identity/identity'
export { type SessionIdentityOptions, sessionIdentity } from './identity/session'
export type { Bucket, Promotion, StoredObject } from './oss/bucket'
export { defineRoutes, type Route, type RouteOptions, type RouteTable, route, type StoredEvent } from './route'
