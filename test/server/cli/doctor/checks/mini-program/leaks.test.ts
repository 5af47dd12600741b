import { leaksIn } from '../../../../../../server/cli/doctor/checks/mini-program/leaks'

describe('leaksIn', () => {
  const found = (text: string, ...secrets: string[]) => leaksIn(text, secrets)

  it('finds secrets by their form, and those of the backend’s environment', () => {
    const id = ['LTAI5t', 'AbCdEfGhIjKlMnOpQr'].join('')
    expect(found(`a\nid: '${id}'`)).toEqual([{ kind: 'access-key', line: 2, id: 'LTAI5tAb…OpQr' }])
    expect(found('STS.NTmNr4Xq1234567890abcdef')).toMatchObject([{ kind: 'sts-key' }])
    expect(found(`appSecret: "0123456789abcdef0123456789abcdef"`)).toEqual([{ kind: 'app-secret', line: 1 }])
    expect(found('x = "my-own-secret-value"', 'my-own-secret-value')).toEqual([{ kind: 'own-secret', line: 1 }])
    expect(found('x = "second-of-the-two"', 'first-of-them,second-of-the-two')).toEqual([
      { kind: 'own-secret', line: 1 },
    ])
  })

  it.each(['LTAI…', 'LTAI', 'secret: wx.getStorageSync("secret")', 'hash: "0123456789abcdef0123456789abcdef"', ''])(
    'finds nothing in %j',
    (text) => {
      expect(found(text, 'short')).toEqual([])
    },
  )
})
