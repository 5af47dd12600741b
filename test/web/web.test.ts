import { describeBrokenNetwork } from './broken-network'
import { describeContrast } from './contrast'
import { describeExpiring } from './expiring'
import { describeFocus } from './focus'
import { inChromium } from './in-chromium'
import { describeLazyEngine } from './lazy-engine'
import { describeLinks } from './links'
import { describeLooking } from './looking'
import { describeMissingScript } from './missing-script'
import { describeRefused } from './refused'
import { describeResuming } from './resuming'
import { describeSession } from './session'
import { describeSlices } from './slices'
import { describeUploading } from './uploading'

inChromium((browser) => {
  describeUploading(browser)
  describeLazyEngine(browser)
  describeMissingScript(browser)
  describeSession(browser)
  describeLinks(browser)
  describeResuming(browser)
  describeSlices(browser)
  describeBrokenNetwork(browser)
  describeExpiring(browser)
  describeRefused(browser)
  describeFocus(browser)
  describeLooking(browser)
  describeContrast(browser)
})
