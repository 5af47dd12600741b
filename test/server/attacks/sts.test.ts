/** STS that throttles, is down or is slow, over sockets. */
import type { ErrorBody, UploadsAnswer } from '../../../miniprogram/uploader/contract'
import { MESSAGES } from '../../../miniprogram/uploader/messages/messages'
import { assumeRole } from '../../../server/credentials/assume-role'
import { Fault } from '../../../server/faults/fault'
import { type CloudRig, startCloudRig } from '../cloud-rig'

const MINUTE = 60_000

let rig: CloudRig
/** Only the backend's clock moves, because STS refuses calls whose date differs from its own clock. */
const clock = { now: 0 }
beforeEach(async () => {
  // STS answers times in whole seconds.
  clock.now = Math.floor(Date.now() / 1000) * 1000
  const startedAt = clock.now
  rig = await startCloudRig({ now: () => clock.now }, () => startedAt)
})
afterEach(() => rig.close())

const ask = () =>
  rig.post<UploadsAnswer & { error: ErrorBody }>('ann', '/v1/uploads', {
    route: 'photo',
    files: [{ size: 9, type: 'image/jpeg' }],
  })
const calls = () => rig.cloud.journal.count({ operation: 'AssumeRole' })
const bringDown = () =>
  rig.cloud.faults.inject('AssumeRole', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, Infinity)

describe('STS', () => {
  it('that throttles is a temporary fault, and its own error is logged', async () => {
    rig.cloud.settings.assumeRolePerSecond = 0
    const { status, body } = await ask()
    expect([status, body]).toEqual([503, { error: { code: 'cloud-unavailable', requestId: expect.any(String) } }])
    expect(MESSAGES.en[body.error.code].hint).toContain('STS')
    expect(rig.lines.at(-1)).toMatchObject({ level: 50, error: { code: expect.stringMatching(/Throttling/) } })
    rig.cloud.settings.assumeRolePerSecond = 100
    expect((await ask()).status).toBe(200)
  })

  it('that is down is not needed while the session lasts, and causes 503 after that', async () => {
    expect((await ask()).body.form?.expiresIn).toBe(600)
    bringDown()
    clock.now += 40 * MINUTE
    expect((await ask()).body.form?.expiresIn).toBe(600)
    clock.now += 15 * MINUTE
    // Five minutes are left, and one of them is the safety margin.
    expect((await ask()).body.form?.expiresIn).toBe(240)
    expect(rig.lines.some(({ msg }) => msg === 'STS session not renewed')).toBe(true)
    clock.now += 4 * MINUTE
    expect((await ask()).status).toBe(503)
    rig.cloud.faults.clear()
    expect((await ask()).status).toBe(200)
  })

  it('that is down is not called by every request', async () => {
    await ask()
    bringDown()
    clock.now += 50 * MINUTE
    const before = calls()
    for (let count = 0; count < 10; count += 1) expect((await ask()).status).toBe(200)
    expect(calls()).toBe(before + 1)
  })

  it('that is slow is called once for all waiting requests', async () => {
    rig.cloud.faults.inject('AssumeRole', { kind: 'delay', ms: 200 })
    const statuses = (await Promise.all(Array.from({ length: 20 }, ask))).map(({ status }) => status)
    expect([new Set(statuses), calls()]).toEqual([new Set([200]), 1])
  })

  it('that does not answer is a timeout, which is a temporary fault', async () => {
    rig.cloud.faults.inject('AssumeRole', { kind: 'delay', ms: 60_000 })
    const { cloud } = rig
    const impatient = assumeRole({
      roleArn: cloud.account.roleArn,
      endpoint: cloud.stsUrl,
      region: cloud.region,
      bucket: cloud.bucket,
      prefix: 'uploads',
      source: cloud.account,
      timeoutMs: 50,
    })
    const fault = await impatient('upload').catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(Fault)
    expect((fault as Fault).code).toBe('cloud-unavailable')
  })
})
