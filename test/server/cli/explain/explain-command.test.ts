import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('explain', () => {
  it('says what happened and how to fix it, in Chinese and in English', async () => {
    const { code, stdout } = await run(['explain', 'PublicEndpointForbidden'])
    expect(code).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
"PublicEndpointForbidden

  发生了什么  2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名上传下载。
  怎么办  绑定一个已备案、有证书的自定义域名（OSS 控制台“Bucket 配置 → 域名管理”），设置 OSS_DOMAIN，并加入小程序后台的合法域名。
  小程序控制台  [domain-forbidden] 上传地址不可用，请联系管理员
    OSS：PublicEndpointForbidden。新账号须用已备案的自定义域名：设置 OSS_DOMAIN。

  What happened  Accounts that activated OSS after 20 March 2025 cannot use the default public domain of buckets in the Chinese mainland.
  What to do  Bind a custom domain with ICP filing and a certificate (OSS console, Bucket Settings → Domain Names), set OSS_DOMAIN, and add it to the mini-program’s domain lists.
  In the mini-program’s console  [domain-forbidden] The upload address cannot be used; tell the operator
    OSS: PublicEndpointForbidden. New accounts need a custom domain with ICP filing: set OSS_DOMAIN.

  文档 / Documented at  https://help.aliyun.com/zh/oss/developer-reference/error-code
"
`)
  })

  it('prints one language with --lang', async () => {
    const { stdout } = await run(['explain', '--lang', 'en', '45011'])
    expect(stdout).not.toMatch(/\p{Script=Han}/u)
  })

  it('reads a file, by --file or as the only argument, and standard input', async () => {
    writeFileSync(join(folder, 'error.xml'), '<Error><Code>EntityTooLarge</Code><ProposedSize>9</ProposedSize></Error>')
    const outputs = await Promise.all([
      run(['explain', 'error.xml'], { folder }),
      run(['explain', '--file', 'error.xml'], { folder }),
      run(['explain'], { stdin: '<Error><Code>EntityTooLarge</Code><ProposedSize>9</ProposedSize></Error>' }),
    ])
    for (const { code, stdout } of outputs)
      expect([code, stdout]).toEqual([0, expect.stringContaining('ProposedSize: 9')])
  })

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffuploadFile:fail 超时')],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from('\ufeffuploadFile:fail 超时', 'utf16le')],
    ['UTF-16 of the other order', Buffer.from('\ufeffuploadFile:fail 超时', 'utf16le').swap16()],
    ['GBK', Buffer.concat([Buffer.from('uploadFile:fail '), Buffer.from('b3accab1', 'hex')])],
  ])('reads a file in %s', async (_, bytes) => {
    writeFileSync(join(folder, 'encoded.txt'), bytes)
    for (const args of [['encoded.txt'], ['--file', 'encoded.txt']]) {
      const { code, stdout } = await run(['explain', '--lang', 'en', ...args], { folder })
      expect([code, stdout]).toEqual([0, expect.stringContaining('[timeout]')])
    }
  })

  it.each([
    ['of OSS', (text: string) => `<Error><Code>AccessDenied</Code><Message>${text}</Message></Error>`],
    ['of wx', (text: string) => JSON.stringify({ errMsg: `uploadFile:fail ${text}`, errno: 600_001 })],
    [
      'of the library',
      (text: string) => JSON.stringify({ error: { code: 'content-refused', params: { type: text } } }),
    ],
  ])('shortens a long text %s wherever it is shown', async (_, error) => {
    const { code, stdout } = await run(['explain'], { stdin: error('long '.repeat(100_000)) })
    expect(code).toBe(0)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(1000)
  })

  it('exits 1 for an unknown error, and shows what it could read', async () => {
    expect(await run(['explain', 'hello'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/not recognised[\s\S]*Send instead {2}The whole answer/),
    })
    const unknown = await run(['explain'], {
      stdin: '<Error><Code>Brandnew</Code><Message>Never seen.</Message></Error>',
    })
    expect(unknown).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/Brandnew[\s\S]*Never seen[\s\S]*tables do not have this error[\s\S]*Send instead/),
    })
  })

  it('shows no token of the pasted text', async () => {
    const token = `CAIS${'x1+/'.repeat(80)}`
    const xml = `<Error><Code>InvalidSecurityToken</Code><Message>bad ${token}</Message><SecurityToken>${token}</SecurityToken><StringToSign>x-oss-security-token=${encodeURIComponent(token)}</StringToSign></Error>`
    for (const flags of [[], ['--json']]) {
      const { stdout } = await run(['explain', ...flags], { stdin: xml })
      expect(stdout).toContain('InvalidSecurityToken')
      expect(stdout).not.toContain('x1+/x1')
      expect(stdout).not.toContain(encodeURIComponent('x1+/x1'))
    }
  })

  it('prints no control character of the pasted text', async () => {
    const evil = '\u001b]0;title\u0007\u001b[2J\u009b31m\u202eabc\u0000\u0008\r'
    const texts = [
      `<Error><Code>NoSuchKey</Code><Message>a${evil}b</Message><RequestId>${evil}</RequestId><ETag>${evil}</ETag></Error>`,
      `<Error><Code>Brandnew${evil}</Code><Message>c</Message></Error>`,
      JSON.stringify({ errMsg: `uploadFile:fail ${evil}`, errno: 600001 }),
      JSON.stringify({ Code: `No${evil}Permission`, Message: evil, RequestId: evil }),
      `oss ${evil} SignatureDoesNotMatch: ${evil}`,
      evil,
    ]
    for (const stdin of texts) {
      for (const flags of [[], ['--json']]) {
        const { stdout } = await run(['explain', ...flags], { stdin })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be printed.
        expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      }
    }
  })

  it.each([[['--nope']], [['--file', 'nowhere']], [['--request', 'nowhere', 'x']]])(
    'exits 3 with its usage when called with %j',
    async (args) => {
      const { code, stderr } = await run(['explain', ...args], { folder, env: { LANG: 'en_US.UTF-8' } })
      expect([code, stderr]).toEqual([3, expect.stringContaining('explain [--lang zh|en]')])
    },
  )
})

describe('the commands', () => {
  it('are listed by help, in the language of the terminal', async () => {
    expect((await run(['help'], { env: { LANG: 'zh_CN.UTF-8' } })).stdout).toContain('解释一个错误')
    expect((await run(['--help'], { env: { LANG: 'en_GB.UTF-8' } })).stdout).toContain('Explains an error')
    expect((await run(['explain', '--help'], { env: { LANG: 'de_DE' } })).stdout).toContain('Explains an error')
  })

  it('exit 3 for an unknown command', async () => {
    expect(await run(['frobnicate'])).toMatchObject({ code: 3, stdout: '' })
  })
})
