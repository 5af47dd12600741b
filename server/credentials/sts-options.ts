export interface StsOptions {
  /** `acs:ram::<account>:role/<name>`. */
  roleArn: string
  /** A URL; default `https://sts.<region>.aliyuncs.com`. */
  endpoint?: string
  region: string
  /** The key that assumes the role. Default: the official chain: environment, role of the ECS instance, RRSA, … */
  source?: { accessKeyId: string; accessKeySecret: string }
  /** How long an answer may take, ms. Default 5000. */
  readTimeoutMs?: number
}
