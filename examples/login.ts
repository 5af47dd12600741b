/** Stands for the login that your app has already: a bearer token. 代表您的应用已有的登录：bearer 令牌。 */
import { randomUUID } from 'node:crypto'

const sessions = new Map<string, { id: string }>()

export function logIn(name: string): { token: string } {
  const token = randomUUID()
  sessions.set(`Bearer ${token}`, { id: name })
  return { token }
}

export const userOf = (authorization: string | null | undefined): { id: string } | undefined =>
  sessions.get(authorization ?? '')

/** The upload backend asks this function who calls. 上传后端用这个函数得知调用者是谁。 */
export async function identity(request: Request): Promise<{ id: string; kind: string; issuer: string } | undefined> {
  const user = userOf(request.headers.get('authorization'))
  return user && { id: user.id, kind: 'app', issuer: 'app' }
}
