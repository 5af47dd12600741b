import { createRequire } from 'node:module'
import { getRequestListener } from '@hono/node-server'
import { PACKAGES } from './packages'

interface Server {
  handleRequest(request: Request, router: object): Promise<Response>
  route(options: object): unknown
}

interface Clients {
  minio(options: object): unknown
}

/** better-upload's own backend, which signs one PUT to the address that it is called at. */
export function betterUploadListener(headers: Readonly<Record<string, string>>): ReturnType<typeof getRequestListener> {
  const require = createRequire(new URL('package.json', PACKAGES))
  const { handleRequest, route } = require('better-upload/server') as Server
  const { minio } = require('better-upload/server/helpers') as Clients
  const routes = { video: route({ fileTypes: ['video/mp4'], maxFileSize: 1024 ** 3 }) }
  return getRequestListener(async (request) => {
    const endpoint = new URL(request.url).origin
    const client = minio({ region: 'bench', accessKeyId: 'bench', secretAccessKey: 'bench', endpoint })
    const answer = await handleRequest(request, { client, bucketName: 'bench', routes })
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value)
    return answer
  })
}
