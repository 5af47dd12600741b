import { createServer, type Server } from 'node:http'
import { type App, nodeListener } from '../../../server/index'

/** Plain Node: the whole server is the backend. */
export const withNode = async (app: App): Promise<Server> => createServer(nodeListener(app))
