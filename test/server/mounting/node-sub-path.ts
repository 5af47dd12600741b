import { createServer, type Server } from 'node:http'
import { type App, nodeListener } from '../../../server/index'

/** Plain Node with other paths beside the backend. Node keeps the path: create the app with `basePath: '/upload'`. */
export async function withNodeSubPath(app: App): Promise<Server> {
  const upload = nodeListener(app)
  return createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/upload/')) void upload(incoming, outgoing)
    else outgoing.end('the app’s own page')
  })
}
