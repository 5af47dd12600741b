import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../preview/chromium'
import { describeBrokenNetwork } from './broken-network'
import { describeExpiring } from './expiring'
import { describeFetching } from './fetching'
import { describeFocus } from './focus'
import { describeGoingOn } from './going-on'
import { describeLinks } from './links'
import { describeLooking } from './looking'
import { describeRefused } from './refused'
import { describeReloading } from './reloading'
import { describeSession } from './session'
import { describeUploading } from './uploading'

// Megabytes go over a slow link: on a busy machine that takes its time.
jest.setTimeout(90_000)

// One file, so that one browser serves all: starting it, and unpacking it the first time, takes longer than a test.
describe('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  describeUploading(() => browser)
  describeFetching(() => browser)
  describeReloading(() => browser)
  describeSession(() => browser)
  describeLinks(() => browser)
  describeGoingOn(() => browser)
  describeBrokenNetwork(() => browser)
  describeExpiring(() => browser)
  describeRefused(() => browser)
  describeFocus(() => browser)
  describeLooking(() => browser)
})
