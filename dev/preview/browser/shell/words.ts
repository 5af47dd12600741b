import type { CloudSwitch, RequestNote, Step } from '../../wire'

export type PhoneSwitch = 'offline' | 'slow' | 'background'

interface SwitchWords {
  name: string
  /** Its effect. */
  does: string
}

export interface Words {
  about: string
  phone: string
  back: string
  light: string
  dark: string
  theme: string
  language: string
  faultSwitches: string
  switches: Record<PhoneSwitch | CloudSwitch, SwitchWords>
  away(seconds: number): string
  requests: string
  clear: string
  none: string
  columns: { from: string; step: string; path: string; status: string; bytes: string; ms: string }
  from: Record<RequestNote['from'], string>
  steps: Record<Step, string>
  /** Headings of an opened request. */
  details: Record<
    'request' | 'headers' | 'file' | 'fields' | 'policy' | 'body' | 'answerHeaders' | 'answer' | 'journal',
    string
  >
  broken: string
  lost: string
  closeViewer: string
  previous: string
  next: string
  openPanel: string
  closePanel: string
}

const ZH: Words = {
  about: '小程序原样运行在浏览器里，照片真的上传到本机的 OSS。',
  phone: '手机',
  back: '返回',
  light: '浅色',
  dark: '深色',
  theme: '外观',
  language: '语言',
  faultSwitches: '故障开关',
  switches: {
    offline: { name: '离线', does: '手机没有网络' },
    slow: { name: '弱网', does: '每秒 96 KB，延迟 400 ms' },
    background: { name: '切后台 10 秒', does: '5 秒后请求中断、线程挂起' },
    expired: { name: '凭证过期', does: 'OSS 返回 Policy expired' },
    forbidden: { name: '403', does: 'OSS 拒绝访问' },
    unavailable: { name: '503', does: 'OSS 暂时不可用' },
    down: { name: '存储空间宕机', does: '连接被切断，没有响应' },
    'lost-callback': { name: '回调丢失', does: '已存储，但后端没有收到通知' },
  },
  away: (seconds) => `小程序在后台，${seconds} 秒后回来`,
  requests: '请求',
  clear: '清空',
  none: '还没有请求。在手机里选一张照片试试。',
  columns: { from: '来自', step: '用途', path: '路径', status: '状态', bytes: '大小', ms: '毫秒' },
  from: { phone: '手机', backend: '后端', oss: 'OSS', elsewhere: '其他' },
  steps: {
    session: '登录',
    ticket: '取凭证',
    parts: '取分片签名',
    resume: '续传',
    complete: '确认',
    abort: '放弃',
    urls: '取地址',
    callback: '回调后端',
    post: '上传',
    part: '上传分片',
    multipart: '分片上传',
    head: '核对',
    copy: '转正',
    delete: '清理',
    read: '读取',
    role: '扮演角色',
    other: '其他',
  },
  details: {
    request: '请求',
    headers: '请求头',
    file: '文件',
    fields: '表单字段',
    policy: 'Policy（已解码）',
    body: '请求体',
    answerHeaders: '响应头',
    answer: '响应',
    journal: '本机云的记录',
  },
  broken: '小程序没有编译成功',
  lost: '预览服务已停止，请重新运行 npm start',
  closeViewer: '关闭',
  previous: '上一张',
  next: '下一张',
  openPanel: '打开面板',
  closePanel: '关闭面板',
}

const EN: Words = {
  about: 'The unmodified mini-program in a browser. Photos are uploaded to the OSS on this machine.',
  phone: 'Phone',
  back: 'Back',
  light: 'Light',
  dark: 'Dark',
  theme: 'Theme',
  language: 'Language',
  faultSwitches: 'Fault switches',
  switches: {
    offline: { name: 'Offline', does: 'The phone has no network' },
    slow: { name: 'Slow link', does: '96 KB/s, 400 ms latency' },
    background: { name: 'Hidden for 10 s', does: 'Requests are interrupted after 5 s' },
    expired: { name: 'Expired ticket', does: 'OSS answers “Policy expired”' },
    forbidden: { name: '403', does: 'OSS denies access' },
    unavailable: { name: '503', does: 'OSS is unavailable' },
    down: { name: 'Bucket down', does: 'Connections are cut, no answer' },
    'lost-callback': { name: 'Lost callback', does: 'Stored, but no callback is sent' },
  },
  away: (seconds) => `In the background, back in ${seconds} s`,
  requests: 'Requests',
  clear: 'Clear',
  none: 'No requests yet. Pick a photo in the phone.',
  columns: { from: 'From', step: 'Purpose', path: 'Path', status: 'Status', bytes: 'Size', ms: 'ms' },
  from: { phone: 'Phone', backend: 'Backend', oss: 'OSS', elsewhere: 'Elsewhere' },
  steps: {
    session: 'Sign in',
    ticket: 'Ticket',
    parts: 'Part tickets',
    resume: 'Resume',
    complete: 'Confirm',
    abort: 'Abort',
    urls: 'URLs',
    callback: 'Callback',
    post: 'Upload',
    part: 'Part',
    multipart: 'Multipart',
    head: 'Check',
    copy: 'Promote',
    delete: 'Clean up',
    read: 'Read',
    role: 'Assume role',
    other: 'Other',
  },
  details: {
    request: 'Request',
    headers: 'Headers',
    file: 'File',
    fields: 'Form fields',
    policy: 'Policy, decoded',
    body: 'Body',
    answerHeaders: 'Headers of the answer',
    answer: 'Answer',
    journal: 'Journal of the local cloud',
  },
  broken: 'The mini-program could not be built',
  lost: 'The preview has stopped. Run npm start again.',
  closeViewer: 'Close',
  previous: 'Previous',
  next: 'Next',
  openPanel: 'Open the panel',
  closePanel: 'Close the panel',
}

export const WORDS = { zh_CN: ZH, en: EN }
