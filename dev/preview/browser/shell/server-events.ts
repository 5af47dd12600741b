import { PATHS, type ServerMessage } from '../../wire'

/** Listens to the preview's server for as long as the page is open; the browser connects again by itself. */
export function listenToServer(hear: (message: ServerMessage) => void, onConnection: (isThere: boolean) => void): void {
  const source = new EventSource(PATHS.events)
  source.addEventListener('message', ({ data }) => hear(JSON.parse(data as string) as ServerMessage))
  source.addEventListener('open', () => onConnection(true))
  source.addEventListener('error', () => onConnection(false))
}
