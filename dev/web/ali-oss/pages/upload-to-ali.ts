import { isCancelled } from '../ali-oss'
import { buildPage } from '../page'
import { uploadToAli } from '../upload-to-ali'
import { urlOf } from '../url-of'

buildPage(
  {
    title: 'uploadToAli({ file, folder, key })',
    about: [
      '原来的写法：后端 AssumeRole，网页用 ali-oss 分片上传。换成我们的后端，改动的三行已标出。',
      'As many pages have it: STS from the backend, multipartUpload by ali-oss. The three lines that change are marked.',
    ],
  },
  async (file, key, row) => {
    const { done, cancel } = uploadToAli({ file, folder: 'album', key, onPercent: row.percent })
    row.button('取消 cancel', cancel)
    try {
      row.end('已上传 uploaded', await urlOf(await done))
    } catch (thrown) {
      if (!isCancelled(thrown)) throw thrown
      row.end('已取消 cancelled')
    }
  },
)
