import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium'
import { describeContrast } from './contrast'
import { describeLooking } from './looking'
import { describeNpmPackages } from './npm-packages'
import { describeOtherMiniProgram } from './other-mini-program'
import { describeOtherPages } from './other-pages'
import { describeRecording } from './recording'
import { describeSwitches } from './switches'
import { describeUnfinished } from './unfinished'
import { describeUploading } from './uploading'

// The tests send megabytes over a slow link, which takes long on a busy machine.
jest.setTimeout(180_000)

// All tests are in one file and share one browser, because starting and unpacking it takes longer than a test.
describe('The preview in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  describeRecording(() => browser)
  describeUploading(() => browser)
  describeSwitches(() => browser)
  describeUnfinished(() => browser)
  describeLooking(() => browser)
  describeContrast(() => browser)
  describeOtherPages(() => browser)
  describeOtherMiniProgram(() => browser)
  describeNpmPackages(() => browser)
})
