import { pino } from 'pino'
import { configuredCredentials } from '../../../server/credentials/configured-credentials'
import { type CredentialSource, createMetrics, route } from '../../../server/index'
import { ossBucket } from '../../../server/oss/bucket/oss-bucket'
import { otherBuckets } from '../../../server/oss/other-buckets'
import {
  answerWith,
  cloud,
  domainOf,
  FIRST,
  finalKeys,
  PUBLIC,
  routes,
  rules,
  settingsFor,
  startForTests,
  uploadForm,
} from './rig'

startForTests()

describe('the STS sessions of a bucket', () => {
  const parts = () => ({ now: Date.now, log: pino({ level: 'silent' }), metrics: createMetrics() })
  const sessions = (): Record<string, CredentialSource | undefined> => ({
    [FIRST]: configuredCredentials(settingsFor(), parts()).credentials,
    [PUBLIC]: otherBuckets(settingsFor(), {}, parts()).get('public')?.credentials,
  })

  it.each([
    [FIRST, PUBLIC],
    [PUBLIC, FIRST],
  ])('of %s write nothing into %s', async (own, other) => {
    const credentials = sessions()[own]
    if (!credentials) throw new Error(`no credentials of ${own}`)
    const bucketAs = (name: string) =>
      ossBucket({ bucket: name, region: cloud.region, endpoint: domainOf(name) }, credentials)
    const key = 'uploads/photo/of-a-session'
    await bucketAs(own).putMark({ key, state: 'open' })
    await bucketAs(own).remove(key)
    await expect(bucketAs(other).putMark({ key, state: 'open' })).rejects.toMatchObject({
      code: 'server-misconfigured',
    })
    await expect(bucketAs(other).remove(key)).rejects.toMatchObject({ code: 'server-misconfigured' })
    expect(finalKeys(other)).not.toContain(key)
    // What the tickets and the URLs are signed with.
    for (const scope of ['upload', 'read'] as const) {
      const session = await credentials(scope)
      const as = ossBucket({ bucket: other, region: cloud.region, endpoint: domainOf(other) }, async () => session)
      await expect(as.head(key)).rejects.toMatchObject({ code: 'server-misconfigured' })
      await expect(as.putMark({ key, state: 'open' })).rejects.toMatchObject({ code: 'server-misconfigured' })
    }
  })

  it('are not opened for a bucket that nobody uses', async () => {
    const calls = () => cloud.journal.count({ operation: 'AssumeRole' })
    await uploadForm('photo')
    const before = calls()
    answerWith(routes)
    await uploadForm('photo')
    const ofOne = calls() - before
    answerWith({ photo: route(rules) }, { buckets: undefined })
    await uploadForm('photo')
    expect(calls() - before).toBe(2 * ofOne)
  })
})
