import { commandHere } from '../../terminal/command-here'
import { type Entry, entry } from './entry'

const APPLY = [
  `写入需要的跨域规则：${commandHere('setup cors apply')}；改后请清除浏览器缓存再试。小程序不受跨域限制。`,
  `Write the CORS rule: ${commandHere('setup cors apply')}. Then clear the browser’s cache and try again. CORS does not apply to mini-programs.`,
] as const

/** Messages of browsers, and of ali-oss in a web page. */
export const BROWSER: readonly Entry[] = [
  entry(
    'CORS',
    '浏览器拦截了请求：服务器的跨域规则（CORS）不允许这个网页的来源、方法或请求头。',
    'The browser blocked the request: the CORS rules of the server do not allow the origin of this page, the method or a header.',
    ...APPLY,
  ),
  entry(
    'EXPOSE_HEADERS',
    '跨域规则（CORS）没有暴露 ETag：网页读不到分片的 ETag，分片上传无法完成。',
    'The CORS rule does not expose ETag: the page cannot read the ETags of the parts, so it cannot complete the multipart upload.',
    ...APPLY,
  ),
  entry(
    'NO_ANSWER',
    '网页没有收到响应，浏览器不告诉程序原因：可能是跨域规则（CORS）不允许、网络中断、证书无效，或被插件拦截。',
    'The page got no answer, and the browser hides the cause from programs: the CORS rules, a broken network, a bad certificate, or an extension that blocks it.',
    `在浏览器控制台里看同一时刻的红色错误：含有 CORS 时运行 ${commandHere('setup cors apply')}；含有 net::ERR_… 时把那一行交给 explain。`,
    `Look for the red line of the same moment in the browser’s console. If it has CORS in it, run ${commandHere('setup cors apply')}; if it has net::ERR_…, give that line to explain.`,
  ),
  entry(
    'MIXED_CONTENT',
    'HTTPS 网页不能请求 http:// 地址。',
    'A page on HTTPS cannot call an http:// URL.',
    '上传地址使用 https://（ali-oss 要设置 secure: true）。',
    'Use https:// for uploads (set secure: true of ali-oss).',
  ),
]
