import { parsePolicyDocument, type Statement } from '../auth/policy/policy-document'
import type { CallbackAnswer } from '../callback/send'
import { runLifecycle } from '../lifecycle/run-lifecycle'
import type { Cloud } from './cloud'
import type { ForeignCallback } from './local-cloud'

/** The members of `LocalCloud` that read and change a running cloud. */
export function createControls(cloud: Cloud, now: () => number) {
  const { ring, defaultBucket } = cloud
  return {
    bucket: defaultBucket.name,
    region: cloud.region,
    account: ring.account,
    root: ring.pairs.root,
    stranger: ring.pairs.stranger,
    ossUser: ring.pairs.ossUser,
    journal: cloud.journal,
    faults: cloud.faults,
    settings: cloud.settings,
    revokeToken: ring.revoke,
    setKeyActive(accessKeyId: string, isActive: boolean) {
      const key = ring.keys.get(accessKeyId)
      if (key) key.isActive = isActive
    },
    setUserPolicy(accessKeyId: string, document: object) {
      const key = ring.keys.get(accessKeyId)
      if (key) key.policies = [policyOf(document)]
    },
    setRolePolicy(document: object) {
      cloud.role.policy = policyOf(document)
    },
    setRoleTrust(trustsAccount: boolean) {
      cloud.role.trustsAccount = trustsAccount
    },
    runLifecycle: () => runLifecycle(defaultBucket, now() + cloud.faults.clockShift),
    sendCallback: (callback: ForeignCallback) => sendForeignCallback(cloud, callback),
  }
}

function policyOf(document: object): Statement[] {
  const policy = parsePolicyDocument(JSON.stringify(document))
  if (!policy) throw new Error('Expected a RAM policy.')
  return policy
}

function sendForeignCallback(cloud: Cloud, callback: ForeignCallback): Promise<CallbackAnswer> {
  return cloud.callbacks.send({
    url: new URL(callback.url),
    bucket: callback.bucket ?? 'somebody-elses-bucket',
    requestId: cloud.random(12).toString('hex').toUpperCase(),
    contentType: callback.contentType ?? 'application/json',
    body: callback.body,
  })
}
