/** The words of docs/performance.md, in both languages. */
export type Language = 'en' | 'zh'
export type Text = Readonly<Record<Language, string>>

/** The cells of the first table, in its order. */
export const SHARE_CELLS: Readonly<Record<string, Text>> = {
  '1-photo-20': { en: '1 photo of 400 KB, 20 Mbit/s, 40 ms', zh: '1 张 400 KB 照片，20 Mbit/s，40 ms' },
  '9-photos-20': { en: '9 photos of 400 KB, 20 Mbit/s, 40 ms', zh: '9 张 400 KB 照片，20 Mbit/s，40 ms' },
  '9-photos-100': { en: '9 photos of 400 KB, 100 Mbit/s, 10 ms', zh: '9 张 400 KB 照片，100 Mbit/s，10 ms' },
  '50-photos-100': { en: '50 photos of 300 KB, 100 Mbit/s, 10 ms', zh: '50 张 300 KB 照片，100 Mbit/s，10 ms' },
  '9-photos-oss-30': {
    en: '9 photos of 400 KB, 20 Mbit/s, 40 ms, OSS 30 ms from the backend',
    zh: '9 张 400 KB 照片，20 Mbit/s，40 ms，OSS 距离后端 30 ms',
  },
  '9-photos-oss-80': {
    en: '9 photos of 400 KB, 20 Mbit/s, 40 ms, OSS 80 ms from the backend',
    zh: '9 张 400 KB 照片，20 Mbit/s，40 ms，OSS 距离后端 80 ms',
  },
  '9-photos-cut': {
    en: '9 photos of 400 KB, 3 Mbit/s, 200 ms, a quarter of the connections is cut',
    zh: '9 张 400 KB 照片，3 Mbit/s，200 ms，四分之一的连接会断开',
  },
  parts: { en: '20 MB, 100 Mbit/s, 20 ms', zh: '20 MB，100 Mbit/s，20 ms' },
  'parts-jitless': { en: '20 MB, 100 Mbit/s, 20 ms, without a JIT', zh: '20 MB，100 Mbit/s，20 ms，没有 JIT' },
}

/** In trips. The library has at most eight uploads open at a time. */
export const TRIPS_CELLS: Readonly<Record<string, Text>> = {
  '1-small': { en: '1 file', zh: '1 个文件' },
  '8-small': { en: '8 files', zh: '8 个文件' },
  '9-small': { en: '9 files', zh: '9 个文件' },
}

/** 100 MB from a page in Chromium, at 100 Mbit/s and a round trip of 20 ms. */
export const WEB_CELL = 'web-100-mb'

export const GROWTH_CELLS: Readonly<Record<string, Text>> = {
  '1-files': { en: '1 file of 50 KB', zh: '1 个 50 KB 文件' },
  '10-files': { en: '10 files', zh: '10 个文件' },
  '100-files': { en: '100 files', zh: '100 个文件' },
  '500-files': { en: '500 files', zh: '500 个文件' },
  '1000-files': { en: '1,000 files', zh: '1000 个文件' },
  '1-mb': { en: '1 MB', zh: '1 MB' },
  '10-mb': { en: '10 MB', zh: '10 MB' },
  '100-mb': { en: '100 MB', zh: '100 MB' },
  '1000-mb': { en: '1,000 MB', zh: '1000 MB' },
  '2000-mb': { en: '2,000 MB', zh: '2000 MB' },
}

export const PEER_WORDS: Readonly<Record<string, Text>> = {
  ours: { en: 'wx-oss-upload', zh: 'wx-oss-upload' },
  recipe: { en: 'plain recipe', zh: '常见写法' },
  'cos-wx-sdk-v5': { en: 'cos-wx-sdk-v5', zh: 'cos-wx-sdk-v5' },
  'bare POSTs': { en: 'bare `wx.uploadFile`', zh: '只用 `wx.uploadFile`' },
  'ali-oss': { en: 'ali-oss', zh: 'ali-oss' },
  'better-upload': { en: 'better-upload (one PUT)', zh: 'better-upload（一次 PUT）' },
  Uppy: { en: 'Uppy (one PUT)', zh: 'Uppy（一次 PUT）' },
  tus: { en: 'tus-js-client', zh: 'tus-js-client' },
  'bare PUT': { en: 'bare PUT', zh: '只用一次 PUT' },
}

export const WORDS = {
  title: { en: '# Performance', zh: '# 性能' },
  switch: { en: '[简体中文](zh-CN/performance.md)', zh: '[English](../performance.md)' },
  intro: {
    en: `This page is written by \`npm run bench -- peers\` from [its results](performance/results.json). It compares this
library with the usual alternatives. All of them run in turns on one machine, with the same simulated phone
(\`dev/wx-host\`), the same files, the same link with a limited rate and delay, and the same local cloud. No figure
comes from a real phone or a live bucket. Compare only ratios, because a faster machine gives other times.

The plain recipe is what most published pages do: one request for a policy, then one \`wx.uploadFile\` for each file. It
treats any answer as a success and does not retry. cos-wx-sdk-v5 uploads to a small server that speaks COS's protocol.
Only wx-oss-upload checks each stored file, and reports success after its backend has confirmed it.`,
    zh: `本页由 \`npm run bench -- peers\` 根据[测量结果](../performance/results.json)生成。在同一台机器上轮流测量上传库与其他常见做法：使用相同的模拟手机（\`dev/wx-host\`）、相同的文件、相同速率和延迟的链路，以及相同的本地云。没有任何数据来自真实的手机或存储空间。请只比较比值，换一台机器时间会不同。

“常见写法”是大多数教程的做法：请求一次 Policy，然后对每个文件调用一次 \`wx.uploadFile\`。它把任何响应都当作成功，也不重试。cos-wx-sdk-v5 上传到一个实现了 COS 协议的小服务器。只有 wx-oss-upload 会检查每个已存储的文件，并在后端确认之后才返回。`,
  },
  share: {
    en: `## From a phone

The table shows the time of all files, divided by the time that the link needs for their bytes alone. Less is better.
The app has a stored session and no open connection. In parentheses: the load of the machine.`,
    zh: `## 从手机上传

下表是所有文件的用时除以链路传输这些字节所需的时间，越小越好。应用已保存会话，但没有已打开的连接。括号内是机器的负载。`,
  },
  chunks: {
    en: 'miniprogram-file-uploader sends only large files, to a server of its own. 20 MB without a JIT: ',
    zh: 'miniprogram-file-uploader 只上传大文件，需要专用的服务端。20 MB，没有 JIT：',
  },
  trips: {
    en: `This table shows how many round trips of 200 ms all files of 20 KB take together. The last row is the CPU time for each
of the nine files, of OSS, the backend and the link, which share one process here:`,
    zh: `下表是在 200 ms 延迟下上传 20 KB 的文件总共需要的往返次数。最后一行是 9 个文件中每个文件占用的 CPU 时间：OSS、后端和链路在这里共用一个进程：`,
  },
  lost: { en: '### Where others are faster', zh: '### 其他做法更快的情况' },
  lostLine: {
    en: (cell: string, ours: string, peer: string, theirs: string) => `- ${cell}: ${ours}; ${peer} ${theirs}.`,
    zh: (cell: string, ours: string, peer: string, theirs: string) => `- ${cell}：${ours}；${peer}：${theirs}。`,
  },
  why: {
    en: `The others do not confirm. Here the backend compares each object with its ticket after the last byte, and moves it to
its final key, before the phone gets the answer. This takes one callback and two steps to OSS, so it takes longer if the
backend is far from OSS. The library sends at most eight small files at a time, because it leaves two of WeChat's ten
uploads to the app; the ninth file waits for the answer of an earlier one. Each POST has up to 4 KB of signed fields
beside the file, which is 8 % of a file of 50 KB. A file in parts needs one request before its first byte and one after
its last. After a connection was cut, the library asks the backend first and waits before it sends again, so that it
does not make an outage worse. The plain recipe does not send again, so it ends sooner, but loses files, as the next
table shows.`,
    zh: `其他做法不确认文件。在这里，最后一个字节发送之后，后端先核对文件与上传凭证，再把它移到最终的对象名，然后手机才收到结果：这需要一次回调和两步 OSS 请求，所以后端与 OSS 相距越远，用时越长。上传库最多同时发送 8 个小文件，因为微信允许的 10 个上传中有 2 个留给应用自己；第 9 个文件要等前面的某个文件返回结果。每次 POST 除文件外还有最多 4 KB 的签名字段，相当于 50 KB 文件的 8%。分片上传的文件在第一个字节之前和最后一个字节之后各需要一个请求。连接断开之后，上传库先询问后端，并等待一段时间再重新发送，以免加重故障；常见写法不会重新发送，因此结束得更早，但会丢失文件，见下表。`,
  },
  kept: {
    en: `### Files that are lost

In the case in which connections are cut, a file counts as stored if the server has all of it.`,
    zh: `### 丢失的文件

在连接会断开的情况下，服务端收到完整内容的文件才算已存储。`,
  },
  growth: {
    en: `## Growth

The table shows the same ratio, and the peak memory of the phone's whole Node process in MB. Files of 50 KB are sent at
20 Mbit/s and 40 ms, single files in parts at 400 Mbit/s and 10 ms. The backend and the local cloud share one process,
which needs about 15 ms to store and confirm a file. With many small files on a much faster link, this process would be
the limit.`,
    zh: `## 增长

比值含义同上；内存是模拟手机的整个 Node 进程的峰值，单位 MB。50 KB 的文件在 20 Mbit/s、40 ms 下上传；单个大文件在 400 Mbit/s、10 ms 下分片上传。后端和本地云在同一个进程中，存储并确认一个文件大约需要 15 ms；如果链路快得多，上传大量小文件的速度就取决于这个进程。`,
  },
  web: {
    en: `## From a web page

100 MB in Chromium at 100 Mbit/s and a round trip of 20 ms. Script is the time on the page's main thread; memory is what
the page's process does not share. better-upload, Uppy, tus and the bare PUT send to a server that keeps nothing. The page
of this library opens its session before the clock starts, as it does while the user picks a file. What it takes beyond the
link: about 0.06 s for the ticket and its CORS preflight, 0.05 s for the first connections to the bucket and their
preflights, and 0.17 s to complete and confirm the file. In 0.06 s of these, the local cloud copies all parts into one file.`,
    zh: `## 从网页上传

在 Chromium 中上传 100 MB，速率 100 Mbit/s，往返延迟 20 ms。脚本时间是页面主线程上的时间；内存是页面进程独占的部分。better-upload、Uppy、tus 和单次 PUT 发送到一个不保存内容的服务器。本库的页面在计时开始前已建立会话，与用户选择文件期间的做法相同。链路之外的用时：获取上传凭证及其 CORS 预检约 0.06 s，与存储空间建立首批连接及预检约 0.05 s，完成并确认文件约 0.17 s，其中本地云把所有分片复制成一个文件约 0.06 s。`,
  },
  columns: {
    case: { en: 'case', zh: '情况' },
    claimed: { en: 'reported as stored', zh: '报告为已存储' },
    stored: { en: 'stored', zh: '实际已存储' },
    ofLink: { en: 'time / time of the link', zh: '用时 ÷ 链路' },
    script: { en: 'script, ms', zh: '脚本，ms' },
    memory: { en: 'memory, MB', zh: '内存，MB' },
    requests: { en: 'requests', zh: '请求数' },
    by: { en: 'upload by', zh: '做法' },
    cpu: { en: 'CPU per file, ms', zh: '每个文件的 CPU，ms' },
  },
} as const
