import { inChromium } from '../in-chromium'
import { describeAliOss } from './uploading'

// In its own file, so that it can run in parallel with the tests of the web page.
inChromium(describeAliOss)
