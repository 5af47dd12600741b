/** `cloud-script.ts FOLDER BUCKET`: prints how to reach the cloud, and when it ends, the most memory that it had, bytes. */
import { startLocalCloud } from '../../../dev/local-cloud'

const [folder = '', bucket = ''] = process.argv.slice(2)
const { ossUrl, root } = await startLocalCloud({ folder, bucket })
console.log(JSON.stringify({ ossUrl, bucket, root }))
process.once('SIGTERM', () => {
  console.log(process.resourceUsage().maxRSS * 1024)
  process.exit()
})
