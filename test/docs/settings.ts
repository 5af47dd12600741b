/** What every backend needs: the placeholders of `.env.example`, filled in. */
export const SETTINGS = {
  OSS_BUCKET: 'examplebucket',
  OSS_REGION: 'cn-hangzhou',
  STS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-source-key',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-source-secret',
  SESSION_SECRET: 's'.repeat(64),
  KEY_SECRET: 'k'.repeat(64),
}
