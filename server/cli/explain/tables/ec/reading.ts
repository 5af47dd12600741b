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
  image(
    '0040-00000006',
    '图片的长边超过 4096 像素，不能旋转。',
    'An image with a side above 4,096 pixels cannot be rotated.',
  ),
  image('0040-00000007', '目标图片的尺寸超过上限。', 'The resulting image would be too large.'),
  image('0040-00000012', '原图像素超过 2.5 亿。', 'The image has more than 250 million pixels.'),
  image(
    '0040-00000203',
    '只有一个值的操作（例如 rotate）写了多个值。',
    'An action with one value, such as rotate, has several.',
  ),
  image('0040-00000206', '目标格式不支持。', 'The target format is not supported.'),
  image('0040-00000209', 'crop 的位置 g 不合法。', 'The place g of crop is not valid.'),
  image('0040-00000216', 'rotate 没有角度。', 'rotate has no angle.'),
  image(
    '0040-00000217',
    'rotate 的角度必须是 0 到 360 的整数。',
    'The angle of rotate must be a whole number from 0 to 360.',
  ),
  image('0040-00000224', 'indexcrop 的 y 不合法。', 'The parameter y of indexcrop is not valid.'),
  image('0040-00000225', 'crop 的宽度 w 不合法。', 'The width w of crop is not valid.'),
  image('0040-00000226', 'crop 的高度 h 不合法。', 'The height h of crop is not valid.'),
  image('0040-00000229', 'indexcrop 的 i 不合法。', 'The parameter i of indexcrop is not valid.'),
  image('0040-00000230', 'indexcrop 需要大于 0 的 x 或 y。', 'indexcrop needs an x or a y above 0.'),
  image('0040-00000233', 'circle 的半径 r 必须在 1 到 4096 之间。', 'The radius r of circle must be from 1 to 4096.'),
  image(
    '0040-00000237',
    'rounded-corners 的半径 r 必须在 1 到 4096 之间。',
    'The radius r of rounded-corners must be from 1 to 4096.',
  ),
  image('0040-00000241', 'blur 的半径 r 必须在 1 到 50 之间。', 'The radius r of blur must be from 1 to 50.'),
  image('0040-00000242', 'blur 的标准差 s 必须在 1 到 50 之间。', 'The deviation s of blur must be from 1 to 50.'),
  image('0040-00000245', 'bright 没有值。', 'bright has no value.'),
  image('0040-00000246', 'bright 的值必须在 -100 到 100 之间。', 'The value of bright must be from -100 to 100.'),
  image('0040-00000250', '水印的字体 type 没有经过 Base64 编码。', 'The font type of the watermark is not Base64.'),
  image(
    '0040-00000254',
    '水印的颜色 color 必须是 6 位十六进制数。',
    'The color of the watermark must have six hexadecimal digits.',
  ),
  image(
    '0040-00000256',
    '水印的文字大小 size 必须在 1 到 1000 之间。',
    'The size of the watermark must be from 1 to 1000.',
  ),
  image(
    '0040-00000257',
    '水印的文字 text 没有经过 URL 安全的 Base64 编码。',
    'The text of the watermark is not URL-safe Base64.',
  ),
  image('0040-00000259', '水印的文字超过 64 个字符。', 'The text of the watermark is longer than 64 characters.'),
  image('0040-00000260', '水印的位置 g 不合法。', 'The place g of the watermark is not valid.'),
  image(
    '0040-00000262',
    '水印的水平边距 x 必须在 0 到 4096 之间。',
    'The margin x of the watermark must be from 0 to 4096.',
  ),
  image(
    '0040-00000263',
    '水印的透明度 t 必须在 0 到 100 之间。',
    'The opacity t of the watermark must be from 0 to 100.',
  ),
  image(
    '0040-00000264',
    '水印的垂直边距 y 必须在 0 到 4096 之间。',
    'The margin y of the watermark must be from 0 to 4096.',
  ),
  image(
    '0040-00000268',
    '水印的偏移 voffset 必须在 -1000 到 1000 之间。',
    'The voffset of the watermark must be from -1000 to 1000.',
  ),
  image(
    '0040-00000272',
    '水印的旋转角度 rotate 必须在 0 到 360 之间。',
    'The rotate of the watermark must be from 0 to 360.',
  ),
  image('0040-00000274', '水印的 fill 只能是 0 或 1。', 'The fill of the watermark must be 0 or 1.'),
  image('0040-00000278', '水印没有 text，也没有 image。', 'The watermark has neither text nor image.'),
  image('0040-00000279', 'sharpen 没有值。', 'sharpen has no value.'),
  image('0040-00000280', 'sharpen 的值必须在 50 到 399 之间。', 'The value of sharpen must be from 50 to 399.'),
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
