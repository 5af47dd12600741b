import { Fault } from '../faults/fault'

/** What the STS client throws, as far as it says anything: `NoPermission`, 403. */
const describe = (error: unknown): { code: string; status: number; message: string } => {
  const { code, statusCode, message } = Object(error) as Partial<Record<string, unknown>>
  return { code: String(code ?? ''), status: Number(statusCode ?? 0), message: String(message ?? '') }
}

/**
 * A role, key or policy that STS refuses will be refused again; no answer, 5xx and throttling pass.
 * https://alibabacloud.com/help/en/ram/api-assumerole
 */
export function stsFault(error: unknown): Fault {
  const { code, status, message } = describe(error)
  const isRefused = status >= 400 && status < 500 && !code.startsWith('Throttling')
  // Of @alicloud/credentials, which gives it no code.
  const isWithoutSource = message.startsWith('unable to get credentials')
  return new Fault(isRefused || isWithoutSource ? 'server-misconfigured' : 'cloud-unavailable', undefined, error)
}
