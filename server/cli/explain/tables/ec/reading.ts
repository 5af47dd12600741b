import { type Entry, entry } from '../entry'

const image = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    '修改路由的缩略图样式（图片处理参数）。',
    'Fix the thumbnail style of the route (its image processing parameters).',
  )

/** Errors when reading: image processing, and downloads. */
export const EC_READING: readonly Entry[] = [
  image('0040-00000007', '目标图片的尺寸超过上限。', 'The resulting image would be too large.'),
  image('0040-00000012', '原图像素超过 2.5 亿。', 'The image has more than 250 million pixels.'),
  image('0040-00000206', '目标格式不支持。', 'The target format is not supported.'),
  image('0040-00000312', '缩放参数 w 不合法。', 'The resize parameter w is not valid.'),
  image('0040-00000315', '缩放参数 s 不合法。', 'The resize parameter s is not valid.'),
  image('0040-00000317', '缩放参数 p 不合法。', 'The resize parameter p is not valid.'),
  image('0040-00000319', '缩放参数 limit 只能是 0 或 1。', 'The resize parameter limit must be 0 or 1.'),
  ...forcedDownloads(),
]

/** OSS sends these in `x-oss-ec` of successful answers. https://help.aliyun.com/zh/oss/user-guide/0048-00000113 */
function forcedDownloads(): Entry[] {
  const numbers = [1, 2, ...Array.from({ length: 15 }, (_, index) => 100 + index)]
  return numbers.map((number) =>
    entry(
      `0048-${String(number).padStart(8, '0')}`,
      '这不是错误：默认域名强制下载文件（Content-Disposition: attachment）。小程序的 <image> 不受影响，网页与 web-view 会下载文件。',
      'This is not an error: default domains serve files as downloads (Content-Disposition: attachment). <image> of mini-programs is not affected; web pages and web-views download the file.',
      '要在浏览器里直接显示，请绑定自定义域名（OSS_DOMAIN）。',
      'To show files in browsers, bind a custom domain (OSS_DOMAIN).',
    ),
  )
}
