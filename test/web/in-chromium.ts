import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../preview/chromium'

/** Shares one browser between all tests, because starting and unpacking it takes longer than a test. */
export function inChromium(describeAll: (browser: () => Browser) => void): void {
  // The tests send megabytes over a slow link, which takes long on a busy machine.
  jest.setTimeout(180_000)

  describe('In Chromium', () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await launchChromium()
    })
    afterAll(() => browser.close())
    describeAll(() => browser)
  })
}
