import { buildPage } from '../layout/page'
import { isCancelled } from '../retry/errors'
import { isMultipart, uploadToAli } from '../upload-to-ali'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'uploadToAli({ file, folder, key })',
    about: [
      '原来的写法：后端 AssumeRole，网页用 ali-oss 分片上传。换成我们的后端，改动的三行已标出。令牌到期或断网后从断点继续；刷新后从头再传。',
      'The code of many pages: STS from the backend, multipartUpload by ali-oss. The three lines that change are marked. An upload resumes from its checkpoint after an expired token or a lost network; after a reload it starts again.',
    ],
  },
  async (file, key, row) => {
    const signal = isMultipart(file) ? row.abortButton('取消 cancel') : new AbortController().signal
    try {
      const path = await uploadToAli({ file, folder: 'album', key, signal, onPercent: row.percent })
      row.show('已上传 uploaded')
      row.end('已上传 uploaded', await urlOf(path))
    } catch (thrown) {
      if (!isCancelled(thrown)) throw thrown
      row.end('已取消 cancelled')
    }
  },
)
