import type { Stack } from '../../dev/stack/stack'
import { createUploader } from '../../miniprogram/uploader/wx'
import { jpeg, type Rig } from '../main-path/rig'

/** The environment variables of a backend that signs for the local cloud. */
export function environmentOf({ cloud }: Stack): Record<string, string> {
  return {
    OSS_BUCKET: cloud.bucket,
    OSS_REGION: cloud.region,
    OSS_DOMAIN: cloud.ossUrl,
    STS_ROLE_ARN: cloud.account.roleArn,
    STS_ENDPOINT: cloud.stsUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.account.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.account.accessKeySecret,
    SESSION_SECRET: 'session-secret-session-secret-session',
    KEY_SECRET: 'key-secret-key-secret-key-secret-key',
    PORT: '0',
  }
}

interface Call {
  server: string
  /** Without a token the caller is a stranger. */
  token?: string
}

/** Uploads a photo as a mini-program does. Resolves with what the route's `onStored` returned, and what OSS then holds. */
export async function uploadThrough(rig: Rig, { server, token }: Call) {
  const uploader = createUploader({
    server,
    wx: rig.host.wx,
    headers: async (): Promise<Record<string, string>> => (token ? { authorization: `Bearer ${token}` } : {}),
    onFailure: () => {},
  })
  const bytes = jpeg()
  const stored = await uploader.upload(await rig.temp('photo.jpg', bytes), { route: 'photo' }).done
  const held = new Uint8Array(await (await fetch(stored.url)).arrayBuffer())
  return { data: stored.data as unknown, key: stored.key, isSame: Buffer.from(held).equals(bytes) }
}
