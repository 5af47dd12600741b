export const TICKETS_PATH = '/v1/uploads'

/** Asks for a ticket of one file. */
export const TICKET_BODY = JSON.stringify({
  route: 'photo',
  files: [{ name: 'holiday.jpg', size: 1_234_567, type: 'image/jpeg' }],
})

export const ticketRequest = (token: string): Buffer =>
  Buffer.from(
    `POST ${TICKETS_PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Length: ${Buffer.byteLength(TICKET_BODY)}\r\n\r\n${TICKET_BODY}`,
  )
