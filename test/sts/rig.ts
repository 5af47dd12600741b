/** The library signing for itself, over `wx-host`, with a backend that only hands out credentials, and the local cloud. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { createDisk, createWxHost, type WxHost, type WxHostOptions } from '../../dev/wx-host'
import type { MultipartTicket, SignedParts } from '../../miniprogram/uploader/contract'
import type { Engine } from '../../miniprogram/uploader/core/api'
import type { Backend } from '../../miniprogram/uploader/core/backend/backend'
import { createEngine } from '../../miniprogram/uploader/core/engine/create-engine'
import type { EngineOptions } from '../../miniprogram/uploader/core/engine/options'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import type { Clock, HttpAnswer, Ports, Transport } from '../../miniprogram/uploader/core/ports'
import { createStsUploader, type StsOptions, type StsUploaderOptions } from '../../miniprogram/uploader/sts'
import { stsBackend } from '../../miniprogram/uploader/sts/sts-backend'
import type { Uploader, WxApi } from '../../miniprogram/uploader/wx'
import { wxClock } from '../../miniprogram/uploader/wx/clock'
import { wxPorts } from '../../miniprogram/uploader/wx/ports'
import { BUCKET } from '../local-cloud/rig/in-process'
import { type ExistingBackend, type ExistingBackendOptions, startExistingBackend } from './existing-backend'

export const never = cancellation().signal

export interface StsRigOptions extends Partial<Omit<ExistingBackendOptions, 'now'>> {
  /** How far the device's clock is behind that of all servers, ms. Default 0. */
  deviceBehindMs?: number
  /** Headers of `uploadFile`'s answer are not shown, as on some clients. */
  hidesUploadHeaders?: boolean
  host?: WxHostOptions
}

export interface StsRig {
  cloud: LocalCloud
  existing: ExistingBackend
  /** The phone as it is now. */
  host(): WxHost
  ports: Ports
  /** An engine like that of `uploader`, which ends where it is: the app is killed, and started again on the same phone. */
  mortal(options?: EngineOptions): { engine: Engine<Record<string, object>>; kill(): Promise<void> }
  /** Sets the device's clock, against the servers'. */
  setDeviceBehind(ms: number): void
  /** A side of its own, as after a restart of the app. */
  side(options?: Partial<StsOptions>): { backend: Backend; transport: Transport }
  uploader(options?: Partial<StsUploaderOptions>): Uploader<Record<string, object>>
  /** Operations that OSS was asked for, in order. */
  operations(): string[]
  /** Writes a file and gives its real path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** The same, and gives the temp path that a picker would. */
  temp(name: string, bytes: Uint8Array): Promise<string>
  close(): Promise<void>
}

/** Below `own/`, all that this way of uploading needs. */
export const POLICY = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['oss:PutObject', 'oss:GetObject', 'oss:ListParts', 'oss:AbortMultipartUpload'],
      Resource: [`acs:oss:*:*:${BUCKET}/own/*`],
    },
  ],
}

export async function startStsRig({
  deviceBehindMs = 0,
  hidesUploadHeaders = false,
  host: hostOptions,
  ...existingOptions
}: StsRigOptions = {}): Promise<StsRig> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-test-'))
  let behind = deviceBehindMs
  // The library reads the system's clock, so it is the servers' that is moved.
  const now = (): number => Date.now() + behind
  const cloud = await startLocalCloud({ folder: join(folder, 'cloud'), bucket: BUCKET, now })
  const existing = await startExistingBackend(cloud, { now, policy: POLICY, ...existingOptions })
  const disk = createDisk()
  const start = (): WxHost => createWxHost({ ...hostOptions, disk })
  let host = start()
  const platform = (): WxApi => (hidesUploadHeaders ? withoutUploadHeaders(host.wx) : host.wx)
  const ports = wxPorts(platform())
  const options: StsOptions = {
    bucket: BUCKET,
    region: 'cn-hangzhou',
    endpoint: cloud.ossUrl,
    prefix: 'own',
    credentials: () =>
      new Promise((success, fail) => host.wx.request({ url: existing.url, header: {}, success, fail })),
  }
  const file = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return path
  }
  return {
    cloud,
    existing,
    host: () => host,
    ports,
    mortal(engineOptions) {
      const { clock, stop } = mortalClock()
      const own = { ...wxPorts(platform()), clock }
      const { backend, transport } = stsBackend(options, own)
      return {
        engine: createEngine({ ...own, transport }, backend, engineOptions),
        async kill() {
          stop()
          await host.dispose()
          host = start()
        },
      }
    },
    setDeviceBehind(ms) {
      behind = ms
    },
    side: (changes) => stsBackend({ ...options, ...changes }, ports),
    uploader: (changes) => createStsUploader({ wx: platform(), onFailure: () => {}, ...options, ...changes }),
    operations: () => cloud.journal.entries.flatMap(({ service, operation }) => (service === 'oss' ? [operation] : [])),
    file,
    temp: async (name, bytes) => host.temp(await file(name, bytes)),
    async close() {
      await host.dispose()
      disk.remove()
      await existing.close()
      await cloud.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The timers of an app end with it; this process lives on. */
function mortalClock(): { clock: Clock; stop(): void } {
  const callOffs = new Set<() => void>()
  let isDead = false
  return {
    clock: {
      now: wxClock.now,
      after(ms, then) {
        if (isDead) return () => {}
        const callOff = wxClock.after(ms, () => {
          callOffs.delete(callOff)
          then()
        })
        callOffs.add(callOff)
        return callOff
      },
    },
    stop() {
      isDead = true
      for (const callOff of callOffs) callOff()
    },
  }
}

/** `onHeadersReceived` that never calls, and `success` without `header`. */
const withoutUploadHeaders = (wx: WxHost['wx']): WxApi => ({
  ...wx,
  uploadFile(options) {
    const success: typeof options.success = ({ header: _, ...rest }) => options.success?.(rest)
    const task = wx.uploadFile({ ...options, success })
    return { ...task, onHeadersReceived: () => {} }
  },
})

export interface Sides {
  backend: Backend
  transport: Transport
}

/** PUTs one part as the engine does. */
export function putPart(
  { transport }: Sides,
  ticket: MultipartTicket,
  signed: SignedParts,
  part: number,
  bytes: Uint8Array,
): Promise<HttpAnswer> {
  const { query, headers, signatures, from } = signed
  const url = `${ticket.url}?${query}&partNumber=${part}&x-oss-signature=${signatures[part - from]}`
  const body = Uint8Array.from(bytes.subarray((part - 1) * ticket.partSize, part * ticket.partSize)).buffer
  return transport.send({ method: 'PUT', url, headers, body, timeoutMs: 30_000 }, never)
}
