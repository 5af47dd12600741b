import { describeBrokenNetwork } from './broken-network'
import { describeExpiring } from './expiring'
import { describeFetching } from './fetching'
import { describeFocus } from './focus'
import { describeGoingOn } from './going-on'
import { inChromium } from './in-chromium'
import { describeLinks } from './links'
import { describeLooking } from './looking'
import { describeRefused } from './refused'
import { describeReloading } from './reloading'
import { describeSession } from './session'
import { describeUploading } from './uploading'

inChromium((browser) => {
  describeUploading(browser)
  describeFetching(browser)
  describeReloading(browser)
  describeSession(browser)
  describeLinks(browser)
  describeGoingOn(browser)
  describeBrokenNetwork(browser)
  describeExpiring(browser)
  describeRefused(browser)
  describeFocus(browser)
  describeLooking(browser)
})
