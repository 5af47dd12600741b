import type { Browser } from 'playwright-core'
import { sessionIdentity } from '../../server/index'
import { picture } from '../preview/files'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { pdf, video } from './uploading'

/** How the web page gets the session for its uploads. */
export function describeSession(browser: () => Browser): void {
  describe('the session of the web page', () => {
    let started: Started
    let here: Visit
    let logins: number
    let isBroken: (login: number) => boolean
    /** The authorization headers of the page's calls. */
    let said: Set<string>
    beforeEach(async () => {
      logins = 0
      isBroken = () => false
      const identity = sessionIdentity({
        secrets: ['of this test alone, and long enough'],
        login: async () => {
          logins += 1
          if (isBroken(logins)) throw new Error('nobody can sign in')
          return { kind: 'demo', issuer: 'local', id: 'demo-user' }
        },
        localOnly: true,
      })
      started = await startAll({ wiring: { identity } })
      here = await visit(browser(), started)
      said = new Set()
      here.page.on('request', (request) => {
        const isCall = request.method() === 'POST' && request.url().includes('/v1/uploads')
        if (isCall) said.add(request.headers().authorization ?? 'nothing')
      })
    })
    afterEach(async () => {
      await here.close()
      await started.close()
    })

    /** Files of three routes, so that three calls request tickets at once. */
    const chooseFive = async (): Promise<string[]> => {
      const { buffer } = await picture('p.png', 60)
      const files = { '1.pdf': pdf(900), '2.pdf': pdf(900), '3.png': buffer, '4.png': buffer, '5.mp4': video(900) }
      await here.choose(await Promise.all(Object.entries(files).map(([name, bytes]) => started.file(name, bytes))))
      return Object.keys(files)
    }
    const expectAllStored = async (names: string[]): Promise<void> => {
      for (const name of names) await here.row(name).getByText('已上传').waitFor()
      // For a moment both the object and its pending copy exist.
      await until(() => started.objects().length === names.length)
      expect([...said]).toEqual([expect.stringMatching(/^Bearer eyJ[\w.-]+$/)])
    }

    it('is shared by five files that are chosen together, and by later ones', async () => {
      const names = await chooseFive()
      await expectAllStored(names)
      await here.choose([await started.file('6.pdf', pdf(900))])
      await expectAllStored([...names, '6.pdf'])
      expect(logins).toBe(1)
      expect(here.errors).toEqual([])
    })

    it('is requested again if the backend could not issue one at first', async () => {
      isBroken = (login) => login === 1
      await expectAllStored(await chooseFive())
      expect(logins).toBe(2)
      expect(here.errors).toEqual([expect.stringContaining('500')])
    })

    it('is shown as missing while the upload waits to retry, and requested again by the retry button', async () => {
      isBroken = () => true
      await here.choose([await started.file('a.pdf', pdf(900))])
      await here
        .row('a.pdf')
        .getByText(/^重试中，\d+ 秒后再试$/)
        .waitFor()
      await here.row('a.pdf').getByText('怎么办').click()
      await here.row('a.pdf').getByText('登录失败，请重试').waitFor()
      await here.row('a.pdf').getByText(`POST ${started.stack.url}/v1/session: HTTP 500, server-error`).waitFor()
      await here.shot('no-session')
      expect([...said]).toEqual([])
      isBroken = () => false
      await here.button('立即重试', 'a.pdf').click()
      await expectAllStored(['a.pdf'])
    })
  })
}
