import type { Stack } from '../../dev/stack/stack'
import { createUploader } from '../../miniprogram/uploader/wx'
import { jpeg, type Rig } from '../main-path/rig'
import { cloudEnv } from '../server/cli/cloud-env'

/** The environment variables of a backend that signs for the local cloud. */
export const environmentOf = ({ cloud }: Stack): Record<string, string> => ({ ...cloudEnv(cloud), PORT: '0' })

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
