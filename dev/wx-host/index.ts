/** `wx` for Node: the APIs that the upload library uses, with the real ones' limits, quirks and failures. */

export type { Failure } from './calls/failures'
export type { HostWx } from './create-wx'
export { createWxHost, type WxHost } from './create-wx-host'
export type { OpenCounts } from './device/activity'
export type { LoggedCall } from './device/call-log'
export type { Fault, FaultKind, Faults, Target } from './device/faults'
export type { Platform } from './device/platform'
export type { LegalDomains } from './network/legal-domains'
export type { NetworkType } from './network/network'
export type { WxHostOptions } from './options'
export { createDisk, type Disk } from './storage/disk'
