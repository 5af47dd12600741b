import { describeAliOss } from './ali-oss'
import { inChromium } from './in-chromium'

// Apart from the web page's, so that both can run at a time.
inChromium(describeAliOss)
