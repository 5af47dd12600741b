import { buildPage } from '../layout/page'
import type { Row } from '../layout/row'
import { isMultipart, putOrMultipart } from '../put-or-multipart'
import { isCancelled } from '../retry/errors'
import { withKeptCheckpoint } from '../retry/kept-checkpoint'
import { type CheckpointPlace, discard } from '../retry/resumable-upload'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'put / multipartUpload',
    about: [
      '小于 1 MB 用 put，不能停止；1 MB 及以上分片，每个文件单独停止和继续。令牌快到期时自动换新，断网、停止、刷新后重新选择同一个文件，都从断点继续。',
      'Files under 1 MB are sent by put, which cannot be stopped; larger files in parts, and each can be stopped and resumed. An upload resumes from its checkpoint with a new token, after a lost network or a stop, and after a reload when the same file is chosen again.',
    ],
  },
  (file, key, row) => withKeptCheckpoint(file, (place) => upload(file, key, row, place)),
)

async function upload(file: File, name: string, row: Row, place: CheckpointPlace): Promise<void> {
  const signal = isMultipart(file) ? row.abortButton('停止 stop') : new AbortController().signal
  try {
    const key = await putOrMultipart({ file, name, place, signal, onPercent: row.percent })
    row.show('已上传 uploaded')
    return row.end('已上传 uploaded', await urlOf(key))
  } catch (thrown) {
    if (!isCancelled(thrown)) throw thrown
  }
  const next = await row.ask('已停止 stopped', ['继续 resume', '取消 cancel'])
  if (next === '继续 resume') return upload(file, name, row, place)
  row.end('已取消 cancelled')
  await discard(place)
}
