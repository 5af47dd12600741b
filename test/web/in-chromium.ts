import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../preview/chromium'

/** One browser for all: starting it, and unpacking it the first time, takes longer than a test. */
export function inChromium(describeAll: (browser: () => Browser) => void): void {
  // Megabytes go over a slow link: on a busy machine that takes its time.
  jest.setTimeout(90_000)

  describe('in Chromium', () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await launchChromium()
    })
    afterAll(() => browser.close())
    describeAll(() => browser)
  })
}
