import { unreachable } from '../retry/errors'

/** A message that says what went wrong and what to do. */
export function explainError(thrown: unknown): [zh: string, en: string] {
  const { origin } = location
  switch (unreachable(thrown)) {
    case 'backend':
      return [
        `连不上后端：网络断了，或者后端的 CORS_ORIGINS 里没有 ${origin}`,
        `No answer from the backend: there is no network, or ${origin} is missing in its CORS_ORIGINS`,
      ]
    case 'bucket':
      return [
        `连不上存储空间：网络断了，或者它的跨域规则不允许 ${origin}，用 setup cors apply 加上`,
        `No answer from the bucket: there is no network, or its CORS rules do not allow ${origin}; fix them with setup cors apply`,
      ]
    default: {
      const { message } = thrown as Error
      return [message, message]
    }
  }
}
