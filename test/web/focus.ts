import type { Browser, Route } from 'playwright-core'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { video } from './uploading'

const MB = 1024 * 1024

/** Where the keyboard focus goes on the web page when the focused button disappears. */
export function describeFocus(browser: () => Browser): void {
  describe('the focus on the web page', () => {
    let started: Started
    let here: Visit
    /** Backend calls that are held back. */
    let held: Route[]
    let isHeld: (path: string) => boolean
    beforeAll(async () => {
      started = await startAll({ link: { bandwidth: { up: 3 * MB, down: Number.POSITIVE_INFINITY } } })
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      held = []
      isHeld = () => false
      here = await visit(browser(), started, {
        locale: 'en-US',
        onContext: (context) =>
          context.route(/\/v1\/uploads/, (route) => {
            if (isHeld(new URL(route.request().url()).pathname)) held.push(route)
            else return route.continue()
          }),
      })
    })
    afterEach(() => here.close())

    /** Waits until removed elements are gone from the screen. */
    const focused = (): Promise<string> =>
      here.page.evaluate(`new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))).then(
        () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)`)
    const press = (key: string): Promise<void> => here.page.keyboard.press(key)
    const total = (label: string) => here.page.getByRole('button', { name: label, exact: true })

    it('moves from an action on all files to the next one, and finally to choosing files', async () => {
      const paths = ['one.mp4', 'two.mp4'].map((name) => started.file(name, video(20 * MB)))
      await here.choose(await Promise.all(paths))
      await here.button('Pause', 'two.mp4').waitFor()
      await total('Cancel all').focus()
      await press('Enter')
      await here.row('one.mp4').getByText('Cancelled').waitFor()
      await here.row('two.mp4').getByText('Cancelled').waitFor()
      expect(await focused()).toBe('Clear finished')
      await press('Enter')
      await here.row('two.mp4').waitFor({ state: 'detached' })
      expect(await focused()).toBe('Choose files')
      expect(here.errors).toEqual([])
    })

    it('stays in the total bar when finished files are cleared and others remain', async () => {
      const paths = [await started.file('on.mp4', video(20 * MB)), await started.file('empty.txt', Buffer.alloc(0))]
      await here.choose(paths)
      await here.row('empty.txt').getByText('The file is empty').waitFor()
      await total('Clear finished').focus()
      await press('Enter')
      await here.row('empty.txt').waitFor({ state: 'detached' })
      expect(await focused()).toBe('Pause all')
      expect(here.errors).toEqual([])
    })

    it('stays in the row of a file that cannot be paused any more, whose cancel button does not move', async () => {
      isHeld = (path) => path === '/v1/uploads/complete'
      await here.choose([await started.file('whole.mp4', video(17 * MB))])
      await here.atLeast('whole.mp4', 10)
      const cancel = here.button('Cancel', 'whole.mp4')
      const place = await cancel.boundingBox()
      await here.button('Pause', 'whole.mp4').focus()
      await here.row('whole.mp4').getByText('Confirming').waitFor()
      expect(await focused()).toBe('Cancel whole.mp4')
      expect(await cancel.boundingBox()).toEqual(place)
      await here.shot('confirming')
      await until(() => held.length === 1)
      await held[0]?.continue()
      await here.row('whole.mp4').getByText('Uploaded').waitFor()
      expect(await focused()).toBe('Remove whole.mp4')
      expect(here.errors).toEqual([])
    })

    it('stays in the row of a file that cannot be retried', async () => {
      isHeld = (path) => path === '/v1/uploads'
      await here.choose([await started.file('program.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]))])
      await until(() => held.length === 1)
      await here.button('Pause', 'program.bin').focus()
      await held[0]?.continue()
      await here.button('Remove', 'program.bin').waitFor()
      expect(await here.button('Retry', 'program.bin').isVisible()).toBe(false)
      expect(await focused()).toBe('Remove program.bin')
    })

    it('stays in the row of a file of an earlier visit that is cancelled', async () => {
      await here.choose([await started.file('old.mp4', video(20 * MB))])
      await here.atLeast('old.mp4', 30)
      await here.page.reload()
      await here.button('Resume', 'old.mp4').click()
      await here.button('Cancel', 'old.mp4').focus()
      await press('Enter')
      await here.row('old.mp4').getByText('Cancelled').waitFor()
      expect(await focused()).toBe('Remove old.mp4')
      expect(here.errors).toEqual([])
    })
  })
}
