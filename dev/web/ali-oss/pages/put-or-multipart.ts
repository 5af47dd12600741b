import { discard, type Place } from '../go-on'
import { withKeptCheckpoint } from '../kept-checkpoint'
import { buildPage } from '../page'
import { isByParts, putOrMultipart } from '../put-or-multipart'
import type { Row } from '../row'
import { isCancelled } from '../thrown'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'put / multipartUpload',
    about: [
      '小于 1 MB 用 put，不能停止；1 MB 及以上分片，每个文件单独停止和继续。令牌快到期时自动换新，断网、停止、刷新后重新选择同一个文件，都从断点继续。',
      'Under 1 MB by put, which cannot be stopped; from 1 MB on by parts, and each file stops and resumes by itself. It goes on from its checkpoint with a new token, after a lost network or a stop, and after a reload when the same file is chosen again.',
    ],
  },
  (file, key, row) => withKeptCheckpoint(file, (place) => upload(file, key, row, place)),
)

async function upload(file: File, name: string, row: Row, place: Place): Promise<void> {
  const signal = isByParts(file) ? row.endBy('停止 stop') : new AbortController().signal
  try {
    const key = await putOrMultipart({ file, name, place, signal, onPercent: row.percent })
    row.tell('已上传 uploaded')
    return row.end('已上传 uploaded', await urlOf(key))
  } catch (thrown) {
    if (!isCancelled(thrown)) throw thrown
  }
  const next = await row.ask('已停止 stopped', ['继续 resume', '取消 cancel'])
  if (next === '继续 resume') return upload(file, name, row, place)
  row.end('已取消 cancelled')
  await discard(place)
}
