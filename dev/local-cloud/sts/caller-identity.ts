import type { Caller } from './caller'

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity. It needs no permission. */
export function callerIdentity(caller: Caller, roleArn: string): Record<string, string> {
  const [, AccountId = ''] = /^acs:ram::(\d+):/.exec(roleArn) ?? []
  const account = `acs:ram::${AccountId}`
  switch (caller.kind) {
    case 'root':
      return { AccountId, Arn: `${account}:root`, IdentityType: 'Account', PrincipalId: AccountId }
    case 'user':
      return {
        AccountId,
        Arn: `${account}:user/${caller.accessKeyId}`,
        IdentityType: 'RAMUser',
        PrincipalId: '216959339000000001',
        UserId: '216959339000000001',
      }
    case 'sts': {
      const assumed = roleArn.replace(':role/', ':assumed-role/')
      const Arn = `${assumed}/${caller.roleSessionName}`
      const RoleId = '335376200829920001'
      return {
        AccountId,
        Arn,
        IdentityType: 'AssumedRoleUser',
        PrincipalId: `${RoleId}:${caller.roleSessionName}`,
        RoleId,
      }
    }
  }
}
