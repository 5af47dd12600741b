import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { faintTexts } from '../contrast'
import { type Chosen, picture } from './files'
import { type Started, samplePhoto, startAll, type Visit, visit } from './rig'

/**
 * Every page of the mini-program with the panel beside it, in every state, light and dark. In English: axe
 * takes Chinese letters for icons where the machine has no font for them.
 */
export function describeContrast(browser: () => Browser): void {
  describe.each(['light', 'dark'] as const)('the contrast of all texts, %s', (colorScheme) => {
    let started: Started
    let here: Visit
    let photo: Chosen
    beforeAll(async () => {
      started = await startAll()
      photo = await samplePhoto()
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      here = await visit(browser(), started, { colorScheme, locale: 'en-US' })
    })
    afterEach(() => here.close())

    it('is enough on every page before anything is picked', async () => {
      const app = JSON.parse(await readFile(new URL('../../miniprogram/app.json', import.meta.url), 'utf8'))
      for (const page of app.pages as string[]) {
        await here.goTo(`/${page}`)
        expect([page, await faintTexts(here.page)]).toEqual([page, []])
      }
    })

    it('is enough while files go up, wait, have failed and are stored, and in opened requests', async () => {
      await here.goTo('/pages/upload/upload')
      await here.pick(/Add photos/, [photo])
      await here.phone.getByRole('button', { name: /Uploaded/ }).waitFor()
      await here.pick(/Choose files/, [{ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('plan') }])
      await here.phone.getByText('Uploaded').first().waitFor()
      await here.toggle('403')
      await here.pick(/Add photos/, [photo])
      await here.phone.getByRole('button', { name: /Photo 2.*Retry/ }).waitFor()
      await here.pick(/Choose files/, [{ name: 'more.txt', mimeType: 'text/plain', buffer: Buffer.from('more') }])
      await here.phone.getByRole('button', { name: /more.txt.*Retry/ }).waitFor()
      await here.toggle('403')
      await here.toggle('Slow link')
      await here.pick(/Add photos/, [await picture('long.png', 700)])
      await here.phone
        .getByText(/^[1-9]\d?%/)
        .first()
        .waitFor()
      await here.page
        .getByRole('row', { name: /Phone Upload POST .*403/ })
        .first()
        .click()
      await here.page.getByText('"expiration"').waitFor()
      await here.shot(`contrast-${colorScheme}`)
      expect(await faintTexts(here.page)).toEqual([])
      await here.phone.getByText('Pause', { exact: true }).click()
      await here.phone.getByText('Paused').first().waitFor()
      expect(await faintTexts(here.page)).toEqual([])
    })

    it('is enough in a narrow window, with the panel open', async () => {
      await here.page.setViewportSize({ width: 800, height: 900 })
      await here.page.getByRole('button', { name: 'Open the panel' }).click()
      await here.page.getByRole('switch', { name: 'Offline' }).waitFor()
      await here.shot(`contrast-narrow-${colorScheme}`)
      expect(await faintTexts(here.page)).toEqual([])
    })
  })
}
