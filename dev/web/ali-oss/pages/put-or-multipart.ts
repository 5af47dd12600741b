import { buildPage } from '../page'
import { putOrMultipart } from '../put-or-multipart'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'put / multipartUpload',
    about: [
      '1 MB 以下 put，以上分片；令牌快到期时自动换新，从断点继续；每个文件单独停止和恢复。',
      'Under 1 MB by put, above by parts. A token about to run out is renewed, and the upload goes on from its checkpoint; each file stops and resumes by itself.',
    ],
  },
  async (file, key, row) => {
    const upload = putOrMultipart(file, key, row.percent)
    row.button('停止 stop', upload.stop)
    row.button('继续 resume', upload.resume)
    row.end('已上传 uploaded', await urlOf(await upload.done))
  },
)
