import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../preview/chromium'
import { describeAliOss } from './ali-oss'

// Megabytes go over a slow link: on a busy machine that takes its time.
jest.setTimeout(90_000)

// One file, so that one browser serves all; apart from the web page's, so that both can run at a time.
describe('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  describeAliOss(() => browser)
})
