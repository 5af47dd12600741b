import { createHmac } from 'node:crypto'
import type { HookSecret } from '../config/hook-secret'

export interface Webhook {
  /** The same for every call about one event. */
  id: string
  body: string
}

/**
 * The headers of a call. It is signed with every secret, so that receivers accept it while the secret is replaced.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param now ms.
 */
export function signWebhook(
  { id, body }: Webhook,
  secrets: readonly HookSecret[],
  now: number,
): Record<string, string> {
  const timestamp = Math.floor(now / 1000)
  const signatures = secrets.map((secret) => {
    return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': signatures.join(' ') }
}
