import fc from 'fast-check'
import { readIntrospection } from '../../../../server/identity/introspection/read-introspection'
import { userId } from '../../../../server/identity/user-id'

const read = (answer: unknown) => readIntrospection(answer, ['data', 'id'])
const refused = { refused: true }

describe('an answer of the app’s own backend', () => {
  it.each<[unknown, object]>([
    [{ code: 0, data: { id: 'ann' } }, { user: { id: 'ann' } }],
    [{ code: 200, msg: '操作成功', data: { id: 42 } }, { user: { id: '42' } }],
    [{ code: 1, data: { id: 'ann', expiresIn: 60 } }, { user: { id: 'ann', expiresIn: 60 } }],
    [{ code: '00000', data: { id: 'ann', expiresIn: null } }, { user: { id: 'ann' } }],
    [{ success: true, data: { id: 'ann' } }, { user: { id: 'ann' } }],
  ])('identifies the caller: %j', (answer, expected) => {
    expect(read(answer)).toEqual(expected)
  })

  it.each<[unknown]>([
    [{ code: 401, msg: '认证失败' }],
    [{ code: '401', data: {} }],
    [{ code: 403, data: { id: 'ann' } }],
    [{ code: 0, data: null }],
    [{ code: 0, data: { id: null } }],
    [{ code: 10001, msg: 'token 已失效' }],
    [{ code: 'A0230', data: {} }],
    [null],
  ])('refuses the caller: %j', (answer) => {
    expect(read(answer)).toEqual(refused)
  })

  it.each<[unknown, string]>([
    [{ id: 'ann' }, 'nothing'],
    [{ code: 0, data: {} }, 'nothing'],
    [{ code: 200, data: { ID: 'ann' } }, 'nothing'],
    [{ code: 0, data: { id: '' } }, 'an empty text'],
    [{ code: 0, data: { id: 'x'.repeat(257) } }, 'a text of more than 256 characters'],
    [{ code: 0, data: { id: {} } }, 'an object'],
    [{ code: 0, data: { id: ['ann'] } }, 'a list'],
    [{ code: 0, data: { id: true } }, 'a boolean'],
    [{ code: 0, data: { id: 2 ** 53 } }, 'a number beyond 2^53, which must be sent as a text'],
    [{ code: 0, data: { id: 1.5 } }, 'this number'],
    [{ code: 0, data: [{ id: 'ann' }] }, 'nothing'],
    [{ code: 0, data: { id: 'ann', expiresIn: '60' } }, 'a text'],
    [{ code: 0, data: { id: 'ann', expiresIn: 0 } }, 'this number'],
    ['ann', 'nothing'],
    [[], 'nothing'],
  ])('that is not understood says what it has: %j', (answer, found) => {
    expect(read(answer)).toEqual({ misconfigured: expect.stringContaining(`got ${found}`) })
  })

  it('with the code of a failure is neither', () => {
    expect(read({ code: 500, msg: '系统异常', data: null })).toEqual({ failed: 'the answer has "code" 500' })
  })

  it('identifies nobody by what every object inherits', () => {
    for (const path of [
      ['constructor', 'name'],
      ['toString', 'name'],
      ['__proto__', 'constructor', 'name'],
      ['length'],
    ]) {
      for (const answer of [{}, [], 'text', 7]) expect(readIntrospection(answer, path)).not.toHaveProperty('user')
    }
    expect(readIntrospection(JSON.parse('{"__proto__":{"id":"ann"}}'), ['__proto__', 'id'])).toEqual({
      user: { id: 'ann' },
    })
  })

  it('identifies a caller only by an id that stands at the path, whatever else it holds', () => {
    const name = fc.constantFrom('data', 'id', 'code', 'constructor', '__proto__', 'length', 'name')
    const { answer } = fc.letrec((tie) => ({
      answer: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, '', 'ann', 0, 42, 401, 2 ** 60, true),
        fc.array(tie('answer'), { maxLength: 2 }),
        fc.dictionary(name, tie('answer'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(answer, fc.array(name, { minLength: 1, maxLength: 3 }), (value, path) => {
        const result = readIntrospection(JSON.parse(JSON.stringify(value)), path)
        if (!('user' in result)) return
        let at: unknown = JSON.parse(JSON.stringify(value))
        for (const step of path) at = new Map(Object.entries(at as object)).get(step)
        expect(result.user.id).toBe(userId(at))
      }),
    )
  })
})
