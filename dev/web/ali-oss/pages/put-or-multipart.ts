import { discard } from '../go-on'
import { keptCheckpoint } from '../kept-checkpoint'
import { buildPage } from '../page'
import { isByParts, putOrMultipart } from '../put-or-multipart'
import type { Row } from '../row'
import { isCancelled } from '../thrown'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'put / multipartUpload',
    about: [
      '1 MB 以下 put，不能停止；以上分片，每个文件单独停止和继续。令牌快到期时自动换新，断网、停止、刷新后重新选择同一个文件，都从断点继续。',
      'Under 1 MB by put, which cannot be stopped; above by parts, and each file stops and resumes by itself. It goes on from its checkpoint with a new token, after a lost network or a stop, and after a reload when the same file is chosen again.',
    ],
  },
  upload,
)

async function upload(file: File, key: string, row: Row): Promise<void> {
  const signal = isByParts(file) ? row.endBy('停止 stop') : new AbortController().signal
  try {
    return row.end('已上传 uploaded', await urlOf(await putOrMultipart(file, key, { signal, onPercent: row.percent })))
  } catch (thrown) {
    if (!isCancelled(thrown)) throw thrown
  }
  if ((await row.ask('已停止 stopped', ['继续 resume', '取消 cancel'])) === '继续 resume') return upload(file, key, row)
  await discard(keptCheckpoint(file))
  row.end('已取消 cancelled')
}
