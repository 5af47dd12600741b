import { LIFECYCLE, lifecycleRule, wantedRules } from '../../../../../server/cli/setup/rules/lifecycle'
import { mergeLifecycle, withoutLifecycle } from '../../../../../server/cli/setup/rules/merge-lifecycle'
import { element, type XmlElement } from '../../../../../server/oss/xml'

const WANTED = wantedRules('uploads')
const OURS = WANTED.map(lifecycleRule)

const rule = (id: string, prefix: string, actions: Record<string, number | string>, status = 'Enabled'): XmlElement =>
  element('Rule', [
    element('ID', id),
    element('Prefix', prefix),
    element('Status', status),
    ...Object.entries(actions).map(([name, days]) =>
      element(name, [typeof days === 'number' ? element('Days', `${days}`) : element('CreatedBeforeDate', days)]),
    ),
  ])

const merged = (...rules: XmlElement[]) => {
  const { rules: after, notes } = mergeLifecycle(rules, WANTED)
  return { lines: after.map(LIFECYCLE.describe), notes: notes.map(({ en }) => en) }
}

describe('mergeLifecycle', () => {
  it('adds two rules if there are none', () => {
    expect(merged()).toEqual({
      lines: [
        'wx-oss-upload-pending  uploads/pending/  Expiration(Days 1)',
        'wx-oss-upload-parts  uploads/  AbortMultipartUpload(Days 8)',
      ],
      notes: [],
    })
  })

  it('keeps rules of other prefixes and other actions unchanged', () => {
    const foreign = [
      rule('logs', 'logs/', { Expiration: 30 }),
      rule('cold', '', { Transition: 30 }),
      element('Rule', [
        element('ID', 'tagged'),
        element('Prefix', 'uploads/'),
        element('Tag', [element('Key', 'a'), element('Value', 'b')]),
        element('Status', 'Enabled'),
        element('Expiration', [element('Days', '3')]),
      ]),
    ]
    expect(mergeLifecycle(foreign, WANTED).rules).toEqual([...foreign, ...OURS])
  })

  it('changes nothing if the rules exist already, under any id', () => {
    const rules = [rule('a', 'uploads/pending/', { Expiration: 1 }), rule('b', '', { AbortMultipartUpload: 3 })]
    expect(mergeLifecycle(rules, WANTED)).toEqual({ rules, notes: [] })
    const again = mergeLifecycle([], WANTED).rules
    expect(mergeLifecycle(again, WANTED).rules).toEqual(again)
  })

  it('changes a rule of the same prefix in place, and keeps its other actions', () => {
    expect(merged(rule('mine', 'uploads/pending/', { Transition: 5, Expiration: 9 }, 'Disabled')).lines[0]).toBe(
      'mine  uploads/pending/  Transition(Days 5)  Expiration(Days 1)',
    )
    expect(merged(rule('old', 'uploads/pending/', { Expiration: '2020-01-01T00:00:00Z' })).lines[0]).toBe(
      'old  uploads/pending/  Expiration(Days 1)',
    )
  })

  it('merges rules of longer prefixes into the wanted one, with the stricter term', () => {
    const { lines, notes } = merged(
      rule('photo', 'uploads/photo/', { AbortMultipartUpload: 2, Transition: 30 }),
      rule('video', 'uploads/video/', { AbortMultipartUpload: 30 }),
    )
    expect(lines).toEqual([
      'photo  uploads/photo/  Transition(Days 30)',
      'wx-oss-upload-pending  uploads/pending/  Expiration(Days 1)',
      'wx-oss-upload-parts  uploads/  AbortMultipartUpload(Days 2)',
    ])
    expect(notes).toEqual([])
  })

  it('adds a note instead of a rule if an existing rule has a shorter prefix', () => {
    const { lines, notes } = merged(rule('all', '', { Expiration: 365 }))
    expect(lines).toEqual([
      'all  *  Expiration(Days 365)',
      'wx-oss-upload-parts  uploads/  AbortMultipartUpload(Days 8)',
    ])
    expect(notes).toEqual([
      expect.stringMatching(/^rule “all” decides when uploads\/pending\/ is cleared.*cannot be 1 day:/),
    ])
    expect(merged(rule('off', '', { Expiration: 1 }, 'Disabled')).notes).toEqual([
      expect.stringContaining('is disabled'),
    ])
  })
})

describe('withoutLifecycle', () => {
  it('removes the rules that apply wrote, and keeps the others', () => {
    const foreign = rule('logs', 'logs/', { Expiration: 30 })
    expect(withoutLifecycle([...OURS, foreign], WANTED)).toEqual([foreign])
  })
})
