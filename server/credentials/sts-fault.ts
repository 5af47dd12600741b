import { Fault } from '../faults/fault'

/** The fields of an `StsError`: `NoPermission`, 403. */
const describe = (error: unknown): { code: string; status: number; message: string } => {
  const { code, status, message } = Object(error) as Partial<Record<string, unknown>>
  return { code: String(code ?? ''), status: Number(status ?? 0), message: String(message ?? '') }
}

/**
 * STS will refuse the same role, key or policy again. A missing answer, 5xx and throttling are temporary.
 * https://alibabacloud.com/help/en/ram/api-assumerole
 */
export function stsFault(error: unknown): Fault {
  const { code, status, message } = describe(error)
  const isRefused = status >= 400 && status < 500 && !code.startsWith('Throttling')
  // An error of @alicloud/credentials, which has no code.
  const isWithoutSource = message.startsWith('unable to get credentials')
  return new Fault(isRefused || isWithoutSource ? 'server-misconfigured' : 'cloud-unavailable', undefined, error)
}
