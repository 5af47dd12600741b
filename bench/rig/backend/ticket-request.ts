export const TICKETS_PATH = '/v1/uploads'

/** Asks for tickets of so many photos. */
export const ticketBody = (files: number): string =>
  JSON.stringify({
    route: 'photo',
    files: Array.from({ length: files }, () => ({ name: 'holiday.jpg', size: 1_234_567, type: 'image/jpeg' })),
  })

export function ticketRequest(token: string, files = 1): Buffer {
  const body = ticketBody(files)
  return Buffer.from(
    `POST ${TICKETS_PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
