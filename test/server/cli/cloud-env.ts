import type { LocalCloud } from '../../../dev/local-cloud'

/** The environment with which a backend uses this cloud: only the values that it needs. */
export const cloudEnv = (cloud: LocalCloud): Record<string, string> => ({
  OSS_BUCKET: cloud.bucket,
  OSS_REGION: cloud.region,
  OSS_DOMAIN: cloud.ossUrl,
  STS_ROLE_ARN: cloud.account.roleArn,
  STS_ENDPOINT: cloud.stsUrl,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.account.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.account.accessKeySecret,
  SESSION_SECRET: 's'.repeat(16) + 'e'.repeat(16),
  KEY_SECRET: 'k'.repeat(16) + 'y'.repeat(16),
})
