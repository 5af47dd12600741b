import type { IncomingHttpHeaders } from 'node:http'

/**
 * The temporary keys of the function's role, which Function Compute sends with each request. Those in the environment
 * are as old as the instance and end after 36 hours, and a provisioned instance may live longer.
 * 函数角色的临时密钥，函数计算随每个请求发送。环境变量中的密钥与实例同时产生，36 小时后过期，而预留实例可能存活更久。
 * https://www.alibabacloud.com/help/en/functioncompute/fc/context-and-log-format-1
 *
 * @returns the variables that the official credential chain reads; `{}` unless all three headers are there.
 */
export function roleKeys(headers: IncomingHttpHeaders): Record<string, string> {
  const [accessKeyId, accessKeySecret, securityToken] = HEADERS.map((name) => headers[name])
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string' || typeof securityToken !== 'string')
    return {}
  // A function without a role gets no such headers, so here they would be the caller's. 没有角色的函数不会收到这些请求头。
  if (!process.env.ALIBABA_CLOUD_SECURITY_TOKEN) return {}
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  }
}

const HEADERS = ['x-fc-access-key-id', 'x-fc-access-key-secret', 'x-fc-security-token'] as const
