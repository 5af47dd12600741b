import { CHECKS } from '../../../../server/cli/doctor/checks/all'
import { CHECK_IDS, type Check, type CheckId, error, fact, warning } from '../../../../server/cli/doctor/checks/check'
import type { Context } from '../../../../server/cli/doctor/context/context'
import { runChecks, statusOf, withNeeds } from '../../../../server/cli/doctor/run-checks'

describe('the checks of doctor', () => {
  it('are listed once, each after those it needs, with a reason in both languages', () => {
    expect(CHECKS.map(({ id }) => id)).toEqual(CHECK_IDS)
    for (const [index, { needs, title, why }] of CHECKS.entries()) {
      for (const id of needs) expect(CHECK_IDS.indexOf(id)).toBeLessThan(index)
      for (const { zh, en } of [title, why])
        expect([zh, en]).toEqual([
          expect.stringMatching(/\p{Script=Han}|AssumeRole/u),
          expect.not.stringMatching(/\p{Script=Han}/u),
        ])
    }
  })

  it('run with those they need, and are skipped after a failure of any of these', async () => {
    const check = (id: CheckId, needs: CheckId[], run: Check['run'] = async () => []): Check => ({
      id,
      needs,
      run,
      title: { zh: '', en: '' },
      why: { zh: '', en: '' },
    })
    const checks = [
      check('configuration', [], async () => [warning('w', { zh: '', en: '' })]),
      check('clock', ['configuration'], async () => {
        throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      }),
      check('source', ['clock']),
      check('role', ['source']),
      check('leaks', []),
    ]
    expect(withNeeds(checks, ['role']).map(({ id }) => id)).toEqual(['configuration', 'clock', 'source', 'role'])
    const context = { now: () => 0 } as Context
    const outcomes = await runChecks(checks, context, { started: () => {}, ended: () => {} })
    expect(outcomes.map(({ check: { id }, status, because }) => [id, status, because])).toEqual([
      ['configuration', 'warned', undefined],
      ['clock', 'failed', undefined],
      ['source', 'skipped', 'clock'],
      ['role', 'skipped', 'clock'],
      ['leaks', 'passed', undefined],
    ])
    expect(outcomes[1]?.findings[0]?.code).toBe('network:ECONNREFUSED')
  })

  it('have the status of their worst finding', () => {
    const text = { zh: '', en: '' }
    expect(statusOf([])).toBe('passed')
    expect(statusOf([fact('f', '', '')])).toBe('passed')
    expect(statusOf([fact('f', '', ''), warning('w', text)])).toBe('warned')
    expect(statusOf([warning('w', text), error('e', text)])).toBe('failed')
  })
})
