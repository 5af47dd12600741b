/** The public names of `wx-oss-upload-server`. */

export { type App, createApp } from './app'
export type { CdnConfig } from './config/cdn-config'
export type { Config } from './config/config'
export type { HostKey, HostScope } from './config/host-key'
export { type HttpConfig, OPTIONAL_ENDPOINTS, type OptionalEndpoint } from './config/http-config'
export type { IdentityConfig } from './config/identity-config'
export { readConfig } from './config/read-config'
export { readEnvironment, type Settings } from './config/read-environment'
export type { AppOptions } from './context'
export type { CredentialSource, Credentials, Scope } from './credentials/credentials'
export type { UserSessions } from './credentials/user-sessions'
export { defineRoutes, type Route, type RouteTable, route } from './define-routes/route'
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
} from './define-routes/route-options'
export { Fault, refusal } from './faults/fault'
export type { Body } from './files/body'
export type { CopyOptions } from './files/copy-file'
export { createFiles, type Files, type FilesOptions } from './files/create-files'
export type { FileHead } from './files/head-file'
export type { PutOptions } from './files/put-file'
export type { RouteTarget, Target } from './files/target'
export { nodeListener } from './http/node-listener'
export { configuredIdentity } from './identity/configured'
export type { Identity } from './identity/identity'
export { type IntrospectIdentityOptions, introspectIdentity } from './identity/introspection/introspect'
export { type JwtIdentityOptions, jwtIdentity } from './identity/jwt/jwt'
export { type SessionIdentityOptions, sessionIdentity } from './identity/session'
export type { User } from './identity/user'
export { type WechatIdentityOptions, wechatIdentity, wechatUser } from './identity/wechat/wechat'
export type { ClientAddress } from './limits/client-address'
export { DEFAULT_LIMITS, type LimitOptions } from './limits/limits'
export { createMetrics, type Metrics } from './metrics/metrics'
export type { Assembly, Bucket, Initiation, Promotion, StoredObject, StoredPart } from './oss/bucket/bucket'
export type { Reading, ReadUrl } from './reads/reading'
export type { UrlOptions } from './reads/url-of'
