import { CHECK_IDS } from '../../../../server/cli/doctor/checks/check'
import { type Rig, rolePolicy, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

describe('doctor with a set-up without faults', () => {
  it('passes every check, and leaves nothing behind', async () => {
    const { code, ok, bad, checks, leftBehind } = await rig.doctor()
    expect(bad).toEqual([])
    expect(checks.map(({ id, status }) => [id, status])).toEqual(CHECK_IDS.map((id) => [id, 'passed']))
    expect([code, ok, leftBehind]).toEqual([0, true, []])
    expect(rig.cloud.inspect.objects(rig.cloud.bucket)).toEqual([])
    expect(rig.cloud.inspect.uploads(rig.cloud.bucket)).toEqual([])
  })

  it('passes without the operator’s permissions, and names those that it lacks', async () => {
    const [role] = rolePolicy(rig.env).Statement
    rig.cloud.setRolePolicy({ Version: '1', Statement: [role] })
    const { code, bad, checks } = await rig.doctor()
    rig.cloud.setRolePolicy(rolePolicy(rig.env))
    expect([code, bad]).toEqual([0, []])
    const unchecked = checks.flatMap(({ id, findings }) =>
      findings.filter(({ severity }) => severity === 'unchecked').map((one) => [id, one.code]),
    )
    expect(unchecked).toEqual([
      ['access', 'needs:oss:GetBucketInfo'],
      ['versioning', 'needs:oss:GetBucketInfo'],
      ['acceleration', 'needs:oss:GetBucketInfo'],
      ['lifecycle', 'needs:oss:GetBucketLifecycle'],
    ])
  })

  it('reports as facts what only the bucket can answer', async () => {
    const facts = async (): Promise<Record<string, string>> => {
      const { checks } = await rig.doctor({ args: ['--only', 'form,multipart'] })
      return Object.fromEntries(checks.flatMap(({ findings }) => findings.map(({ code, found }) => [code, found.en])))
    }
    expect(await facts()).toMatchObject({
      'policy-length': expect.stringMatching(/^the policy has \d{4} characters, the token 684$/),
      exact: expect.stringContaining('one byte more or fewer'),
      'extra-field': expect.stringContaining('is refused'),
      'part-length': expect.stringContaining('is refused'),
    })
    rig.cloud.settings.extraFields = 'lax'
    expect((await facts())['extra-field']).toContain('is accepted')
    rig.cloud.settings.extraFields = 'strict'
  })

  it('prints the entries for the domain lists', async () => {
    const { checks } = await rig.doctor({ args: ['--only', 'domains'] })
    const lines = checks.at(-1)?.findings.map(({ found }) => found.en.split(/\s+/))
    expect(lines).toEqual([
      ['request', `${rig.env.PUBLIC_URL};${rig.cloud.ossUrl}`],
      ['uploadFile', rig.cloud.ossUrl],
      ['downloadFile', rig.cloud.ossUrl],
    ])
  })
})

describe('doctor --only', () => {
  it('runs the named checks and those that they need', async () => {
    const { checks } = await rig.doctor({ args: ['--only', 'clock,leaks'] })
    expect(checks.map(({ id }) => id)).toEqual(['configuration', 'certificate', 'clock', 'leaks'])
    const text = await rig.text({ args: ['--only', 'clock'], env: { LANG: 'en_US.UTF-8' } })
    expect(text).not.toContain('configuration')
  })

  it('also shows a needed check if that fails', async () => {
    const text = await rig.text({ args: ['--only', 'clock'], env: { LANG: 'en_US.UTF-8', OSS_BUCKET: undefined } })
    expect(text).toMatch(
      /✗ configuration[\s\S]*OSS_BUCKET: is missing[\s\S]*– 1 skipped until “configuration” is fixed: connection and clock/,
    )
  })

  it('also shows a needed check that warns, because that counts for the exit code', async () => {
    const options = { args: ['--only', 'clock'], env: { LANG: 'en_US.UTF-8', SESSION_SECRET: rig.env.KEY_SECRET } }
    expect(await rig.text(options)).toMatch(/! configuration[\s\S]*SESSION_SECRET and KEY_SECRET are the same/)
    expect((await rig.doctor(options)).code).toBe(1)
  })

  it('needs one line for all checks that wait for another one', async () => {
    const text = await rig.text({ env: { LANG: 'en_US.UTF-8', OSS_BUCKET: undefined } })
    expect(text.split('\n').filter((line) => line.startsWith('–'))).toEqual([
      expect.stringMatching(/^– \d\d skipped until “configuration” is fixed: certificates, connection and clock, /),
    ])
  })

  it('refuses the name of an unknown check', async () => {
    await expect(rig.doctor({ args: ['--only', 'clocks'] })).rejects.toThrow('--only clocks')
  })
})
