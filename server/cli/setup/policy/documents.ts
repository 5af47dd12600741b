/**
 * The RAM policies with the fewest permissions, one document for each identity.
 * https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax
 */
import type { Scope } from '../../../credentials/credentials'
import { sessionPolicy } from '../../../credentials/session-policy'

export interface PolicyOptions {
  /** The buckets of the configuration. */
  buckets: readonly string[]
  prefix: string
  /** `acs:ram::<account>:role/<name>`. */
  roleArn: string
}

export interface PolicyDocument {
  Version: '1'
  Statement: readonly Record<string, unknown>[]
}

/**
 * `user`: the RAM user whose AccessKey the backend has. `role`: the role that signs. `trust`: who may assume the role.
 * `operator`: who runs these commands.
 */
export type PolicyName = 'user' | 'role' | 'trust' | 'operator'

export const POLICY_NAMES: readonly PolicyName[] = ['user', 'role', 'trust', 'operator']

export const policyDocument = (name: PolicyName, options: PolicyOptions): PolicyDocument => ({
  Version: '1',
  Statement: STATEMENTS[name](options),
})

const STATEMENTS: Readonly<Record<PolicyName, (options: PolicyOptions) => Record<string, unknown>[]>> = {
  user: ({ roleArn }) => [
    { Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [roleArn.replace('acs:ram::', 'acs:ram:*:')] },
  ],
  role: ({ buckets, prefix }) => [
    {
      Effect: 'Allow',
      Action: roleActions(),
      Resource: buckets.map((bucket) => `acs:oss:*:*:${bucket}/${prefix}/*`),
    },
  ],
  trust: ({ roleArn }) => [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${accountOf(roleArn)}:root`] } },
  ],
  operator: ({ buckets }) => [
    { Effect: 'Allow', Action: OPERATOR_ACTIONS, Resource: buckets.map((bucket) => `acs:oss:*:*:${bucket}`) },
  ],
}

/** `doctor` reads these settings, and `setup` writes them. */
const OPERATOR_ACTIONS = [
  'oss:GetBucketInfo',
  'oss:GetBucketCors',
  'oss:PutBucketCors',
  'oss:DeleteBucketCors',
  'oss:GetBucketLifecycle',
  'oss:PutBucketLifecycle',
  'oss:DeleteBucketLifecycle',
]

const SCOPES: readonly Scope[] = ['upload', 'read', 'manage']

/** All actions of the backend’s session policies. */
export function roleActions(): string[] {
  const statements = SCOPES.flatMap((scope) => sessionPolicy(scope, 'bucket', 'prefix').Statement)
  return [...new Set(statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action))]
}

/** A name, or a variable of Terraform: `${var.role}`. */
const NAME = String.raw`[\w.-]+|\$\{[\w.]+\}`
const ROLE_ARN = new RegExp(`^acs:ram::(${NAME}):role/(${NAME})$`)

export const accountOf = (roleArn: string): string => ROLE_ARN.exec(roleArn)?.[1] ?? '<account-id>'

export const roleNameOf = (roleArn: string): string => ROLE_ARN.exec(roleArn)?.[2] ?? 'wx-oss-upload'
