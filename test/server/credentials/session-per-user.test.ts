import type { Credentials } from '../../../server/credentials/credentials'
import { sessionPerUser } from '../../../server/credentials/session-per-user'

const LIFE = 900_000

/** An STS that answers immediately, or fails. */
function sts(capacity?: number) {
  const clock = { now: 1_000_000 }
  const calls: string[] = []
  const state = { isUp: true }
  const sessions = sessionPerUser({
    now: () => clock.now,
    capacity,
    open: async (user): Promise<Credentials> => {
      calls.push(user)
      if (!state.isUp) throw new Error('STS is away')
      return { accessKeyId: `${user}-${calls.length}`, accessKeySecret: 's', expiresAt: clock.now + LIFE }
    },
  })
  const idOf = async (user: string): Promise<string> => (await sessions(user)).accessKeyId
  return { clock, calls, state, idOf }
}

describe('a user’s session', () => {
  it('is opened once for each user, however many calls wait', async () => {
    const s = sts()
    const ids = await Promise.all(['ann', 'bob', 'ann', 'bob', 'ann'].map(s.idOf))
    expect(ids).toEqual(['ann-1', 'bob-2', 'ann-1', 'bob-2', 'ann-1'])
    expect(s.calls).toEqual(['ann', 'bob'])
  })

  it('is reused while more than half of its life is left, and not after that', async () => {
    const s = sts()
    await s.idOf('ann')
    s.clock.now += LIFE / 2 - 1
    expect(await s.idOf('ann')).toBe('ann-1')
    s.clock.now += 1
    expect(await s.idOf('ann')).toBe('ann-2')
  })

  it('is used until its last minute while STS is down', async () => {
    const s = sts()
    await s.idOf('ann')
    s.state.isUp = false
    s.clock.now += LIFE - 60_001
    expect(await s.idOf('ann')).toBe('ann-1')
    s.clock.now += 1
    await expect(s.idOf('ann')).rejects.toThrow('STS is away')
    s.state.isUp = true
    expect(await s.idOf('ann')).toBe('ann-4')
  })

  it('is dropped if too many other users came since', async () => {
    const s = sts(2)
    for (const user of ['ann', 'bob', 'ann', 'cid', 'ann', 'bob']) await s.idOf(user)
    // cid's session replaced bob's, because ann had used hers again.
    expect(s.calls).toEqual(['ann', 'bob', 'cid', 'bob'])
  })
})
