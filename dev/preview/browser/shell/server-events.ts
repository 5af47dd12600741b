import { PATHS, type ServerMessage } from '../../wire'

/** Listens to the preview's server; the browser reconnects by itself. */
export function listenToServer(
  onMessage: (message: ServerMessage) => void,
  onConnection: (isConnected: boolean) => void,
): void {
  const source = new EventSource(PATHS.events)
  source.addEventListener('message', ({ data }) => onMessage(JSON.parse(data as string) as ServerMessage))
  source.addEventListener('open', () => onConnection(true))
  source.addEventListener('error', () => onConnection(false))
}
