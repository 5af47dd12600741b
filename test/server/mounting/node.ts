import { createServer, type Server } from 'node:http'
import { type App, nodeListener } from '../../../server/index'

/** Plain Node, with the backend as the whole server. */
export const withNode = async (app: App): Promise<Server> => createServer(nodeListener(app))
