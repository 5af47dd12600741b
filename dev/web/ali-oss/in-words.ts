import { unreachable } from './thrown'

/** What went wrong, and what to do. */
export function inWords(thrown: unknown): [zh: string, en: string] {
  const { origin } = location
  switch (unreachable(thrown)) {
    case 'backend':
      return [
        `连不上后端：网络断了，或者后端的 CORS_ORIGINS 里没有 ${origin}`,
        `No answer from the backend: the network is lost, or ${origin} is missing in its CORS_ORIGINS`,
      ]
    case 'bucket':
      return [
        `连不上存储空间：网络断了，或者它的跨域规则不允许 ${origin}，用 setup cors apply 加上`,
        `No answer from the bucket: the network is lost, or its CORS rules do not let ${origin} in, which setup cors apply mends`,
      ]
    default: {
      const { message } = thrown as Error
      return [message, message]
    }
  }
}
