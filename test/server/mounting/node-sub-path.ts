import { createServer, type Server } from 'node:http'
import { type App, nodeListener } from '../../../server/index'

/** Plain Node beside other things. Node cuts nothing off the path: create the app with `basePath: '/upload'`. */
export async function withNodeSubPath(app: App): Promise<Server> {
  const upload = nodeListener(app)
  return createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/upload/')) void upload(incoming, outgoing)
    else outgoing.end('the app’s own page')
  })
}
