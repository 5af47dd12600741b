/** The library that signs in the client, over `wx-host`, with the local cloud and a backend that only hands out credentials. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { createDisk, createWxHost, type WxHost, type WxHostOptions } from '../../dev/wx-host'
import type { MultipartTicket, SignedParts } from '../../miniprogram/uploader/contract'
import type { Engine } from '../../miniprogram/uploader/core/api'
import type { Backend } from '../../miniprogram/uploader/core/backend/backend'
import { appWide } from '../../miniprogram/uploader/core/engine/app-wide'
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
  /** ms by which the device's clock is behind that of all servers. Default 0. */
  deviceBehindMs?: number
  /** Hides the headers of `uploadFile`'s answer, as some clients do. */
  hidesUploadHeaders?: boolean
  host?: WxHostOptions
}

export interface StsRig {
  cloud: LocalCloud
  existing: ExistingBackend
  /** The phone; a killed app gets a new one with the same disk. */
  host(): WxHost
  ports: Ports
  /** An engine like that of `uploader`. `kill` stops it at once, as a phone kills an app, and starts the app again. */
  killableEngine(options?: EngineOptions): { engine: Engine<Record<string, object>>; kill(): Promise<void> }
  /** Sets the device's clock relative to that of the servers. */
  setDeviceBehind(ms: number): void
  /** A new backend with its transport, as after a restart of the app. */
  side(options?: Partial<StsOptions>): { backend: Backend; transport: Transport }
  uploader(options?: Partial<StsUploaderOptions>): Uploader<Record<string, object>>
  /** The operations that OSS received, in order. */
  operations(): string[]
  /** Writes a file and resolves to its real path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** Writes a file and resolves to a temporary path, as a picker returns it. */
  temp(name: string, bytes: Uint8Array): Promise<string>
  close(): Promise<void>
}

/** All rights that signing in the client needs, below `own/`. */
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
  // The library reads the system's clock, so the rig moves that of the servers instead.
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
    killableEngine(engineOptions) {
      const { clock, stop } = killableClock()
      const own = { ...wxPorts(platform()), clock }
      const { backend, transport } = stsBackend(options, own)
      return {
        engine: createEngine({ ...own, transport }, backend, engineOptions, appWide()),
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

/** The timers of an app end with the app, but those of this process do not. */
function killableClock(): { clock: Clock; stop(): void } {
  const cancels = new Set<() => void>()
  let isDead = false
  return {
    clock: {
      now: wxClock.now,
      after(ms, then) {
        if (isDead) return () => {}
        const cancel = wxClock.after(ms, () => {
          cancels.delete(cancel)
          then()
        })
        cancels.add(cancel)
        return cancel
      },
    },
    stop() {
      isDead = true
      for (const cancel of cancels) cancel()
    },
  }
}

/** `onHeadersReceived` never calls, and `success` has no `header`. */
const withoutUploadHeaders = (wx: WxHost['wx']): WxApi => ({
  ...wx,
  uploadFile(options) {
    const success: typeof options.success = ({ header: _, ...rest }) => options.success?.(rest)
    const task = wx.uploadFile({ ...options, success })
    return { ...task, onHeadersReceived: () => {} }
  },
})

export interface Side {
  backend: Backend
  transport: Transport
}

/** Sends one part as the engine does. */
export function putPart(
  { transport }: Side,
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
